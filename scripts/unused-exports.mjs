// Names that a file exports and no other file imports: each is either not needed by others, or not needed at all.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const EXPORTED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
const LISTED = /^export (?:type )?\{([^}]*)\}(?: from '([^']+)')?/gm;
const IMPORTED = /^import (?:type )?(?:\w+,? ?)?(?:\{([^}]*)\}|\* as \w+) from '([^']+)'/gm;
const WHOLE = /import\(\s*['`]([^'`]+)['`]|^export \* from '([^']+)'|import\.meta\.glob[^(]*\(\s*'([^']+)'/gm;

/** `a, type b as c` → the names at the source, and the names given. */
function namesIn(list) {
  const parts = list.split(',').map((part) => part.trim().replace(/^type /, ''));
  return parts.filter(Boolean).map((part) => part.split(' as '));
}

/** The file that an import names, from the root; null for a package of others. */
function fileOf(specifier, importer) {
  if (specifier.startsWith('.')) return normalize(join(dirname(importer), specifier));
  const [, name, path] = /^@srs-desk\/(\w+)\/(.+)$/.exec(specifier) ?? [];
  return name === undefined ? null : `packages/${name}/src/${path}`;
}

/** Found by other means: tables by the test of the schema, benches by their names, the rest by the bundler (`bundle-under-test.mjs`). */
const FOUND = /(^|\/)table\.ts$|^packages\/server\/tests\/bundle\/|^packages\/\w+\/bench\/\w+\.ts$/;

const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { encoding: 'utf8' })
  .trim()
  .split('\n');
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const used = new Map(files.map((file) => [file, new Set()]));
const whole = new Set(files.filter((file) => FOUND.test(file)));
const passedOn = [];

for (const [file, text] of texts) {
  for (const [, list, specifier] of text.matchAll(IMPORTED)) {
    const from = fileOf(specifier, file);
    if (from === null) continue;
    if (list === undefined) whole.add(from);
    else for (const [name] of namesIn(list)) used.get(from)?.add(name);
  }
  for (const [, list, specifier] of text.matchAll(LISTED)) {
    const from = specifier && fileOf(specifier, file);
    if (from) for (const [name, given = name] of namesIn(list)) passedOn.push({ file, from, name, given });
  }
  // An interface that another file adds to.
  for (const [, specifier, added] of text.matchAll(/^declare module '([^']+)' \{([\s\S]*?)^\}/gm))
    for (const [, name] of added.matchAll(/interface (\w+)/g)) used.get(fileOf(specifier, file))?.add(name);
  for (const [, lazily, all, globbed] of text.matchAll(WHOLE)) {
    const from = fileOf((lazily ?? all ?? globbed).replace(/\$\{[^}]*\}/g, '*'), file);
    if (from === null) continue;
    if (all === undefined) for (const one of files) if (matches(one, from)) whole.add(one);
    if (all !== undefined) passedOn.push({ file, from, name: '*', given: '*' });
  }
}

function matches(file, pattern) {
  const parts = pattern.split(/\*+\/?/).map((part) => part.replace(/[.[\]()]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(file);
}

// What is passed on is used where the file that passes it on is; such files may follow each other.
for (let round = 0; round < 3; round += 1)
  for (const { file, from, name, given } of passedOn) {
    if (whole.has(file)) whole.add(from);
    const names = used.get(file) ?? new Set();
    if (name === '*') for (const one of names) used.get(from)?.add(one);
    else if (names.has(given)) used.get(from)?.add(name);
  }

let found = 0;
for (const [file, text] of texts) {
  if (!file.startsWith('packages/') || whole.has(file)) continue;
  const names = [...text.matchAll(EXPORTED)].map(([, name]) => name);
  for (const [, list] of text.matchAll(LISTED))
    names.push(...namesIn(list).map(([name, given = name]) => given));
  for (const name of names.filter((one) => !used.get(file).has(one))) {
    found += 1;
    console.error(`${file}: ${name} is exported, but no other file imports it`);
  }
}
process.exitCode = found === 0 ? 0 : 1;
