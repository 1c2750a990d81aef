import { createServer, type Server } from 'node:http';
import type { BenchRun } from '@srs-desk/shared/api/connection.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../gateway/gateway-fixture.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';

let app: AppFixture | null = null;
let upstream: Server | null = null;
afterEach(async () => {
  await app?.close();
  app = null;
  upstream?.closeAllConnections();
  upstream?.close();
  upstream = null;
});

async function start(env: Record<string, string> = {}): Promise<{ fixture: AppFixture; admin: Caller }> {
  app = await startApp({ env });
  return { fixture: app, admin: await app.as('admin') };
}

const stateOf = async (admin: Caller): Promise<BenchRun> => (await admin.get('/api/test-bench')).body.run;
const statesOf = ({ steps }: BenchRun) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));

async function ended(admin: Caller): Promise<BenchRun> {
  await expect
    .poll(async () => (await stateOf(admin)).result, { timeout: 30_000, interval: 100 })
    .not.toBe('running');
  return stateOf(admin);
}

describe('the test bench', () => {
  it("runs the guide's end-to-end test, driven by the simulator's control, all of it recorded", async () => {
    const { fixture, admin } = await start();
    expect((await admin.get('/api/test-bench')).body).toEqual({ run: null });
    const begun = await admin.post('/api/test-bench', { mobile: '+41 79 555 01 01', driveSimulator: true });
    expect(begun.status).toBe(202);
    const run = await ended(admin);
    expect(run).toMatchObject({ result: 'passed', failure: null, driven: true });
    expect(statesOf(run)).toEqual({
      verify_before: 'done',
      place: 'done',
      identified: 'done',
      data_ready: 'done',
      terms: 'skipped',
      verify_after: 'done',
    });
    const calls = fixture.desk.reader.connection
      .sql(
        "SELECT operation, url, actor FROM calls WHERE operation NOT IN ('token', 'get_status') ORDER BY id",
      )
      .all() as { operation: string; url: string; actor: string }[];
    expect(calls.map(({ operation }) => operation)).toEqual([
      'verify',
      'place_order',
      'other',
      'other',
      'verify',
    ]);
    expect(calls[2]?.url).toContain(`/_sim/identifications/${run.refId}`);
    expect(new Set(calls.map(({ actor }) => actor))).toEqual(new Set(['user:admin']));
    const outcomes = fixture.desk.reader.connection
      .sql("SELECT outcome FROM entries WHERE action = 'test_bench.run' ORDER BY seq")
      .pluck()
      .all();
    expect(outcomes).toEqual(['started', 'passed']);

    await admin.post('/api/test-bench', { mobile: '+41 79 555 01 01', driveSimulator: true });
    expect(await ended(admin)).toMatchObject({ result: 'failed', failure: { code: 'evidence_already' } });
  }, 60_000);

  it('waits for a person at the target URL, shows each step, and tells of terms that are not accepted', async () => {
    const { fixture, admin } = await start();
    await admin.post('/api/test-bench', { mobile: '079 555 02 02' });
    const reached = (step: string, state: string) =>
      expect
        .poll(async () => statesOf(await stateOf(admin))[step as 'place'], { timeout: 15_000, interval: 100 })
        .toBe(state);
    await reached('identified', 'waiting');
    const { refId, targetUrl } = await stateOf(admin);
    expect(targetUrl).toContain(String(refId));
    expect((await admin.post('/api/test-bench', { mobile: '079 555 02 03' })).body.code).toBe('test_runs');
    const { simulation } = fixture.simulator;
    const order = simulation.find(String(refId));
    if (order === undefined) throw new Error('no order at the simulator');
    simulation.setStatus(order, { status: 'IDENTIFICATION_DONE' });
    await reached('data_ready', 'waiting');
    simulation.setStatus(order, { status: 'DATA_READY', termsAccepted: false });
    await reached('terms', 'waiting');
    simulation.setStatus(order, { termsAccepted: true });
    const run = await ended(admin);
    expect(run.result).toBe('passed');
    expect(statesOf(run).terms).toBe('done');
  }, 60_000);

  it('fails when the order does, stops when told to, and is for admins alone', async () => {
    const { fixture, admin } = await start();
    expect(
      (await (await fixture.as('support')).post('/api/test-bench', { mobile: '079 555 03 03' })).status,
    ).toBe(403);
    expect((await admin.delete('/api/test-bench')).status).toBe(404);
    await admin.post('/api/test-bench', { mobile: '079 555 03 03' });
    await expect.poll(async () => (await stateOf(admin)).refId, { timeout: 15_000 }).not.toBeNull();
    const order = fixture.simulator.simulation.find(String((await stateOf(admin)).refId));
    if (order === undefined) throw new Error('no order at the simulator');
    fixture.simulator.simulation.setStatus(order, { status: 'ERROR', reason: 'bad camera' });
    expect(await ended(admin)).toMatchObject({
      result: 'failed',
      failure: { code: 'order_failed', params: { status: 'error' } },
    });
    await admin.post('/api/test-bench', { mobile: '079 555 04 04' });
    await admin.delete('/api/test-bench');
    expect(await ended(admin)).toMatchObject({ result: 'stopped', failure: null });
  }, 60_000);

  it('says so when it should drive something that is no simulator', async () => {
    upstream = createServer((req, res) => {
      const placing = req.method === 'POST' && req.url === '/api/providers/test/video';
      const body = placing
        ? { refId: '3fa9b0c2-71d0-4c2e-9a1b-0c44a0c19e3f', status: 'INITIALIZED' }
        : { code: 'EVIDENCE_NOT_FOUND' };
      res.writeHead(placing ? 201 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const url = await listen(upstream);
    const { admin } = await start({ SRS_BASE_URL: url, RAS_BASE_URL: url });
    await admin.post('/api/test-bench', { mobile: '079 555 05 05', driveSimulator: true });
    expect(await ended(admin)).toMatchObject({
      result: 'failed',
      failure: { code: 'not_simulator', params: { words: 'HTTP 404' } },
    });
  }, 60_000);
});
