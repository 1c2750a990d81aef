import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const SERVER = 'packages/server/src';

/** What stands where, so that what is planted has something to import. */
const STANDING = [
  'packages/shared/src/order/status.ts',
  'packages/simulator/src/main.ts',
  'packages/server/bench/seed/seed-database.ts',
  `${SERVER}/app/open-desk.ts`,
  `${SERVER}/platform/desk.ts`,
  `${SERVER}/platform/ledger/open-for-writing.ts`,
  `${SERVER}/features/billing/index.ts`,
  `${SERVER}/features/billing/usage/rollups.ts`,
];

const breaches: [what: string, wall: string, file: string, imports: string][] = [
  ['shared imports a library', 'shared-alone', 'packages/shared/src/order/a.ts', 'undici'],
  ['shared imports Node', 'shared-alone', 'packages/shared/src/order/b.ts', 'node:fs'],
  [
    'shared imports the server',
    'shared-alone',
    'packages/shared/src/order/c.ts',
    '../../../server/src/platform/desk.ts',
  ],
  [
    'the simulator imports shared',
    'simulator-alone',
    'packages/simulator/src/a.ts',
    '../../shared/src/order/status.ts',
  ],
  [
    'the server imports the simulator',
    'server-runs-alone',
    `${SERVER}/app/a.ts`,
    '../../../simulator/src/main.ts',
  ],
  [
    'the server imports a benchmark',
    'server-runs-alone',
    `${SERVER}/app/c.ts`,
    '../../bench/seed/seed-database.ts',
  ],
  [
    'the platform imports a feature',
    'platform-knows-no-feature',
    `${SERVER}/platform/a.ts`,
    '../features/billing/index.ts',
  ],
  [
    'the platform imports the app',
    'platform-knows-no-feature',
    `${SERVER}/platform/b.ts`,
    '../app/open-desk.ts',
  ],
  [
    'a feature imports the app',
    'features-know-no-app',
    `${SERVER}/features/orders/a.ts`,
    '../../app/open-desk.ts',
  ],
  [
    'a feature reaches into another',
    'features-meet-at-the-door',
    `${SERVER}/features/orders/b.ts`,
    '../billing/usage/rollups.ts',
  ],
  ['a verb opens a connection', 'one-way-out', `${SERVER}/features/orders/c.ts`, 'undici'],
  ['a verb opens a socket', 'one-way-out', `${SERVER}/features/orders/d.ts`, 'node:net'],
  ['a verb speaks HTTP', 'who-serves', `${SERVER}/features/orders/e.ts`, 'node:http'],
  [
    'a store opens the file for writing',
    'one-door-for-writes',
    `${SERVER}/features/orders/f.ts`,
    '../../platform/ledger/open-for-writing.ts',
  ],
];

const allowed: [what: string, file: string, imports: string][] = [
  ['shared imports zod', 'packages/shared/src/order/x.ts', 'zod'],
  ['a feature meets another at its door', `${SERVER}/features/orders/x.ts`, '../billing/index.ts'],
  ['a feature imports its own rooms', `${SERVER}/features/billing/x.ts`, './usage/rollups.ts'],
  ['a feature imports the platform', `${SERVER}/features/orders/y.ts`, '../../platform/desk.ts'],
  ['the recorder opens a connection', `${SERVER}/platform/recorder/x.ts`, 'undici'],
  ['the ledger writes', `${SERVER}/platform/ledger/x.ts`, './open-for-writing.ts'],
];

/** The walls that the planted files break, as `wall file`. */
function brokenWalls(): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-walls-'));
  const plant = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const file of STANDING) plant(file, 'export type Thing = string;\n');
  for (const [, , file, imports] of breaches)
    plant(file, `import type { Thing } from '${imports}';\nexport type Own = Thing;\n`);
  for (const [, file, imports] of allowed)
    plant(file, `import { thing } from '${imports}';\nexport const own = thing;\n`);
  for (const name of ['undici', 'zod']) plant(`node_modules/${name}/index.js`, 'export const thing = 1;\n');
  symlinkSync(join(ROOT, 'node_modules/@swc'), join(folder, 'node_modules/@swc'));
  writeFileSync(join(folder, 'walls.cjs'), readFileSync(join(ROOT, '.dependency-cruiser.cjs')));
  const args = ['--config', 'walls.cjs', '--output-type', 'json', 'packages'];
  const run = spawnSync(join(ROOT, 'node_modules/.bin/depcruise'), args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  const { summary } = JSON.parse(run.stdout);
  return new Set(
    summary.violations.map(
      ({ rule, from }: { rule: { name: string }; from: string }) => `${rule.name} ${from}`,
    ),
  );
}

describe('the walls', () => {
  const broken = brokenWalls();

  it.each(breaches)('stop it when %s', (_what, wall, file) => {
    expect(broken).toContain(`${wall} ${file}`);
  });

  it.each(allowed)('stand open when %s', (_what, file) => {
    expect([...broken].filter((line) => line.endsWith(` ${file}`))).toEqual([]);
  });
});

const LINTED: [what: string, files: [path: string, code: string][], rule: RegExp][] = [
  ['a verb fetches', [[`${SERVER}/features/orders/x.ts`, `await fetch('http://x');`]], /noRestrictedGlobals/],
  [
    'a verb reads the environment',
    [[`${SERVER}/app/x.ts`, `console.log(process.env.PORT);`]],
    /noProcessEnv/,
  ],
  [
    'the web imports the server',
    [['packages/web/src/x.ts', `import { x } from '@srs-desk/server/platform/desk.ts'; x();`]],
    /noRestrictedImports/,
  ],
  [
    'two files know each other, if only by their types',
    [
      [`${SERVER}/platform/x.ts`, `import type { Y } from './y.ts'; export type X = Y | 1;`],
      [`${SERVER}/platform/y.ts`, `import type { X } from './x.ts'; export type Y = X | 2;`],
    ],
    /noImportCycles/,
  ],
];

/** What the linter says of files that are planted where the rules of the repository hold. */
function lint(files: readonly [path: string, code: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), 'srs-lint-'));
  const rules = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
  symlinkSync(join(ROOT, 'lint'), join(folder, 'lint'));
  for (const [path, code] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  }
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const args = ['lint', '--max-diagnostics=none', 'packages'];
  const run = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  return run.stdout + run.stderr;
}

describe('the linter', () => {
  it.each(LINTED)('stops it when %s', (_what, files, rule) => {
    expect(lint(files)).toMatch(rule);
  });

  it('stops every row that is asserted to be something, and SQL whose rows nobody types', () => {
    const stopped = [
      'export const a = connection.get(1) as { n: number };',
      'export const b = rows(tx).all({ id: 1 }) as Row[];',
      'export const c = (found.get(7) as number | undefined) ?? null;',
      'for (const d of found.iterate() as Iterable<Row>) use(d);',
      'export const e = found as unknown as Row;',
      "export const f = database.pragma('page_count') as number;",
      'export const g = JSON.parse(row.json) as Detail;',
      'export const h = found.pluck().get();',
      "export const i = database.prepare('SELECT 1').get();",
      "export const j = database.prepare<[], Row>('SELECT 1').get();",
      'export const k = tx.connection.sql(`DELETE FROM orders`).run();',
      "export const l = connection.sql('SELECT 1').raw().get();",
    ];
    const allowed = [
      "connection.sql('BEGIN IMMEDIATE').run();",
      "database.prepare('ATTACH ? AS idx').run(path);",
      "export const m = ['a', 'b'] as const;",
      'export const n = rows(tx).get({ id: 1 })?.n ?? 0;',
    ];
    const file = `${SERVER}/features/orders/x.ts`;
    const said = lint([[file, [...stopped, ...allowed].join('\n')]]);
    const lines = [...said.matchAll(/x\.ts:(\d+):\d+ plugin/g)].map(([, line]) => Number(line));
    expect([...new Set(lines)]).toEqual(stopped.map((_, index) => index + 1));
    expect(said).toContain('typedRows');
  });
});
