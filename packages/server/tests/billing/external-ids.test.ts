import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, refOf, startBilling, type TestOrder } from './billing-fixture.ts';

const flat = (unitMinor: number) => [{ upTo: null, unitMinor }];

function done(n: number, externalId: string | null, day: string, method = 'video'): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId, method, at, went: [['terminated', at]] };
}

describe('whose usage it is, and what to think of it', () => {
  let app: BillingFixture;
  let finance: Caller;
  let admin: Caller;
  beforeEach(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
  });
  afterEach(() => app.close());

  const price = (more: object) => ({ validFrom: '2026-01-01', currency: 'CHF', tiers: flat(250), ...more });
  const actions = async () => {
    const log = await admin.get('/api/audit?range=[0,99]&sort=["id","DESC"]');
    return (log.body as { action: string; actor: string }[]).map(({ action, actor }) => `${action} ${actor}`);
  };

  it('lists look-alikes with where they came from, maps them, and takes the mapping back', async () => {
    await app.orders([
      done(1, 'ACME-01', '2026-03-10'),
      done(2, 'ACME-01', '2026-03-10'),
      done(3, 'acme-01 ', '2026-03-10'),
      done(4, 'ACME-O1', '2026-03-10'),
      done(5, '\u0410CME-01', '2026-03-10'),
      done(6, 'OTHER', '2026-03-10'),
    ]);
    const ids = () => finance.get('/api/usage/external-ids?from=2026-03&to=2026-03');
    const before = (await ids()).body;
    expect(before.lookAlikes).toEqual([
      expect.objectContaining({ canonical: 'ACME-01', reasons: ['spaces', 'case', 'look_alike'] }),
    ]);
    expect(before.lookAlikes[0].spellings).toHaveLength(4);
    expect(before.spellings.find((row: { id: string }) => row.id === 'OTHER')).toMatchObject({
      billedAs: 'OTHER',
      sources: { desk: 1 },
    });
    for (const { externalId } of before.lookAlikes[0].spellings) {
      if (externalId === 'ACME-01') continue;
      const answer = await finance.post('/api/aliases', { raw: externalId, canonical: 'ACME-01' });
      expect(answer.status, answer.text).toBe(201);
    }
    expect((await ids()).body.lookAlikes).toEqual([]);
    const rows = (await finance.get('/api/usage?from=2026-03&groupBy=externalId')).body;
    expect(rows.map((row: { externalId: string; placed: number }) => [row.externalId, row.placed])).toEqual([
      ['ACME-01', 5],
      ['OTHER', 1],
    ]);
    // The raw value stays on the order, and in its drill.
    const drilled = (await finance.get('/api/usage/orders?period=2026-03&externalId=ACME-01')).body;
    expect(drilled.map((row: { externalId: string }) => row.externalId)).toContain('acme-01 ');
    expect((await finance.get(`/api/orders/${refOf(3)}`)).body.externalId).toBe('acme-01 ');
    const chain = await finance.post('/api/aliases', { raw: 'ACME-01', canonical: 'OTHER' });
    expect([chain.status, chain.body.code]).toEqual([409, 'alias_refused']);
    expect((await finance.delete(`/api/aliases/${encodeURIComponent('acme-01 ')}`)).status).toBe(200);
    expect((await ids()).body.lookAlikes).toHaveLength(1);
    expect(await actions()).toEqual(
      expect.arrayContaining(['billing.alias.create user:finance', 'billing.alias.delete user:finance']),
    );
  });

  it('proposes a customer for orders without one, and bills them where finance says', async () => {
    await app.orders([
      done(1, 'ACME', '2026-03-09'),
      done(2, null, '2026-03-10'),
      done(3, ' ', '2026-03-11'),
    ]);
    const unassigned = () => finance.get('/api/usage/unassigned?period=2026-03');
    expect((await unassigned()).body).toEqual([
      expect.objectContaining({
        refId: refOf(2),
        source: 'none_desk',
        proposal: { externalId: 'ACME', because: 'same_person' },
      }),
      expect.objectContaining({ refId: refOf(3), source: 'none_blank' }),
    ]);
    const wrong = await finance.post('/api/assignments', {
      refIds: [refOf(2), refOf(99)],
      externalId: 'ACME',
    });
    expect(wrong.status).toBe(404);
    expect((await unassigned()).body).toHaveLength(2);
    await finance.post('/api/assignments', { refIds: [refOf(2)], externalId: 'ACME' });
    expect((await unassigned()).body).toHaveLength(1);
    const one = (await finance.get(`/api/usage/orders/${refOf(2)}`)).body;
    expect(one).toMatchObject({ billedAs: 'ACME', source: 'assigned' });
    expect((await finance.get(`/api/orders/${refOf(2)}`)).body.externalId).toBeNull();
    await finance.post('/api/assignments', { refIds: [refOf(2)], externalId: null });
    expect((await unassigned()).body).toHaveLength(2);
    // All without External ID at once, by an alias of "none".
    await finance.post('/api/aliases', { raw: null, canonical: 'HOUSE' });
    expect((await finance.get('/api/usage?from=2026-03&groupBy=externalId&externalId=HOUSE')).body).toEqual([
      expect.objectContaining({ externalId: 'HOUSE', placed: 2 }),
    ]);
    expect((await finance.delete(`/api/aliases/${encodeURIComponent('(none)')}`)).status).toBe(200);
  });

  it('flags customers far from their past, sudden failures and prices without use, and forecasts', async () => {
    const orders: TestOrder[] = [];
    let n = 0;
    for (const month of ['2025-12', '2026-01', '2026-02', '2026-03']) {
      for (let at = 0; at < 12; at += 1) {
        n += 1;
        orders.push(done(n, 'STEADY', `${month}-${String(at + 1).padStart(2, '0')}`));
      }
      if (month === '2026-03') continue;
      for (let at = 0; at < 8; at += 1) {
        n += 1;
        orders.push(done(n, 'GROWS', `${month}-${String(at + 1).padStart(2, '0')}`));
      }
    }
    for (let at = 0; at < 40; at += 1) {
      n += 1;
      const time = `2026-03-${String((at % 28) + 1).padStart(2, '0')}T10:00:00Z`;
      orders.push({
        n,
        externalId: 'GROWS',
        at: time,
        went: [[at % 2 === 0 ? 'error' : 'terminated', time]],
      });
    }
    await app.orders(orders);
    const idle = await admin.post('/api/prices', price({ externalId: 'NOBODY' }));
    const { body } = await finance.get('/api/usage/anomalies?period=2026-03');
    expect(body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'far_from_past',
          externalId: 'GROWS',
          direction: 'more',
          placed: 40,
          usual: 8,
        }),
        expect.objectContaining({
          kind: 'failure_rate',
          externalId: 'GROWS',
          failed: 20,
          failedPerMille: 500,
          usualPerMille: 0,
        }),
        expect.objectContaining({
          kind: 'unused_price',
          priceId: idle.body.id,
          externalId: 'NOBODY',
          group: null,
        }),
      ]),
    );
    expect(body.filter((each: { externalId?: string }) => each.externalId === 'STEADY')).toEqual([]);
    app.setClock('2026-03-20T10:00:00Z');
    finance = await app.as('finance');
    const forecast = (await finance.get('/api/usage/forecast')).body;
    expect(forecast.period).toBe('2026-03');
    expect(forecast.placed).toMatchObject({ forecast: true });
    expect(forecast.placed.expected).toBeGreaterThanOrEqual(forecast.placed.soFar);
    expect(forecast.days.length).toBeGreaterThan(10);
  });
});
