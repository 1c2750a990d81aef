import { randomUUID } from 'node:crypto';
import { backoffMs, MOST_ATTEMPTS } from '@srs-desk/shared/cancellation/job.ts';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CancellationRunner,
  createCancellationRunner,
} from '../../src/features/cancellations/runner.ts';
import { type AppFixture, addUser, type Caller, startApp } from '../http/app-fixture.ts';
import { register, STILL, until } from '../sync/desk-fixture.ts';

const query = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;

describe('bulk cancellations', () => {
  let app: AppFixture;
  let admin: Caller;
  let runner: CancellationRunner;

  async function begin(env: Record<string, string> = {}): Promise<void> {
    app = await startApp({ simulator: { population: 'none', speed: STILL }, env });
    admin = await app.as('admin');
    // The rule's waits, a hundredth as long.
    runner = createCancellationRunner(app.desk, { backoff: (attempt) => backoffMs(attempt) / 100 });
    runner.start();
  }
  async function end(): Promise<void> {
    await runner.stop();
    await app.close();
  }
  beforeEach(() => begin());
  afterEach(end);

  const control = (path: string, body: object) => request(app.simulator.url).post(path).send(body);
  const faults = (body: object) => request(app.simulator.url).put('/_sim/faults').send(body);
  const move = (refId: string, status: string) => control(`/_sim/identifications/${refId}`, { status });

  /** Orders at the simulator, fresh ones, that the desk knows and has read. */
  async function orders(count: number): Promise<string[]> {
    const refIds: string[] = [];
    for (let at = 0; at < count; at += 1) {
      const answer = await request(app.simulator.url)
        .post('/api/providers/IDENTITY.TM/video')
        .set('authorization', `Bearer ${await token()}`)
        .set('content-type', 'application/vnd.sc.miss.provider.v1+json')
        .send('{"externalId":"ACME-042"}');
      expect(answer.status, answer.text).toBe(201);
      refIds.push(answer.body.refId);
    }
    await register(app.desk, refIds);
    for (const refId of refIds) {
      const read = await admin.post(`/api/orders/${refId}/sync`);
      expect(read.status).toBe(200);
    }
    return refIds;
  }
  let bearer: string | null = null;
  async function token(): Promise<string> {
    if (bearer !== null) return bearer;
    const answer = await request(app.simulator.url).post('/oauth/token').type('form').send({
      grant_type: 'client_credentials',
      client_id: 'missswaggerclient',
      client_secret: 'missswaggerclientsecret',
      scope: 'miss',
    });
    bearer = String(answer.body.access_token);
    return bearer;
  }
  beforeEach(() => {
    bearer = null;
  });

  const job = async (id: number) => (await admin.get(`/api/cancellations/${id}`)).body;
  const ended = (id: number) =>
    until(`cancellation ${id} ends`, async () => ['completed', 'stopped'].includes((await job(id)).state));
  const items = async (id: number) =>
    (await admin.get(`/api/cancellations/${id}/items?range=[0,999]`)).body as {
      refId: string;
      state: string;
      stateReason: string | null;
      callId: number | null;
      class: string;
      classReason: string | null;
    }[];
  const plan = (body: object) => admin.post('/api/cancellations', { reason: 'clean up', ...body });
  const cancelCalls = () =>
    [...app.simulator.simulation.calls.since(0)].filter((call) => call.method === 'DELETE');

  it('plans without touching SRS, runs after the typed count, and names what became of each order', async () => {
    const [plain = '', done = '', ready = '', moved = ''] = await orders(4);
    await move(done, 'ERROR');
    await admin.post(`/api/orders/${done}/sync`);
    await move(ready, 'DATA_READY');
    await admin.post(`/api/orders/${ready}/sync`);
    const ghost = randomUUID();
    const planned = await plan({ refIds: [plain, done, ready, moved, ghost, plain] });
    expect(planned.status, planned.text).toBe(201);
    expect(planned.body).toMatchObject({
      state: 'planned',
      counts: { willCancel: 2, alreadyFinal: 1, changed: 0, notAllowed: 2, finishedWork: 1 },
      total: 5,
    });
    expect(cancelCalls()).toHaveLength(0);
    const { id } = planned.body;
    const wrong = await admin.post(`/api/cancellations/${id}/execute`, { confirm: 3 });
    expect(wrong.status).toBe(409);
    expect(wrong.body).toMatchObject({ code: 'count_mismatch', willCancel: 2 });
    await move(moved, 'TERMINATED');
    const run = await admin.post(`/api/cancellations/${id}/execute`, { confirm: 2 });
    expect(run.status, run.text).toBe(200);
    expect(run.body.state).toBe('running');
    await ended(id);
    const byRef = Object.fromEntries((await items(id)).map((item) => [item.refId, item]));
    expect(byRef[plain]).toMatchObject({ state: 'cancelled', callId: expect.any(Number), stateReason: null });
    expect(byRef[moved]).toMatchObject({ state: 'already_final', status: 'terminated' });
    expect(byRef[done]).toMatchObject({ state: 'left', stateReason: 'already_final' });
    expect(byRef[ready]).toMatchObject({ state: 'left', stateReason: 'finished_work' });
    expect(byRef[ghost]).toMatchObject({ class: 'not_allowed', classReason: 'unknown_ref_id' });
    expect(app.simulator.truth(plain)?.cancelled).toBe(1);
    expect(app.simulator.truth(moved)?.cancelRequests).toBe(0);
    expect(cancelCalls()).toHaveLength(1);
    expect((await admin.get(`/api/orders/${plain}`)).body.status).toBe('cancelled');
    expect(await job(id)).toMatchObject({
      state: 'completed',
      done: 2,
      results: { cancelled: 1, already_final: 1 },
    });
    const history = await admin.get(`/api/cancellations?${query({ refId: plain })}`);
    expect(history.headers['content-range']).toBe('cancellations 0-0/1');
    expect(history.body[0]).toMatchObject({ id, plannedBy: 'user:admin', reason: 'clean up' });
    const csv = await admin.get(`/api/cancellations/${id}/items.csv`);
    expect(csv.text.trim().split('\r\n')).toHaveLength(6);
    const again = await admin.post(`/api/cancellations/${id}/execute`, { confirm: 2 });
    expect(again.body).toMatchObject({ code: 'cancellation_is_completed' });
  });

  it('takes a filter with all its pages, and refuses an empty one', async () => {
    const refIds = await orders(3);
    for (const filter of [{}, { q: ' ' }]) {
      const empty = await plan({ filter });
      expect(empty.status).toBe(400);
      expect(empty.body).toMatchObject({ code: 'empty_filter', errors: { filter: expect.any(String) } });
    }
    expect((await plan({ filter: { colour: 'red' } })).body.errors).toHaveProperty(['filter.colour']);
    expect((await plan({ filter: { q: '+41 79 123 45 67' } })).body.code).toBe('use_search');
    expect((await plan({})).status).toBe(400);
    expect((await plan({ refIds, filter: { status: 'created' } })).status).toBe(400);
    const byFilter = await plan({ filter: { externalId: 'ACME-042' } });
    expect(byFilter.body).toMatchObject({ source: 'filter', counts: { willCancel: 3 } });
  });

  it('leaves out what changed since the list was on screen, and what another job holds', async () => {
    const [first = '', second = ''] = await orders(2);
    const asOf = new Date(Date.now() - 3_600_000).toISOString();
    expect((await plan({ refIds: [first], asOf })).body.counts.changed).toBe(1);
    await faults({ latencyMs: 500 });
    const one = await plan({ refIds: [first] });
    await admin.post(`/api/cancellations/${one.body.id}/execute`, { confirm: 1 });
    const two = await plan({ refIds: [first, second] });
    expect(two.body.counts).toMatchObject({ willCancel: 1, notAllowed: 1 });
    await ended(one.body.id);
  });

  it('answers the same for the same Idempotency-Key, and is for admins alone', async () => {
    const refIds = await orders(1);
    const key = randomUUID();
    const one = await plan({ refIds }).set('idempotency-key', key);
    const two = await plan({ refIds }).set('idempotency-key', key);
    expect(two.body.id).toBe(one.body.id);
    expect(two.headers['idempotency-replayed']).toBe('true');
    for (const role of ['support', 'finance'] as const) {
      const other = await app.as(role);
      expect((await other.get('/api/cancellations')).status).toBe(403);
      expect((await other.post('/api/cancellations', { refIds, reason: 'clean up' })).status).toBe(403);
    }
  });

  it('asks a second admin above the set size: not who asked, only a person, by the count', async () => {
    const refIds = await orders(2);
    await admin.put('/api/settings/cancellations', {
      value: { approvalAbove: 1, callMayRunMinutes: 60, atOnce: 4 },
    });
    await addUser(app, 'admin', 'second');
    const { body } = await plan({ refIds });
    const asked = await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 2 });
    expect(asked.body).toMatchObject({ state: 'awaiting_approval', needsApproval: true });
    const own = await admin.post(`/api/cancellations/${body.id}/approve`, { confirm: 2 });
    expect(own.status).toBe(403);
    expect(own.body.code).toBe('same_person');
    expect(cancelCalls()).toHaveLength(0);
    const login = await request(app.server)
      .post('/api/session')
      .send({ username: 'second', password: 'correct horse battery' });
    const cookie = String(login.headers['set-cookie']?.[0]).split(';', 1)[0] ?? '';
    const approve = (confirm: number) =>
      request(app.server)
        .post(`/api/cancellations/${body.id}/approve`)
        .set({ cookie, 'x-requested-with': 'srs-desk' })
        .send({ confirm });
    expect((await approve(3)).body.code).toBe('count_mismatch');
    expect((await approve(2)).body).toMatchObject({ state: 'running', approvedBy: 'user:second' });
    await ended(body.id);
    expect((await job(body.id)).results.cancelled).toBe(2);
  });

  it('writes the intent of a call with the outcome of the one before, where that may go at once', async () => {
    await end();
    await begin({ SRS_RATE_LIMIT: '10000' });
    const refIds = await orders(1);
    const { body } = await plan({ refIds });
    const written = vi.spyOn(app.desk.ledger, 'record');
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 1 });
    await ended(body.id);
    const names = written.mock.calls.map(([changes]) => changes.map(({ name }) => name));
    expect(names.filter((of) => of.some((name) => name.startsWith('call.')))).toEqual([
      ['call.open'],
      ['call.close', 'order.apply_status', 'call.open'],
      ['call.close', 'call.open'],
      ['call.close', 'order.apply_status', 'cancellation.settle_cancelled'],
    ]);
  });

  it('pauses, resumes and stops; what was not begun is left', async () => {
    const refIds = await orders(12);
    await admin.put('/api/settings/cancellations', {
      value: { approvalAbove: null, callMayRunMinutes: 60, atOnce: 1 },
    });
    await faults({ latencyMs: 40 });
    const { body } = await plan({ refIds });
    const act = (verb: string) => admin.post(`/api/cancellations/${body.id}/${verb}`, {});
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 12 });
    await until('the first are done', async () => (await job(body.id)).done >= 2);
    expect((await act('pause')).body.state).toBe('paused');
    await until('what is under way ends', async () => (await job(body.id)).results.in_progress === 0);
    const paused = await job(body.id);
    expect(paused.results.pending).toBeGreaterThan(0);
    const calls = cancelCalls().length;
    // Other calls go through meanwhile, none of the job's.
    for (const refId of refIds) expect((await admin.post(`/api/orders/${refId}/sync`)).status).toBe(200);
    expect(cancelCalls()).toHaveLength(calls);
    expect((await act('resume')).body.state).toBe('running');
    await until('it goes on', async () => (await job(body.id)).done > paused.done);
    expect((await act('stop')).body.state).toBe('stopped');
    await until('what is under way ends', async () => (await job(body.id)).results.in_progress === 0);
    const stopped = await job(body.id);
    expect(stopped.results.left).toBeGreaterThan(0);
    expect(stopped.results.left + stopped.results.cancelled).toBe(12);
    for (const item of await items(body.id)) {
      expect(app.simulator.truth(item.refId)?.cancelled, item.refId).toBe(item.state === 'cancelled' ? 1 : 0);
    }
    expect((await act('resume')).status).toBe(409);
  });

  it('reads again after a lost answer and never cancels twice', async () => {
    const refIds = await orders(3);
    await faults({ dropRate: 1, when: 'after', only: ['cancel_order'] });
    const { body } = await plan({ refIds });
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 3 });
    await ended(body.id);
    expect((await job(body.id)).results.cancelled).toBe(3);
    for (const refId of refIds)
      expect(app.simulator.truth(refId)).toMatchObject({ cancelled: 1, cancelRequests: 1 });
  });

  it('corrects the log where SRS said yes and the order is not cancelled', async () => {
    const refIds = await orders(1);
    await faults({ malformedKind: 'html', when: 'before', only: ['cancel_order'] });
    const { body } = await plan({ refIds });
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 1 });
    await until('it failed', async () => (await job(body.id)).state === 'completed', 60_000);
    expect((await items(body.id)).map((item) => [item.state, item.stateReason])).toEqual([
      ['failed', 'srs_said_yes_without_effect'],
    ]);
    const outcomes = app.desk.reader.connection
      .sql(`SELECT outcome FROM entries WHERE action = 'order.cancel' AND target = ? ORDER BY seq`)
      .pluck()
      .all(String(body.id));
    expect(outcomes).toEqual(
      Array.from({ length: MOST_ATTEMPTS }, () => ['cancelled', 'without_effect']).flat(),
    );
    await faults({});
  });

  it('lets refused orders fail with the reason, and tries them again as a new plan', async () => {
    const refIds = await orders(2);
    await faults({ errorRate: 1, status: 422, when: 'before', only: ['cancel_order'] });
    const { body } = await plan({ refIds });
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 2 });
    await until('both failed', async () => (await job(body.id)).state === 'completed', 60_000);
    expect(cancelCalls()).toHaveLength(2 * MOST_ATTEMPTS);
    expect((await items(body.id)).map((item) => [item.state, item.stateReason])).toEqual([
      ['failed', 'HTTP 422 (SIMULATED_FAULT)'],
      ['failed', 'HTTP 422 (SIMULATED_FAULT)'],
    ]);
    await faults({});
    const retry = await admin.post(`/api/cancellations/${body.id}/retry-failed`, {});
    expect(retry.status, retry.text).toBe(201);
    expect(retry.body).toMatchObject({ source: 'retry', retryOf: body.id, counts: { willCancel: 2 } });
    expect((await job(body.id)).retries).toEqual([retry.body.id]);
    await admin.post(`/api/cancellations/${retry.body.id}/execute`, { confirm: 2 });
    await ended(retry.body.id);
    expect((await job(retry.body.id)).results.cancelled).toBe(2);
    expect((await admin.post(`/api/cancellations/${retry.body.id}/retry-failed`, {})).body.code).toBe(
      'nothing_to_retry',
    );
  }, 90_000);

  it('puts a second job into the line until the first has ended', async () => {
    const [first = '', second = ''] = await orders(2);
    await faults({ latencyMs: 200 });
    const one = (await plan({ refIds: [first] })).body.id;
    const two = (await plan({ refIds: [second] })).body.id;
    await admin.post(`/api/cancellations/${one}/execute`, { confirm: 1 });
    const waits = await admin.post(`/api/cancellations/${two}/execute`, { confirm: 1 });
    expect(waits.body).toMatchObject({ state: 'approved', waitingBehind: 1 });
    await ended(two);
    expect((await job(one)).state).toBe('completed');
    expect((await job(two)).results.cancelled).toBe(1);
  });
});
