import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VERSION } from '../platform/version.ts';

const ROOT = join(import.meta.dirname, '../../../..');

const check = (tag: string) =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/release.mjs'), tag], { encoding: 'utf8' });

it('a release: every package and the changelog have the version, and a tag that differs is named', () => {
  const right = check(`v${VERSION}`);
  expect([right.status, right.stderr]).toEqual([0, '']);
  const wrong = check('v0.0.1');
  expect([wrong.status, wrong.stderr]).toEqual([1, `the tag is v0.0.1, srs-desk is ${VERSION}\n`]);
});
