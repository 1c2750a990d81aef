import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundled } from '../bundle/bundles.ts';

const folder = mkdtempSync(join(tmpdir(), 'srs-desk-seed-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function desk(...args: string[]): { status: number | null; out: string } {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: join(folder, 'data') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundled('desk'), ...args], {
    env,
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
}

it('is a command of desk: fills an empty data folder, which then verifies, and refuses a filled one', () => {
  expect(desk('--help').out).toContain('seed');
  const seeded = desk('seed', '--orders', '20', '--calls', '60', '--until', '2026-11-01');
  expect(seeded).toMatchObject({ status: 0, out: expect.stringContaining('20 orders, 60 calls, ') });
  expect(desk('audit', 'verify')).toMatchObject({ status: 0 });
  const again = desk('seed', '--orders', '20', '--calls', '60');
  expect(again).toMatchObject({ status: 1, out: expect.stringContaining('choose an empty DATA_DIR') });
}, 120_000);

it('says in one line what it cannot do', () => {
  expect(desk('seed', '--orders', 'many', '--calls', '1')).toEqual({
    status: 2,
    out: '--orders must be a whole number from 1 to 100000000, not "many"\n',
  });
  expect(desk('seed', '--calls', '1')).toMatchObject({ status: 2, out: expect.stringContaining('--orders') });
}, 60_000);
