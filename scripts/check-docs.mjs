// Checks what the project's pages point to: files, headings, pictures. Run by tsx; says each fault in a line, exit 1.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PAGE_TEXTS } from './page-texts.mjs';
import { ROOT } from './paths.mjs';

/** Where the pictures lie, and what each shows of the app's texts: made by screenshots.mjs. */
export const PICTURES = join(ROOT, 'docs/screenshots');
export const TEXTS = join(PICTURES, 'texts.json');
/** Bytes. */
export const LARGEST_PICTURE = 150 * 1024;
const LARGEST_SET = 3 * 1024 ** 2;

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));

/** A page without what stands in code. */
const proseOf = (text) =>
  text
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, (code) => (code.includes('](') ? '' : code));

/** What a heading is called in an address, as GitHub makes it. */
const anchorOf = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

function anchorsOf(text) {
  const times = new Map();
  return new Set(
    [...text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.*)$/gm)].map(([, heading]) => {
      const anchor = anchorOf(heading);
      const before = times.get(anchor) ?? 0;
      times.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** Names that stand for many. */
const PATTERNS = new Set(['XList.tsx']);

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
}).split('\n');

/** The source files that a page names in code, by the end of their paths, and that are not there. */
function deadNames(page) {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/`([\w@./-]+\.(?:tsx?|mjs|sql))`/g)].flatMap(([, name]) => {
    const tail = `/${name.replace(/^(?:\.\/|shared\/|server\/|web\/|simulator\/)/, '')}`;
    const isThere = PATTERNS.has(name) || sources.some((path) => `/${path}`.endsWith(tail));
    return isThere ? [] : [`${page}: no file ${name}`];
  });
}

/** The links of a page that lead to nothing; pictures that it shows are added to `shown`. */
function deadLinks(page, shown) {
  const prose = proseOf(readFileSync(join(ROOT, page), 'utf8'));
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path, anchor] = link.split('#');
    const target = path === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
    if (!existsSync(target)) return [`${page}: ${link} is not there`];
    if (target.startsWith(PICTURES)) shown.add(relative(PICTURES, target));
    if (anchor === undefined || !target.endsWith('.md')) return [];
    return anchorsOf(readFileSync(target, 'utf8')).has(anchor) ? [] : [`${page}: ${link} names no heading`];
  });
}

function pictureFaults(shown) {
  const files = readdirSync(PICTURES).filter((file) => file.endsWith('.png'));
  const texts = JSON.parse(readFileSync(TEXTS, 'utf8'));
  const sizes = files.map((file) => statSync(join(PICTURES, file)).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const again = 'make it anew: npx tsx scripts/screenshots.mjs';
  return [
    ...(total > LARGEST_SET ? [`the pictures take ${total} bytes, ${LARGEST_SET} at most`] : []),
    ...files.flatMap((file, place) => [
      ...(sizes[place] > LARGEST_PICTURE
        ? [`${file} takes ${sizes[place]} bytes, ${LARGEST_PICTURE} at most`]
        : []),
      ...(shown.has(file) ? [] : [`${file} is shown on no page`]),
      ...(texts[file] === undefined ? [`${file} was not made by the script; ${again}`] : []),
    ]),
    ...Object.entries(texts).flatMap(([file, said]) => {
      if (!files.includes(file)) return [`${file} is told of and not there`];
      const stale = Object.entries(said).filter(([key, text]) => PAGE_TEXTS.get(key) !== text);
      if (stale.length === 0) return [];
      const [key, text] = stale[0];
      return [
        `${file} is stale: it shows “${text}”, ${key} is now “${PAGE_TEXTS.get(key) ?? 'gone'}”; ${again} ${file.slice(0, -4)}`,
      ];
    }),
  ];
}

/** Every fault of the pages, one line each. */
export function docFaults() {
  const shown = new Set();
  return [
    ...pages.flatMap((page) => [...deadLinks(page, shown), ...deadNames(page)]),
    ...pictureFaults(shown),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const faults = docFaults();
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
