import { randomUUID } from 'node:crypto';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { register } from '../sync/desk-fixture.ts';
import { type Told, tellStatuses } from '../sync/told-by-srs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the facts that triage goes by', () => {
  let app: AppFixture;
  let support: Caller;
  let now: number;

  beforeAll(async () => {
    now = Date.parse('2026-03-04T10:00:00.000Z');
    app = await startApp({ desk: { clock: { now: () => now } } });
  });
  afterAll(() => app.close());

  /** An order of which SRS tells these statuses, one answer each, as they happen; then it is `at`. */
  async function order(history: readonly [Told, ...Told[]], at: number): Promise<string> {
    const refId = randomUUID();
    now = history[0][1];
    await register(app.desk, [refId]);
    const [first, ...others] = history;
    const told: [Told, ...Told[]] = [first];
    await tellStatuses(app.desk, refId, told, { issuer: 'IDENTITY.TM', method: 'video' });
    for (const next of others) {
      now = next[1];
      told.push(next);
      await tellStatuses(app.desk, refId, told);
    }
    now = at;
    await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: { limit: 1_000 } }]);
    support = await app.as('support');
    return refId;
  }

  const detail = async (refId: string): Promise<OrderDetail> =>
    (await support.get(`/api/orders/${refId}`)).body;

  /** What the order's page makes of what it is given. */
  async function onThePage(refId: string): Promise<TriageReading> {
    const { triageFacts } = await detail(refId);
    const { body: rules } = await support.get('/api/support-rules');
    if (triageFacts === undefined) throw new Error('the order comes without its facts');
    return triage(triageFacts, rules, now);
  }

  const T = Date.parse('2026-03-04T10:00:00.000Z');

  it.each<[string, readonly [Told, ...Told[]], at: number, step: number]>([
    [
      'one unknown status after another',
      [
        ['ON_HOLD', T],
        ['WAITING', T + HOUR],
      ],
      T + HOUR + MINUTE,
      1,
    ],
    [
      'an unknown status days after another',
      [
        ['ON_HOLD', T],
        ['INITIALIZED', T + MINUTE],
        ['WAITING', T + 3 * DAY],
      ],
      T + 3 * DAY + MINUTE,
      4,
    ],
    [
      'a status that went backwards',
      [
        ['DATA_READY', T],
        ['CREATED', T + HOUR],
      ],
      T + HOUR + MINUTE,
      4,
    ],
    ['an order without a target URL', [['CREATED', T]], T + DAY, 1],
  ])('give page, list and ticket one team: %s', async (_, history, at, step) => {
    const refId = await order(history, at);
    const page = await onThePage(refId);
    const list = await detail(refId);
    const ticket = (await support.get(`/api/orders/${refId}/handover`)).body;
    expect(page.step).toBe(step);
    expect([list.step, list.supportTeam]).toEqual([page.step, page.team]);
    expect([ticket.step, ticket.team]).toEqual([page.step, page.team]);
    const { body: triage } = await support.get(`/api/orders/${refId}/triage`);
    expect([triage.step, triage.supportTeam, triage.nextActor, triage.why.code]).toEqual([
      list.step,
      list.supportTeam,
      list.nextActor,
      page.why.code,
    ]);
  });

  it.each(['IDENTIFICATION_DONE', 'ON_HOLD'])(
    'wait from when a status that cannot be read was first seen, whenever SRS dates it: %s',
    async (wire) => {
      const isUnknown = wire === 'ON_HOLD';
      const refId = await order([['DATA_READY', T]], T + HOUR);
      const seen = T + 4 * HOUR;
      now = seen;
      const told: [Told, Told] = [
        ['DATA_READY', T],
        [wire, T + MINUTE],
      ];
      await tellStatuses(app.desk, refId, told);
      support = await app.as('support');
      expect(await onThePage(refId)).toMatchObject({
        nextActor: 'us',
        why: { params: isUnknown ? { since: { at: T + MINUTE } } : { seen: { at: seen } } },
        doNotEscalate: { code: 'first_sighting', until: seen + 30 * MINUTE },
      });
      expect((await detail(refId)).nextActor).toBe('us');
      now = seen + HOUR;
      await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: { limit: 1_000 } }]);
      support = await app.as('support');
      expect((await detail(refId)).nextActor).toBe('swisscom');
      await tellStatuses(app.desk, refId, [...told, ['TERMINATED', T + HOUR]]);
      expect((await onThePage(refId)).why.code).toMatch(/^verify_/);
      const facts = await checkFacts({ path: app.desk.config.databasePath, now });
      expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
    },
  );

  it('wait on where SRS calls what cannot be read otherwise, at the same time, and anew once it could be read', async () => {
    const refId = await order([['DATA_READY', T]], T + HOUR);
    const seen = T + 2 * HOUR;
    const sees = async (at: number, ...told: Told[]) => {
      now = at;
      await tellStatuses(app.desk, refId, [['DATA_READY', T], ...told]);
      support = await app.as('support');
      return (await detail(refId)).triageFacts?.firstUnknownAt;
    };
    const unknown: Told[] = [['ON_HOLD', T + MINUTE]];
    expect(await sees(seen, ...unknown)).toBe(seen);
    unknown.push(['WAITING', T + MINUTE]);
    expect(await sees(seen + 20 * MINUTE, ...unknown)).toBe(seen);
    now = seen + 31 * MINUTE;
    expect(await onThePage(refId)).toMatchObject({ nextActor: 'swisscom' });
    unknown.push(['TERMINATED', T + MINUTE]);
    expect(await sees(seen + 40 * MINUTE, ...unknown)).toBeNull();
    unknown.push(['PARKED', T + MINUTE]);
    expect(await sees(seen + 50 * MINUTE, ...unknown)).toBe(seen + 50 * MINUTE);
  });

  it('name the time of the call that failed, not of the last one that did not', async () => {
    const [placed] = app.simulator.simulation.addOrders(1, 5, { issuer: 'IDENTITY.TM' });
    const refId = placed?.refId ?? '';
    const by = { actor: 'user:support', origin: 'user' } as const;
    support = await app.as('support');
    await register(app.desk, [refId]);
    await app.desk.sync.syncNow(refId, by);
    expect((await detail(refId)).triageFacts?.lastCallFailed).toBeNull();
    now += MINUTE;
    const failedAt = now;
    app.simulator.simulation.setFaults({ errorRate: 1, status: 500, only: ['get_status'] });
    await app.desk.sync.syncNow(refId, by);
    expect((await detail(refId)).triageFacts?.lastCallFailed).toMatchObject({ at: failedAt });
    now += MINUTE;
    app.simulator.simulation.setFaults({});
    // As the doctor asks: the answer says nothing of the order.
    const asked = await app.desk.srs.getStatus(
      { ...by, refId, subject: randomUUID(), urgency: 'user' },
      () => ({}),
    );
    expect(asked.ok).toBe(true);
    expect((await detail(refId)).triageFacts?.lastCallFailed).toMatchObject({ at: failedAt });
  });

  it('are for those who see the case, and hold what the user answered', async () => {
    const refId = await order([['INITIALIZED', T]], T + MINUTE);
    await support.put(`/api/orders/${refId}/work`, { answers: { video_user_says: 'app_not_working' } });
    expect((await detail(refId)).triageFacts?.answers).toEqual({ video_user_says: 'app_not_working' });
    const finance = await app.as('finance');
    expect((await finance.get(`/api/orders/${refId}`)).body).not.toHaveProperty('triageFacts');
  });
});
