import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Simulator, startSimulator } from '@srs-desk/simulator/start-simulator.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

let folder: string;
let simulator: Simulator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'srs-doctor-'));
  simulator = await startSimulator({ port: 0, speed: 1, seed: 3, population: 'none' });
});

afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function doctor(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/desk.mjs'), 'doctor', ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: join(folder, 'data'),
      SRS_BASE_URL: simulator.url,
      SRS_TOKEN_URL: simulator.tokenUrl,
      RAS_BASE_URL: simulator.url,
      SRS_CLIENT_ID: 'missswaggerclient',
      SRS_CLIENT_SECRET: 'missswaggerclientsecret',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
}

it('desk doctor: 0 when all works, 1 with the ticket when a check fails, 2 when the configuration cannot be used', async () => {
  const well = await doctor({});
  expect(well.code).toBe(0);
  for (const name of ['Configuration', 'Token', 'Methods', 'Status', 'Verify Call'])
    expect(well.said).toMatch(new RegExp(`^(ok|warning) +${name}:`, 'm'));

  const refused = await doctor(
    { SRS_CLIENT_SECRET: 'never-to-be-seen', SRS_PRO_NUMBER: 'PRO-77' },
    '--lang',
    'de',
  );
  expect(refused.code).toBe(1);
  expect(refused.said).toMatch(/^FAILED +Token:.*Swisscom Service Desk/m);
  expect(refused.said).toContain('PRO-Nr: PRO-77');
  expect(refused.said).toMatch(/x-correlation-id: [0-9a-f-]{36}/);
  // What is only advice, and what a check that succeeds would prove, is no part of the ticket.
  const [, ticket = ''] = refused.said.split('PRO-Nr: PRO-77');
  expect(ticket).toContain('Beobachtet: Die Zugangsdaten wurden abgelehnt');
  expect(ticket).not.toMatch(/Vergleichen|nimmt .* an/);

  const unset = await doctor({ SRS_BASE_URL: '' });
  expect(unset.code).toBe(2);
  expect(unset.said).toContain('SRS_BASE_URL is missing');
  expect(well.said).toContain('the settings of this shell are checked');
  expect(well.said + refused.said + unset.said).not.toMatch(/never-to-be-seen|missswaggerclientsecret/);
}, 60_000);
