import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../src/start-simulator.ts';

describe('the journal', () => {
  let folder: string;
  let simulator: Simulator;
  const start = (): Promise<Simulator> =>
    startSimulator({
      port: 0,
      seed: 3,
      speed: 100,
      population: 40,
      arrivalsPerMinute: 600,
      journal: join(folder, 'simulator.jsonl'),
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'srs-journal-'));
    simulator = await start();
  });

  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function token(): Promise<string> {
    const answer = await fetch(
      `${simulator.tokenUrl}?client_id=missswaggerclient&client_secret=missswaggerclientsecret&grant_type=client_credentials&scope=miss`,
      { method: 'POST' },
    );
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async function place(): Promise<string> {
    const answer = await fetch(`${simulator.url}/api/providers/IDENTITY.TM/VIDEO%20IDENTITY.TM`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/vnd.sc.miss.provider.v1+json',
      },
      body: JSON.stringify({ lastName: 'Muster', externalId: 'JOURNAL-1' }),
    });
    return ((await answer.json()) as { refId: string }).refId;
  }

  it('lets the next start go on: the same orders, what was placed, cancelled and set by hand, an empty call log', async () => {
    const placed = await place();
    const [first = '', second = ''] = simulator.refIds();
    await fetch(`${simulator.url}/api/identifications/${placed}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${await token()}` },
    });
    await fetch(`${simulator.url}/_sim/identifications/${second}`, {
      method: 'POST',
      body: JSON.stringify({ status: 'ON_HOLD' }),
    });
    const before = [placed, first, second].map((refId) => simulator.truth(refId));
    const known = simulator.refIds();
    await simulator.close();
    simulator = await start();
    const after = [placed, first, second].map((refId) => simulator.truth(refId));
    expect(after).toEqual(before);
    expect(before[0]).toMatchObject({ status: 'CANCELLED', cancelled: 1, externalId: 'JOURNAL-1' });
    expect(before[2]).toMatchObject({ status: 'ON_HOLD' });
    expect(simulator.refIds().slice(0, known.length)).toEqual(known);
    expect(await (await fetch(`${simulator.url}/_sim/calls?since=0`)).json()).toEqual([]);
  });

  it('goes on from the last whole line after a crash, and refuses what is no journal', async () => {
    await place();
    await simulator.close();
    const path = join(folder, 'simulator.jsonl');
    writeFileSync(path, '{"at":1,"meth', { flag: 'a' });
    simulator = await start();
    expect(simulator.refIds().length).toBeGreaterThanOrEqual(41);
    await simulator.close();
    writeFileSync(path, 'something else\n');
    await expect(start()).rejects.toThrow(/not a simulator's journal/);
    rmSync(path);
    simulator = await start();
  });
});
