import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type CancellationRunner,
  createCancellationRunner,
} from '../../src/features/cancellations/runner.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { register, STILL, until } from '../sync/desk-fixture.ts';
import { callDifferences, differences } from '../sync/truth.ts';

const ORDERS = 40;

let app: AppFixture;
let admin: Caller;
let runner: CancellationRunner;

beforeEach(async () => {
  app = await startApp({ simulator: { population: 'none', speed: STILL } });
  admin = await app.as('admin');
  runner = createCancellationRunner(app.desk, { backoff: () => 20 });
  runner.start();
});
afterEach(async () => {
  await runner.stop();
  await app.close();
});

/** Orders that the desk knows and has read: pending ones, and identified ones. */
async function orders(): Promise<{ pending: string[]; done: string[] }> {
  const { simulation } = app.simulator;
  const made = simulation.addOrders(ORDERS + 10, 5, { fate: 'abandoned', spreadSeconds: 60 });
  const refIds = made.map(({ refId }) => refId);
  for (const order of made.slice(ORDERS))
    simulation.setStatus(order, { status: 'TERMINATED', termsAccepted: true });
  await register(app.desk, refIds);
  app.desk.sync.start();
  const unread = app.desk.reader.connection.sql('SELECT count(*) FROM orders WHERE wire_status IS NULL');
  await until('all orders are read', () => unread.pluck().get() === 0);
  return { pending: refIds.slice(0, ORDERS), done: refIds.slice(ORDERS) };
}

const received = () => [...app.simulator.simulation.calls.since(0)];
const fail = (faults: object) => app.simulator.simulation.setFaults(faults);
const job = async (id: number) => (await admin.get(`/api/cancellations/${id}`)).body;
const stats = async () => (await admin.get('/api/stats')).body;
const ended = (id: number) =>
  until('the job ends', async () => (await job(id)).state === 'completed', 60_000);

async function start(refIds: readonly string[]): Promise<number> {
  const planned = await admin.post('/api/cancellations', { refIds, reason: 'one operation fails' });
  const { id, counts } = planned.body;
  const run = await admin.post(`/api/cancellations/${id}/execute`, { confirm: counts.willCancel });
  expect(run.status, run.text).toBe(200);
  return id;
}

async function results(id: number): Promise<Map<string, string>> {
  const { body } = await admin.get(`/api/cancellations/${id}/items?range=[0,999]`);
  return new Map(body.map((item: { refId: string; state: string }) => [item.refId, item.state]));
}

/** Each result against what SRS holds of the order. */
async function expectTruth(id: number, refIds: readonly string[]): Promise<void> {
  const states = await results(id);
  for (const refId of refIds)
    expect(states.get(refId), refId).toBe(
      app.simulator.truth(refId)?.cancelled === 1 ? 'cancelled' : 'failed',
    );
  await app.desk.sync.stop();
  expect(differences(app, refIds)).toEqual([]);
  expect(callDifferences(app)).toEqual([]);
}

it('while SRS fails cancellations alone, status and verify calls flow, and every result is the truth', async () => {
  const { pending, done } = await orders();
  fail({ errorRate: 1, status: 500, only: ['cancel_order'] });
  const id = await start(pending);
  await until('the trouble is told', async () => (await job(id)).trouble !== null);
  const told = (await job(id)).trouble;
  expect(told).toMatchObject({
    operation: 'cancel_order',
    code: 'http_error',
    status: 500,
    text: 'SRS answers HTTP 500 to cancellations',
  });
  expect(Date.parse(told.since)).toBeLessThanOrEqual(Date.now());
  await until('cancellations are held back', () => breakerOf('cancel_order') !== 'closed');
  const from = received().length;
  for (const refId of done) {
    const read = await admin.post(`/api/orders/${refId}/sync`);
    expect(read.body).toMatchObject({ status: 'terminated', lastSyncFailure: null });
    const verified = await admin.post(`/api/orders/${refId}/verify`);
    expect(verified.body).toMatchObject({ verifyStatus: 'valid' });
  }
  const served = received().slice(from);
  for (const operation of ['get_status', 'verify'])
    expect(
      served.filter((call) => call.operation === operation && call.status === 200).length,
      operation,
    ).toBeGreaterThan(9);
  expect([breakerOf('get_status'), breakerOf('verify')]).toEqual(['closed', 'closed']);
  expect((await stats()).health).toMatchObject({
    state: 'warn',
    causes: ['failing'],
    troubles: [{ operation: 'cancel_order', status: 500 }],
  });
  fail({});
  await ended(id);
  expect((await job(id)).trouble).toBeNull();
  await until('health is good again', async () => (await stats()).health.state === 'good');
  await expectTruth(id, pending);
}, 90_000);

function breakerOf(operation: string): string | undefined {
  return app.desk.srs.health().operations.find((one) => one.operation === operation)?.breaker;
}

it('a pause and a stop take hold at once while SRS fails, and what was not asked is not told as failed', async () => {
  const { pending } = await orders();
  fail({ errorRate: 1, status: 500, when: 'before', only: ['cancel_order'] });
  const id = await start(pending);
  await until('cancellations are held back', () => breakerOf('cancel_order') === 'open');
  const paused = await admin.post(`/api/cancellations/${id}/pause`, {});
  expect(paused.body.state).toBe('paused');
  await until('nothing is under way', async () => (await job(id)).results.in_progress === 0);
  const stopped = await admin.post(`/api/cancellations/${id}/stop`, {});
  expect(stopped.body).toMatchObject({ state: 'stopped', trouble: null });
  const states = new Set((await results(id)).values());
  expect(states).toEqual(new Set(['left']));
  fail({});
  const rest = await admin.post(`/api/cancellations/${id}/plan-remainder`, {});
  expect(rest.status, rest.text).toBe(201);
  expect(rest.body).toMatchObject({
    retryOf: id,
    counts: { willCancel: ORDERS },
    reason: 'one operation fails',
  });
  await admin.post(`/api/cancellations/${rest.body.id}/execute`, { confirm: ORDERS });
  await ended(rest.body.id);
  await expectTruth(rest.body.id, pending);
  const none = await admin.post(`/api/cancellations/${rest.body.id}/plan-remainder`, {});
  expect(none.body.code).toBe('nothing_left');
}, 60_000);

it('as many tries as are set; what failed then is planned again and cancelled', async () => {
  const { pending } = await orders();
  const value = { approvalAbove: null, callMayRunMinutes: 60, atOnce: 24, mostTries: 1 };
  expect((await admin.put('/api/settings/cancellations', { value })).status).toBe(200);
  fail({ errorRate: 1, status: 500, when: 'before', only: ['cancel_order'] });
  const few = pending.slice(0, 6);
  const id = await start(few);
  await ended(id);
  expect((await job(id)).results).toMatchObject({ failed: 6, cancelled: 0 });
  const deletes = received().filter((call) => call.method === 'DELETE');
  expect(deletes).toHaveLength(6);
  fail({});
  const retry = await admin.post(`/api/cancellations/${id}/retry-failed`, {});
  expect(retry.body).toMatchObject({ source: 'retry', retryOf: id, counts: { willCancel: 6 } });
  await admin.post(`/api/cancellations/${retry.body.id}/execute`, { confirm: 6 });
  await ended(retry.body.id);
  expect((await job(retry.body.id)).results).toMatchObject({ failed: 0, cancelled: 6 });
  await expectTruth(retry.body.id, few);
}, 60_000);

it('one person’s cancellation says whether SRS was asked, and status calls go on meanwhile', async () => {
  const { pending } = await orders();
  const [refId = '', other = ''] = pending;
  fail({ errorRate: 1, status: 500, when: 'before', only: ['cancel_order'] });
  const cancel = (which: string) => admin.post(`/api/orders/${which}/cancel`, { reason: 'no longer wanted' });
  expect((await cancel(refId)).body.code).toBe('cancel_outcome_unknown');
  const pause = { errorRate: 1, status: 503, retryAfter: 30, when: 'before', only: ['cancel_order'] };
  fail(pause);
  await cancel(refId);
  const before = received().length;
  const held = await cancel(other);
  expect(held.status).toBe(503);
  expect(held.body).toMatchObject({ code: 'srs_not_asked', nextTryAt: expect.any(String) });
  const after = received().slice(before);
  expect(after.filter((call) => call.method === 'DELETE')).toEqual([]);
  expect((await admin.get(`/api/orders/${other}`)).body.lastSyncFailure).toBeNull();
  fail({ errorRate: 1, status: 503, only: ['get_status'] });
  const unread = await cancel(other);
  expect(unread.body.code).toBe('srs_not_reachable');
  expect(unread.body.detail).toContain('HTTP 503');
}, 60_000);
