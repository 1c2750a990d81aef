// Which packages are shipped: name, version, licence and its text.
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Stands in `THIRD-PARTY.txt` for the licence of those that bring no text of it along. */
export const WITHOUT_TEXT = 'Of these, no text of the licence is in the package.';
/** Stands between one licence and the next. */
export const RULE = '='.repeat(80);

/** What its manifest and the files beside it say of a package. */
function describe(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const said = license ?? licenses?.map(({ type }) => type).join(' OR ');
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const text = texts.join('\n\n');
  const read = /Permission is hereby granted, free of charge/.test(text) ? 'MIT' : 'unknown';
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { name, version, licence: said?.type ?? said ?? read, text, purl };
}

/** SQLite, compiled into better-sqlite3: its version and its blessing as the head of its source gives them. */
export function sqliteIn(folder) {
  const head = readFileSync(join(folder, 'deps/sqlite3/sqlite3.h'), 'utf8');
  const version = /^#define SQLITE_VERSION +"([\d.]+)"/m.exec(head)?.[1];
  const blessing = /^\*\* (The author disclaims[\s\S]*?)\n\*{10}/m.exec(head)?.[1];
  if (!version || !blessing) throw new Error(`${folder}: no version or licence of SQLite is found`);
  const text = blessing.replace(/^\*\* ?/gm, '').trim();
  return { name: 'sqlite', version, licence: 'blessing', text, purl: `pkg:generic/sqlite@${version}` };
}

/** Every package below a folder `node_modules` of pnpm's. */
export function packagesBelow(modules) {
  const store = join(modules, '.pnpm');
  const folders = readdirSync(store).flatMap((entry) => {
    const inner = join(store, entry, 'node_modules');
    if (!existsSync(inner)) return [];
    const names = readdirSync(inner).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(inner, name)).map((part) => `${name}/${part}`) : [name],
    );
    return names.map((name) => realpathSync(join(inner, name)));
  });
  return folders.filter((folder) => existsSync(join(folder, 'package.json'))).map(describe);
}

function nearest(folder, name) {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
  }
  return null;
}

/** The packages that the one in `folder` needs to run, and what these need, but for types. */
export function packagesOf(folder, known = new Map()) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const found = nearest(folder, name);
    if (found === null || known.has(found) || name.startsWith('@types/')) continue;
    known.set(found, describe(found));
    packagesOf(found, known);
  }
  return [...known.values()];
}

/** The same packages, each once and ours left out, by name. */
export function listed(packages) {
  const once = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...once.values()]
    .filter(({ name }) => !name?.startsWith('@srs-desk/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A bill of materials of `application` by CycloneDX 1.5. */
export function billOfMaterials(application, packages) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', ...application } },
    components: packages.map(({ name, version, licence, purl }) => ({
      type: 'library',
      name,
      version,
      purl,
      licenses: [/[ ()]/.test(licence) ? { expression: licence } : { license: { name: licence } }],
    })),
  };
}

/** Whose work is shipped under which licence, with the text of each licence once, below those that it is of. */
export function licenceTexts(packages) {
  const by = new Map();
  for (const { name, version, licence, text } of packages)
    by.set(text, [...(by.get(text) ?? []), `${name} ${version}: ${licence}`]);
  return [...by]
    .map(([text, names]) => `${names.join('\n')}\n\n${text || WITHOUT_TEXT}\n`)
    .join(`\n${RULE}\n\n`);
}
