import type { Test } from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../audit/log-fixture.ts';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, refOf, startBilling, type TestOrder, tell } from './billing-fixture.ts';

function done(n: number, externalId: string | null, day: string): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId, at, went: [['terminated', at]], verifiedAt: at };
}

const priceOf = (unitMinor: number) => ({
  validFrom: '2026-01-01',
  currency: 'CHF',
  tiers: [{ upTo: null, unitMinor }],
});

/** Makes a change that reaches into closed months: refused with what it would do there, made when that is confirmed. */
async function confirmed(path: string, change: (path: string) => Test) {
  const refused = await change(path);
  expect([refused.status, refused.body.code]).toEqual([409, 'closed_months']);
  expect((await change(`${path}?confirm=something`)).status).toBe(409);
  const made = await change(`${path}?confirm=${refused.body.confirm}`);
  expect(made.status).toBeLessThan(300);
  return refused.body.closedMonths;
}

const PENDING: TestOrder = { n: 9, externalId: 'ACME', at: '2026-03-20T10:00:00Z' };

describe('closing a month', () => {
  let app: BillingFixture;
  let finance: Caller;
  let admin: Caller;
  beforeEach(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
    await admin.post('/api/prices', priceOf(250));
    await app.orders([
      done(1, 'ACME', '2026-03-10'),
      done(2, 'ACME', '2026-03-11'),
      done(3, 'BETA', '2026-03-12'),
      PENDING,
    ]);
  });
  afterEach(() => app.close());

  /** Sessions have ended by then. */
  const onTheTenthOfMay = async () => {
    app.setClock('2026-05-10T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
  };
  const checklist = async (period = '2026-03') => (await finance.get(`/api/periods/${period}/close`)).body;
  const close = async (period = '2026-03', note?: string) => {
    const { unresolved } = await checklist(period);
    const acknowledge = unresolved.map((each: { code: string }) => each.code);
    return finance.post(`/api/periods/${period}/close`, { acknowledge, ...(note ? { note } : {}) });
  };
  const usage = async (query: string) => (await finance.get(`/api/usage?${query}`)).body;
  const statement = async (period: string, externalId: string) =>
    (await finance.get(`/api/statements?period=${period}&externalId=${externalId}`)).body;
  /** An order of March that ends after its month was closed. */
  const late = () => tell(app.desk, PENDING, [['terminated', '2026-03-31T20:00:00Z']]);

  it('gives months in their order, closed or not, in answers and in files', async () => {
    await app.orders([done(31, 'ACME', '2026-02-10'), done(32, 'BETA', '2026-04-02')]);
    expect((await close()).status).toBe(200);
    const asked = 'from=2026-02&to=2026-04&groupBy=externalId,period';
    for (const of of ['usage', 'margin']) {
      const rows: { period: string }[] = (await finance.get(`/api/${of}?${asked}`)).body;
      const periods = rows.map(({ period }) => period);
      expect(new Set(periods).size).toBe(3);
      expect(periods).toEqual([...periods].sort());
      const [, ...lines] = (await finance.get(`/api/${of}.csv?${asked}`)).text.trim().split('\r\n');
      expect(lines.map((line) => line.slice(0, 7))).toEqual(periods);
    }
  });

  it('says that an earlier month is still open, and that a closed month is final', async () => {
    await app.orders([done(30, 'ACME', '2026-02-10')]);
    expect((await checklist()).unresolved).toContainEqual({
      code: 'earlier_month_open',
      count: 1,
      blocks: false,
    });
    expect((await close()).status).toBe(200);
    const { body } = await finance.get('/api/usage/completeness?period=2026-03');
    expect(body).toMatchObject({ provisional: false, settledPerMille: 1000 });
    expect(body.reasons.length).toBeGreaterThan(0);
  });

  it('shows what is unresolved and closes only over what was acknowledged', async () => {
    const before = await checklist();
    expect(before).toMatchObject({ period: '2026-03', state: 'open', history: [] });
    expect(before.totals).toEqual([{ currency: 'CHF', amount: 750, adjustment: 0 }]);
    const codes = before.unresolved.map((each: { code: string }) => each.code);
    expect(codes).toContain('pending_orders');
    const refused = await finance.post('/api/periods/2026-03/close', {});
    expect([refused.status, refused.body.code]).toEqual([409, 'unresolved']);
    expect(refused.body.detail).toMatch(/pending_orders \(1\)/);
    const closed = await close('2026-03', 'one order hangs');
    expect(closed.status, closed.text).toBe(200);
    expect(closed.body).toMatchObject({
      state: 'closed',
      history: [{ closedBy: 'finance', note: 'one order hangs' }],
    });
    expect((await close()).body.code).toBe('already_closed');
    const unknown = await finance.post('/api/periods/2026-03/close', { acknowledge: ['everything'] });
    expect([unknown.status, unknown.body.code]).toEqual([400, 'invalid_input']);
    const running = await finance.post('/api/periods/2026-04/close', { acknowledge: ['month_not_over'] });
    expect([running.status, running.body.code]).toEqual([409, 'period_not_over']);
    const log = await admin.get('/api/audit?filter={"action":"period.close"}');
    expect(log.body).toHaveLength(1);
    expect(log.body[0]).toMatchObject({ actor: 'user:finance', target: '2026-03' });
  });

  it('keeps frozen figures, and carries what changes later into the next open month', async () => {
    const frozen = await statement('2026-03', 'ACME');
    await close();
    await late();
    await app.orders([{ ...done(4, 'BETA', '2026-03-25') }]);
    expect(await usage('from=2026-03&groupBy=externalId')).toEqual([
      expect.objectContaining({
        externalId: 'ACME',
        placed: 3,
        pending: 1,
        billable: 2,
        amount: 500,
        adjustment: 0,
      }),
      expect.objectContaining({ externalId: 'BETA', placed: 1, billable: 1, amount: 250 }),
    ]);
    const after = await statement('2026-03', 'ACME');
    expect({ ...after, closed: false, provisional: frozen.provisional }).toEqual(frozen);
    const drilled = (await finance.get('/api/usage/orders?period=2026-03&externalId=ACME&outcome=pending'))
      .body;
    expect(drilled.map((row: { refId: string }) => row.refId)).toEqual([refOf(9)]);
    const billed = (await finance.get('/api/usage/orders?period=2026-03&outcome=billable')).body;
    expect(billed).toHaveLength(3);
    // In April both stand as adjustments, for the statement, the usage and the list.
    expect(await usage('from=2026-04&groupBy=externalId')).toEqual([
      expect.objectContaining({ externalId: 'ACME', billable: 0, amount: 0, adjustment: 250 }),
      expect.objectContaining({ externalId: 'BETA', billable: 0, amount: 0, adjustment: 250 }),
    ]);
    const april = await statement('2026-04', 'ACME');
    expect(april.totals).toEqual([
      {
        currency: 'CHF',
        usageMinor: 0,
        adjustmentsMinor: 250,
        totalMinor: 250,
        vatMinor: null,
        roundingMinor: null,
        grossMinor: null,
      },
    ]);
    expect(april.adjustments).toEqual([
      expect.objectContaining({ period: '2026-03', billable: 1, amountMinor: 250 }),
    ]);
    const listed = (await finance.get('/api/periods/2026-04/adjustments')).body;
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({ period: '2026-03', bookedIn: '2026-04', booked: false, amount: 250 });
    await onTheTenthOfMay();
    expect((await close('2026-04')).status).toBe(200);
    expect((await finance.get('/api/periods/2026-04/adjustments')).body[0].booked).toBe(true);
    expect((await finance.get('/api/periods/2026-05/adjustments')).body).toEqual([]);
    expect(
      (await finance.get('/api/periods')).body.map((row: { id: string; state: string }) => [
        row.id,
        row.state,
      ]),
    ).toEqual([
      ['2026-05', 'running'],
      ['2026-04', 'closed'],
      ['2026-03', 'closed'],
    ]);
  });

  it('tells late orders without a price on the check list and the statement of the month that carries them', async () => {
    await app.orders([done(20, 'ACME', '2026-01-10')]);
    expect((await close('2025-12')).status).toBe(200);
    await app.orders([done(21, 'ACME', '2025-12-10'), done(22, 'ACME', '2025-12-11')]);
    const unpriced = async (period: string) =>
      (await checklist(period)).unresolved.find(({ code }: { code: string }) => code === 'unpriced')?.count;
    expect([await unpriced('2025-12'), await unpriced('2026-01')]).toEqual([undefined, 2]);
    expect(await statement('2026-01', 'ACME')).toMatchObject({
      unpriced: 2,
      adjustments: [{ period: '2025-12', billable: 2, amountMinor: 0, currency: null }],
    });
    expect((await close('2026-01')).status).toBe(200);
    expect(await unpriced('2026-02')).toBeUndefined();
    expect((await statement('2026-01', 'ACME')).unpriced).toBe(2);
    // Some have a price by now, others come late: each stands for itself.
    await app.orders([done(23, 'ACME', '2025-12-12')]);
    const december = { ...priceOf(100), validFrom: '2025-12-11', validTo: '2026-01-01' };
    await confirmed('/api/prices', (path) => admin.post(path, december));
    expect(await unpriced('2026-02')).toBeUndefined();
    expect((await statement('2026-02', 'ACME')).adjustments).toEqual([
      expect.objectContaining({ billable: 1, amountMinor: 200, currency: 'CHF' }),
    ]);
  });

  it('carries a changed price and a changed alias as adjustments, under the names of their time', async () => {
    await close();
    const [{ id }] = (await admin.get('/api/prices')).body;
    await confirmed(`/api/prices/${id}`, (path) => admin.put(path, priceOf(300)));
    expect((await statement('2026-03', 'ACME')).totals[0].totalMinor).toBe(500);
    expect((await statement('2026-04', 'ACME')).totals[0].adjustmentsMinor).toBe(100);
    await confirmed('/api/aliases', (path) => finance.post(path, { raw: 'BETA', canonical: 'ACME' }));
    const april = await usage('from=2026-04&groupBy=externalId');
    const adjustments = Object.fromEntries(
      april.map((row: { externalId: string; adjustment: number }) => [row.externalId, row.adjustment]),
    );
    expect(adjustments).toEqual({ ACME: 400, BETA: -250 });
    for (const externalId of ['ACME', 'BETA']) {
      expect((await statement('2026-04', externalId)).totals[0].totalMinor).toBe(adjustments[externalId]);
    }
    // March still knows BETA as a customer of its own.
    expect((await statement('2026-03', 'BETA')).totals[0].totalMinor).toBe(250);
    expect(await usage('from=2026-03&groupBy=externalId&externalId=BETA')).toEqual([
      expect.objectContaining({ externalId: 'BETA', amount: 250 }),
    ]);
  });

  /** What a month carries per External ID, on its list and on the statements. */
  const carried = async (period: string) => {
    const names = ['ACME', 'BETA', 'HELVIA'];
    const list: { externalId: string; amount: number }[] = (
      await finance.get(`/api/periods/${period}/adjustments`)
    ).body;
    const listed = names.map((name) =>
      list.reduce((sum, each) => sum + (each.externalId === name ? each.amount : 0), 0),
    );
    const told = [];
    for (const name of names) {
      told.push((await statement(period, name)).totals[0]?.adjustmentsMinor ?? 0);
    }
    expect(listed).toEqual(told);
    return told;
  };

  it('books what a customer of another name owes under that name, and once', async () => {
    await close();
    await confirmed('/api/aliases', (path) => finance.post(path, { raw: 'BETA', canonical: 'HELVIA' }));
    expect(await carried('2026-04')).toEqual([0, -250, 250]);
    await onTheTenthOfMay();
    expect((await close('2026-04')).status).toBe(200);
    expect(await carried('2026-04')).toEqual([0, -250, 250]);
    expect(await carried('2026-05')).toEqual([0, 0, 0]);
  });

  it('carries anew what was booked under the name that a customer had before', async () => {
    await close();
    await confirmed('/api/aliases', (path) => finance.post(path, { raw: 'BETA', canonical: 'HELVIA' }));
    await onTheTenthOfMay();
    await close('2026-04');
    // So it was booked by earlier versions.
    runSql(
      app.desk.config.databasePath,
      `UPDATE billing_adjustments SET external_id = 'BETA' WHERE external_id = 'HELVIA'`,
    );
    await admin.post('/api/prices', { ...priceOf(10), externalId: 'NOBODY', validFrom: '2026-05-01' });
    expect(await carried('2026-04')).toEqual([0, 0, 0]);
    expect(await carried('2026-05')).toEqual([0, -250, 250]);
    app.setClock('2026-06-10T10:00:00Z');
    finance = await app.as('finance');
    expect((await close('2026-05')).status).toBe(200);
    expect(await carried('2026-05')).toEqual([0, -250, 250]);
    expect(await carried('2026-06')).toEqual([0, 0, 0]);
  });

  it('says what a price, a rule, an alias or a group would do to closed months, and keeps that in the log', async () => {
    await close();
    const [{ id }] = (await admin.get('/api/prices')).body;
    const of = { months: 1, from: '2026-03', to: '2026-03' };
    const sums = (chargedMinor: number, creditedMinor: number) => [
      { currency: 'CHF', chargedMinor, creditedMinor },
    ];
    const price = await confirmed(`/api/prices/${id}`, (path) => admin.put(path, priceOf(300)));
    expect(price).toEqual({ ...of, customers: 2, amounts: sums(150, 0) });
    const alias = await confirmed('/api/aliases', (path) =>
      finance.post(path, { raw: 'BETA', canonical: 'ACME' }),
    );
    expect(alias).toEqual({ ...of, customers: 2, amounts: sums(300, 300) });
    const rule = await confirmed('/api/billable-rules', (path) =>
      admin.post(path, { validFrom: '2026-03-12', event: 'placed' }),
    );
    expect(rule).toEqual({ ...of, customers: 1, amounts: sums(300, 0) });
    await app.rebooked();
    expect((await statement('2026-04', 'ACME')).totals[0].adjustmentsMinor).toBe(100 + 300 + 300);
    // What holds only from an open month on needs no confirmation, nor does a price that nothing is billed under.
    expect((await admin.post('/api/prices', { ...priceOf(10), externalId: 'NOBODY' })).status).toBe(201);
    const later = { ...priceOf(10), method: 'selfie', validFrom: '2026-04-01' };
    expect((await admin.post('/api/prices', later)).status).toBe(201);
    const log = await admin.get('/api/audit?filter={"action":"billing.price.update"}');
    expect(log.body[0].detail.closedMonths).toEqual(price);
  });

  it('ends a price that orders were billed under, and deletes one that none was', async () => {
    const [{ id }] = (await admin.get('/api/prices')).body;
    const other = (await admin.post('/api/prices', { ...priceOf(10), externalId: 'NOBODY' })).body;
    expect((await admin.delete(`/api/prices/${other.id}`)).body).toEqual({ id: other.id, endedOn: null });
    expect((await admin.get(`/api/prices/${other.id}`)).status).toBe(404);
    expect((await admin.delete(`/api/prices/${id}`)).body).toEqual({ id, endedOn: '2026-04-21' });
    expect((await admin.get(`/api/prices/${id}`)).body.validTo).toBe('2026-04-21');
    const again = await admin.delete(`/api/prices/${id}`);
    expect([again.status, again.body.code]).toEqual([409, 'price_used']);
    expect((await usage('from=2026-03&groupBy=period'))[0].amount).toBe(750);
  });

  it('puts quantity and amount of an adjustment into one row, where two currencies held too', async () => {
    const [old] = (await admin.get('/api/prices')).body;
    const { id, changedAt: _, changedBy: __, ...price } = old;
    const euro = {
      ...price,
      validFrom: '2026-03-16',
      currency: 'EUR',
      tiers: [{ upTo: null, unitMinor: 200 }],
    };
    expect((await admin.post(`/api/prices/${id}/replace`, euro)).status).toBe(201);
    await close();
    await late();
    expect((await statement('2026-04', 'ACME')).adjustments).toEqual([
      expect.objectContaining({ period: '2026-03', billable: 1, amountMinor: 200, currency: 'EUR' }),
    ]);
  });

  it('is opened again by an admin alone, with a reason, and not under a later close that adjusts it', async () => {
    await close();
    expect((await finance.post('/api/periods/2026-03/reopen', { reason: 'wrong price agreed' })).status).toBe(
      403,
    );
    expect((await admin.post('/api/periods/2026-03/reopen', {})).status).toBe(400);
    await late();
    await onTheTenthOfMay();
    await close('2026-04');
    const refused = await admin.post('/api/periods/2026-03/reopen', { reason: 'wrong price agreed' });
    expect([refused.status, refused.body.code]).toEqual([409, 'adjusted_later']);
    expect(refused.body.detail).toMatch(/reopen 2026-04 first/);
    expect((await admin.post('/api/periods/2026-04/reopen', { reason: 'to reach March' })).status).toBe(200);
    const reopened = await admin.post('/api/periods/2026-03/reopen', { reason: 'wrong price agreed' });
    expect(reopened.body).toMatchObject({
      state: 'open',
      history: [{ reopenedBy: 'admin', reopenReason: 'wrong price agreed' }],
    });
    expect(await usage('from=2026-03&groupBy=externalId&externalId=ACME')).toEqual([
      expect.objectContaining({ billable: 3, amount: 750, adjustment: 0 }),
    ]);
    expect((await admin.post('/api/periods/2026-03/reopen', { reason: 'once more' })).body.code).toBe(
      'not_closed',
    );
    const log = await admin.get('/api/audit?filter={"action":"period.reopen"}');
    expect(log.body).toHaveLength(2);
    expect(log.body[0].detail).toMatchObject({ reason: expect.any(String) });
    expect((await close()).status).toBe(200);
  });
});
