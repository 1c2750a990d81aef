import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

const breaches: [string, string, string][] = [
  ['shared imports a library', 'packages/shared/src/order/x.ts', `import x from 'undici'; x();`],
  ['shared imports Node', 'packages/shared/src/order/x.ts', `import x from 'node:fs'; x();`],
  [
    'shared imports the server',
    'packages/shared/src/order/x.ts',
    `import x from '@srs-desk/server/platform/desk.ts'; x();`,
  ],
  [
    'the web imports the server',
    'packages/web/src/x.ts',
    `import x from '@srs-desk/server/platform/desk.ts'; x();`,
  ],
  [
    'the simulator imports shared',
    'packages/simulator/src/x.ts',
    `import x from '@srs-desk/shared/order/status.ts'; x();`,
  ],
  [
    'the server imports the simulator',
    'packages/server/src/features/orders/x.ts',
    `import x from '@srs-desk/simulator/main.ts'; x();`,
  ],
  [
    'a verb opens a connection',
    'packages/server/src/app/x.ts',
    `import { request } from 'undici'; request('x');`,
  ],
  ['a verb fetches', 'packages/server/src/app/x.ts', `await fetch('http://x');`],
  ['a verb speaks SQL', 'packages/server/src/app/x.ts', `import x from 'better-sqlite3'; x();`],
  [
    'a store writes',
    'packages/server/src/features/x/x.ts',
    `import { openForWriting } from '../../../db/open.ts'; openForWriting('x');`,
  ],
  [
    'a route reads a store',
    'packages/server/src/platform/http/x.ts',
    `import { x } from '../../../stores/x.ts'; x();`,
  ],
  ['a verb reads the environment', 'packages/server/src/app/x.ts', `console.log(process.env.PORT);`],
];

const allowed: [string, string, string][] = [
  ['shared imports zod', 'packages/shared/src/order/x.ts', `import { z } from 'zod'; z.string();`],
  [
    'the recorder opens a connection',
    'packages/server/src/platform/recorder/x.ts',
    `import { request } from 'undici'; request('x');`,
  ],
  [
    'the ledger writes',
    'packages/server/src/platform/ledger/x.ts',
    `import { openForWriting } from '../../db/open.ts'; openForWriting('x');`,
  ],
];

const WALL = /noRestrictedImports|noRestrictedGlobals|noProcessEnv/;

/** Lints every sample in a tree of its own under the project's rules; gives what was said of each. */
function lintSamples(samples: readonly [string, string, string][]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-walls-'));
  const rules = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
  const said = new Map<string, string>();
  for (const [what, path, code] of samples) {
    // One folder a sample, so that two samples of the same path do not meet.
    const file = path.replace(/x\.tsx?$/, `${said.size}-x.ts`);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${code}\n`);
    const run = spawnSync(join(ROOT, 'node_modules/.bin/biome'), ['lint', file], {
      cwd: folder,
      encoding: 'utf8',
    });
    said.set(what, run.stdout + run.stderr);
  }
  rmSync(folder, { recursive: true, force: true });
  return said;
}

describe('the walls', () => {
  const said = lintSamples([...breaches, ...allowed]);

  it.each(breaches)('stop it when %s', (what) => {
    expect(said.get(what)).toMatch(WALL);
    expect(said.get(what)).toMatch(/docs\/architecture\.md|process\.env/);
  });

  it.each(allowed)('stand open when %s', (what) => {
    expect(said.get(what)).toContain('Checked 1 file');
    expect(said.get(what)).not.toMatch(WALL);
  });
});
