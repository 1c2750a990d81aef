import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CancellationRunner,
  createCancellationRunner,
} from '../../src/features/cancellations/runner.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { register, until } from '../sync/desk-fixture.ts';

const query = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;

describe('orders that are ready to be cancelled', () => {
  let app: AppFixture;
  let admin: Caller;
  let runner: CancellationRunner;
  let aheadMs = 0;

  beforeEach(async () => {
    aheadMs = 0;
    app = await startApp({
      simulator: { population: 'none', speed: 1 },
      desk: { clock: { now: () => Date.now() + aheadMs } },
    });
    admin = await app.as('admin');
    runner = createCancellationRunner(app.desk);
    runner.start();
  });
  afterEach(async () => {
    await runner.stop();
    await app.close();
  });

  const place = async (more: object): Promise<string> => {
    const answer = await admin.post('/api/orders', {
      issuer: 'IDENTITY.TM',
      method: 'video',
      lastName: 'Muster',
      mobile: '+41791234567',
      ...more,
    });
    expect(answer.status, answer.text).toBe(201);
    return answer.body.refId;
  };
  const cancelCalls = () =>
    [...app.simulator.simulation.calls.since(0)].filter((call) => call.method === 'DELETE');
  const settings = (value: object) =>
    admin.put('/api/settings/cancellations', {
      value: { approvalAbove: 1000, callMayRunMinutes: 60, atOnce: 8, ...value },
    });

  it('lists superseded orders with the reason, shows another method as such, leaves running calls out', async () => {
    const first = await place({});
    const second = await place({});
    const list = await admin.get('/api/cancellations/superseded');
    expect(list.headers['content-range']).toBe('superseded 0-0/1');
    expect(list.body[0]).toMatchObject({
      refId: first,
      supersededBy: second,
      person: 'number',
      differs: [],
      callMayRunUntil: expect.any(String),
      finishedWork: false,
    });
    expect(list.text).not.toContain('79123');
    const filtered = async (filter: object) =>
      (await admin.get(`/api/cancellations/superseded?filter=${JSON.stringify(filter)}`)).body;
    expect(await filtered({ refId: [list.body[0].refId] })).toEqual(list.body);
    expect(await filtered({ refId: [second] })).toEqual([]);
    const guarded = await admin.post('/api/cancellations', { superseded: {}, reason: 'newer link' });
    expect(guarded.body.counts).toMatchObject({ willCancel: 0, notAllowed: 1 });
    await settings({ callMayRunMinutes: 0 });
    const plan = await admin.post('/api/cancellations', { superseded: {}, reason: 'newer link' });
    expect(plan.body).toMatchObject({ source: 'superseded', counts: { willCancel: 1, notAllowed: 0 } });
    const items = await admin.get(`/api/cancellations/${plan.body.id}/items`);
    expect(items.body[0]).toMatchObject({
      refId: first,
      why: { supersededBy: second, person: 'number', differs: [] },
    });

    const bank = {
      issuer: 'KLARNA',
      method: 'bank',
      firstName: 'Max',
      dob: '1980-01-02',
      country: 'DE',
      mobile: '+491701234567',
    };
    const other = await place({ mobile: '+491701234567' });
    const later = await place(bank);
    const all = (await admin.get('/api/cancellations/superseded')).body as { refId: string }[];
    expect(all.find((row) => row.refId === other)).toMatchObject({
      supersededBy: later,
      differs: ['method'],
    });
    const alike = await admin.get(`/api/cancellations/superseded?${query({ differs: 'no' })}`);
    expect(alike.body.map((row: { refId: string }) => row.refId)).toEqual([first]);
  });

  it('says as unknown what nobody knows: by what a later order was found, and when one was created', async () => {
    const first = await place({});
    const second = await place({});
    const database = new Database(app.desk.config.databasePath);
    database.prepare('UPDATE orders SET msisdn = NULL, birth_date = NULL WHERE ref_id = ?').run(second);
    database.prepare('UPDATE orders SET created_at_known = 0, status_changed_at = 0').run();
    database.close();
    const [row] = (await admin.get('/api/cancellations/superseded')).body;
    const times = { createdAt: null, laterCreatedAt: null };
    expect(row).toMatchObject({ refId: first, supersededBy: second, person: 'unknown', ...times });
    const stale = (await admin.get(`/api/cancellations/stale?${query({ olderThanDays: 9 })}`)).body;
    expect(stale).toMatchObject([{ createdAt: null }, { createdAt: null }]);
  });

  async function oldOrders(count: number): Promise<string[]> {
    const { simulation } = app.simulator;
    const made = simulation.addOrders(count, 3, { fate: 'abandoned', spreadSeconds: 20 * 86_400 });
    const refIds = made.map((order) => order.refId);
    await register(app.desk, refIds);
    for (const refId of refIds) await admin.post(`/api/orders/${refId}/sync`);
    return refIds;
  }

  it('lists stale orders by a rule, and says what a rule lacks', async () => {
    // Every second day one: none becomes nine days old between the list and the plan.
    const refIds = await oldOrders(10);
    const list = await admin.get(`/api/cancellations/stale?${query({ olderThanDays: 9 })}`);
    expect(list.status, list.text).toBe(200);
    const days = list.body.map((row: { days: number }) => row.days);
    expect(days.length).toBeGreaterThan(2);
    expect(days.length).toBeLessThan(refIds.length);
    expect(days.every((one: number) => one >= 9)).toBe(true);
    const plan = await admin.post('/api/cancellations', { stale: { olderThanDays: 9 }, reason: 'too old' });
    expect(plan.body).toMatchObject({ source: 'stale', counts: { willCancel: days.length } });
    const none = await admin.get(
      `/api/cancellations/stale?${query({ olderThanDays: 9, methods: ['bank-x'] })}`,
    );
    expect(none.headers['content-range']).toBe('stale */0');
    const wrong = await admin.get(`/api/cancellations/stale?${query({ olderThanDays: 0 })}`);
    expect(wrong.body.errors).toEqual({ 'filter.olderThanDays': 'must be at least one day' });
  });

  it('runs a policy again that ran, or was saved, while the clock was ahead', async () => {
    const rule = { kind: 'stale', rule: { olderThanDays: 2 } };
    const save = async (path: string, name: string) => {
      const method = path.endsWith('policies') ? 'post' : 'put';
      return (await admin[method](path, { name, rule, everyHours: 24 })).body.id;
    };
    const ranAt = async (id: number) => {
      const { lastRunAt } = (await admin.get(`/api/cancellation-policies/${id}`)).body;
      return lastRunAt === null ? null : Date.parse(lastRunAt);
    };
    const isRunBy = (at: number) => async () => {
      const times = await Promise.all(ids.map(ranAt));
      return times.every((time) => time !== null && time <= at);
    };
    aheadMs = 30 * 86_400_000;
    admin = await app.as('admin');
    const ids = [
      await save('/api/cancellation-policies', 'Ran ahead'),
      await save('/api/cancellation-policies', 'Saved anew'),
    ];
    await until('they run', isRunBy(Number.POSITIVE_INFINITY));
    await runner.stop();
    await save(`/api/cancellation-policies/${ids[1]}`, 'Saved anew, ahead');
    await admin.post('/api/cancellation-policies', { name: 'Saved ahead', rule, everyHours: 720 });
    aheadMs = 0;
    admin = await app.as('admin');
    const { body } = await admin.get('/api/cancellation-policies');
    ids.push(body.find(({ name }: { name: string }) => name === 'Saved ahead').id);
    runner = createCancellationRunner(app.desk);
    runner.start();
    await until('they run again', isRunBy(Date.now() + 3_600_000));
    const { nextRunAt } = (await admin.get(`/api/cancellation-policies/${ids[0]}`)).body;
    expect(Date.parse(nextRunAt) - Date.now()).toBeLessThanOrEqual(86_400_000);
  });

  it('lets a policy propose on its schedule, never cancel; an admin confirms', async () => {
    const refIds = await oldOrders(6);
    const input = {
      name: 'Old orders',
      rule: { kind: 'stale', rule: { olderThanDays: 2 } },
      everyHours: 24,
    };
    const made = await admin.post('/api/cancellation-policies', input);
    expect(made.status, made.text).toBe(201);
    expect(made.body.matching).toBeGreaterThan(0);
    const path = `/api/cancellation-policies/${made.body.id}`;
    await until('it makes its proposal', async () => (await admin.get(path)).body.proposalId !== null);
    const policy = (await admin.get(path)).body;
    const proposal = (await admin.get(`/api/cancellations/${policy.proposalId}`)).body;
    expect(proposal).toMatchObject({
      state: 'planned',
      source: 'policy',
      plannedBy: 'system',
      policyName: 'Old orders',
      counts: { willCancel: made.body.matching },
    });
    expect(Date.parse(policy.nextRunAt) - Date.parse(policy.lastRunAt)).toBe(86_400_000);
    expect((await admin.post(`${path}/run`)).body.proposalId).toBeNull();
    expect(cancelCalls()).toHaveLength(0);
    const confirmed = await admin.post(`/api/cancellations/${proposal.id}/execute`, {
      confirm: made.body.matching,
    });
    expect(confirmed.body.requestedBy).toBe('user:admin');
    await until(
      'it ends',
      async () => (await admin.get(`/api/cancellations/${proposal.id}`)).body.state === 'completed',
    );
    const cancelled = refIds.filter((refId) => app.simulator.truth(refId)?.cancelled === 1);
    expect(cancelled).toHaveLength(made.body.matching);

    expect((await admin.post('/api/cancellation-policies', input)).body.code).toBe('policy_name_taken');
    const bad = await admin.post('/api/cancellation-policies', { ...input, name: 'x', everyHours: 0 });
    expect(bad.body.errors).toHaveProperty('everyHours');
    const off = await admin.put(path, { ...input, enabled: false });
    expect(off.body).toMatchObject({ enabled: false, nextRunAt: null });
    expect((await admin.delete(path)).status).toBe(200);
    expect((await admin.get(path)).status).toBe(404);
    const support = await app.as('support');
    expect((await support.get('/api/cancellation-policies')).status).toBe(403);
  });
});
