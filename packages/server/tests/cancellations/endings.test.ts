import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CancellationRunner,
  createCancellationRunner,
} from '../../src/features/cancellations/runner.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { STILL, until } from '../sync/desk-fixture.ts';

const query = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;

describe('plans that are not carried out, orders of erased persons, and the history', () => {
  let app: AppFixture;
  let admin: Caller;
  let runner: CancellationRunner;
  let refIds: string[];

  beforeEach(async () => {
    app = await startApp({ simulator: { population: 'none', speed: STILL } });
    admin = await app.as('admin');
    runner = createCancellationRunner(app.desk);
    runner.start();
    refIds = [];
    for (let at = 0; at < 2; at++) {
      const placed = await admin.post('/api/orders', {
        issuer: 'IDENTITY.TM',
        method: 'video',
        lastName: 'Muster',
        mobile: `+4179123456${at}`,
      });
      expect(placed.status, placed.text).toBe(201);
      refIds.push(placed.body.refId);
    }
  });
  afterEach(async () => {
    await runner.stop();
    await app.close();
  });

  const plan = (reason: string) => admin.post('/api/cancellations', { refIds, reason });
  const act = (id: number, verb: string, body: object) =>
    admin.post(`/api/cancellations/${id}/${verb}`, body);
  const items = async (id: number) =>
    (await admin.get(`/api/cancellations/${id}/items?range=[0,9]`)).body as {
      state: string;
      stateReason: string | null;
    }[];
  const left = (stateReason: string) =>
    refIds.map(() => expect.objectContaining({ state: 'left', stateReason }));
  const cancelCalls = () =>
    [...app.simulator.simulation.calls.since(0)].filter((call) => call.method === 'DELETE').length;
  const entries = (id: number, action: string) =>
    app.desk.reader.connection
      .sql('SELECT actor FROM entries WHERE action = ? AND target = ?')
      .all(action, String(id)) as { actor: string }[];

  it('rejects a plan that waits for approval: who, why, and its orders are free again', async () => {
    await admin.put('/api/settings/cancellations', {
      value: { approvalAbove: 1, callMayRunMinutes: 60, atOnce: 4 },
    });
    const { id } = (await plan('too many links')).body;
    const early = await act(id, 'reject', { reason: 'not yet asked' });
    expect(early.status).toBe(409);
    expect(early.body.code).toBe('cancellation_is_planned');
    await act(id, 'execute', { confirm: 2 });
    expect((await plan('the same orders')).body.counts).toMatchObject({ willCancel: 0, notAllowed: 2 });
    const silent = await act(id, 'reject', {});
    expect(silent.status).toBe(400);
    expect(silent.body.errors).toHaveProperty('reason');
    for (const role of ['support', 'finance'] as const) {
      const other = await app.as(role);
      const refused = await other.post(`/api/cancellations/${id}/reject`, { reason: 'not mine' });
      expect(refused.status).toBe(403);
    }
    const rejected = await act(id, 'reject', { reason: 'the wrong customer' });
    expect(rejected.status, rejected.text).toBe(200);
    expect(rejected.body).toMatchObject({
      state: 'rejected',
      rejectedBy: 'user:admin',
      rejectedAt: expect.any(String),
      note: 'the wrong customer',
    });
    expect(await items(id)).toEqual(left('rejected'));
    expect(entries(id, 'cancellation.reject')).toEqual([{ actor: 'user:admin' }]);
    expect((await act(id, 'approve', { confirm: 2 })).body.code).toBe('cancellation_is_rejected');
    expect((await plan('the same orders again')).body.counts).toMatchObject({ willCancel: 2 });
    expect(cancelCalls()).toBe(0);
  });

  it('discards a plan that nobody confirmed, once, and nothing of it can run', async () => {
    const { id } = (await plan('old links')).body;
    const support = await app.as('support');
    expect((await support.post(`/api/cancellations/${id}/discard`, {})).status).toBe(403);
    const discarded = await act(id, 'discard', {});
    expect(discarded.status, discarded.text).toBe(200);
    expect(discarded.body.state).toBe('discarded');
    expect(discarded.body.finishedAt).not.toBeNull();
    expect(await items(id)).toEqual(left('discarded'));
    expect(entries(id, 'cancellation.reject')).toHaveLength(1);
    for (const [verb, body] of [
      ['execute', { confirm: 2 }],
      ['discard', {}],
      ['resume', {}],
    ] as const) {
      const refused = await act(id, verb, body);
      expect(refused.status, verb).toBe(409);
      expect(refused.body.code, verb).toBe('cancellation_is_discarded');
    }
    expect(entries(id, 'cancellation.reject')).toHaveLength(1);
    expect((await act(999, 'discard', {})).status).toBe(404);
    expect(cancelCalls()).toBe(0);
  });

  it('finds what was left open when its person was erased, and cancels it with the others', async () => {
    const [left = '', other = ''] = refIds;
    const erased = { reason: 'asked to', confirm: true, pending: 'leave_open' };
    expect((await admin.post(`/api/orders/${left}/erase`, erased)).status).toBe(200);
    const found = await admin.get(`/api/orders?${query({ erased: 'left_open' })}`);
    expect(found.body.map((order: { refId: string }) => order.refId)).toEqual([left]);
    const byFilter = await admin.post('/api/cancellations', {
      filter: { erased: 'left_open' },
      reason: 'erased',
    });
    expect(byFilter.body).toMatchObject({ total: 1, counts: { willCancel: 1 } });

    const { id, counts } = (await plan('erased, and an old link')).body;
    expect(counts).toMatchObject({ willCancel: 2, notAllowed: 0 });
    await act(id, 'execute', { confirm: 2 });
    await until(
      'the job ends',
      async () => (await admin.get(`/api/cancellations/${id}`)).body.state === 'completed',
    );
    expect(await items(id)).toEqual([
      expect.objectContaining({ refId: left, state: 'cancelled', erased: true }),
      expect.objectContaining({ refId: other, state: 'cancelled', erased: false }),
    ]);
    for (const refId of refIds) expect(app.simulator.truth(refId)?.cancelled).toBe(1);
    expect((await admin.get(`/api/orders?${query({ erased: 'left_open' })}`)).body).toEqual([]);
  });

  it('gives the history as CSV under the filter of the list, and tells the log who took it', async () => {
    const away = (await plan('=1+1, "quoted"')).body.id;
    await act(away, 'discard', {});
    const run = (await plan('old links')).body.id;
    await act(run, 'execute', { confirm: 2 });
    const state = async () => (await admin.get(`/api/cancellations/${run}`)).body.state;
    await until('the job ends', async () => (await state()) === 'completed');
    const all = await admin.get('/api/cancellations/export.csv');
    expect(all.status).toBe(200);
    expect(all.headers['content-type']).toMatch(/^text\/csv/);
    const [head = '', ...lines] = all.text.trim().split('\r\n');
    expect(head.replace('\ufeff', '').split(',')).toEqual(
      expect.arrayContaining(['id', 'state', 'reason', 'plannedBy', 'willCancel', 'cancelled', 'left']),
    );
    expect(lines).toHaveLength(2);
    expect(lines.find((line) => line.startsWith(`${away},discarded,`))).toContain(`"'=1+1, ""quoted"""`);
    const columns = head.replace('\ufeff', '').split(',');
    const cells = lines.find((line) => line.startsWith(`${run},completed,`))?.split(',') ?? [];
    const cell = (name: string) => cells[columns.indexOf(name)];
    expect([cell('willCancel'), cell('cancelled'), cell('left')]).toEqual(['2', '2', '0']);
    const some = await admin.get(`/api/cancellations/export.csv?${query({ state: 'discarded' })}`);
    expect(some.text.trim().split('\r\n')).toHaveLength(2);
    expect(some.text).not.toContain('completed');
    const told = app.desk.reader.connection.sql(
      `SELECT actor, detail ->> '$.rows' AS rows, detail ->> '$.filter' AS filter
         FROM entries WHERE action = 'cancellation.export' AND target = 'history'`,
    );
    expect(told.all()).toEqual([
      { actor: 'user:admin', rows: 2, filter: '[]' },
      { actor: 'user:admin', rows: 1, filter: expect.stringContaining('"discarded"') },
    ]);
    for (const role of ['support', 'finance'] as const) {
      expect((await (await app.as(role)).get('/api/cancellations/export.csv')).status).toBe(403);
    }
  });
});
