import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, refOf, startBilling, type TestOrder } from './billing-fixture.ts';
import { COLUMNS, csv, importFile } from './invoice-fixture.ts';

const flat = (unitMinor: number) => [{ upTo: null, unitMinor }];

function done(n: number, externalId: string | null, day: string, method = 'video'): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId, method, at, went: [['terminated', at]] };
}

describe('prices and billable rules', () => {
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
  const amounts = async (query: string) => {
    const { body } = await finance.get(`/api/usage?${query}`);
    return (body as { externalId: string; amount: number; currency: string }[]).map(
      ({ externalId, amount, currency }) => [externalId, amount, currency],
    );
  };

  it('takes prices from an admin alone, and says it in the log', async () => {
    expect((await finance.post('/api/prices', price({}))).status).toBe(403);
    const made = await admin.post('/api/prices', price({}));
    expect(made.status).toBe(201);
    const changed = await admin.put(`/api/prices/${made.body.id}`, price({ tiers: flat(300) }));
    expect(changed.body).toMatchObject({ id: made.body.id, tiers: flat(300), changedBy: 'admin' });
    expect((await finance.get('/api/prices')).headers['content-range']).toBe('prices 0-0/1');
    expect((await admin.delete(`/api/prices/${made.body.id}`)).status).toBe(200);
    expect((await admin.get(`/api/prices/${made.body.id}`)).status).toBe(404);
    expect(await actions()).toEqual(
      expect.arrayContaining([
        'billing.price.create user:admin',
        'billing.price.update user:admin',
        'billing.price.delete user:admin',
      ]),
    );
  });

  it('refuses what does not fit, with a sentence', async () => {
    const cases = [
      [
        'an overlap',
        [price({ validTo: '2026-03-01' })],
        price({ validFrom: '2026-02-01' }),
        /two entries hold at once from 2026-02-01 until before 2026-03-01/,
      ],
      [
        'a gap',
        [price({ validTo: '2026-03-01' })],
        price({ validFrom: '2026-04-01' }),
        /nothing holds from 2026-03-01 until before 2026-04-01/,
      ],
      [
        'an empty validity',
        [],
        price({ validTo: '2026-01-01' }),
        /the end 2026-01-01 is not after the beginning/,
      ],
      [
        'tiers that do not rise',
        [],
        price({
          tiers: [
            { upTo: 10, unitMinor: 3 },
            { upTo: 10, unitMinor: 2 },
            { upTo: null, unitMinor: 1 },
          ],
        }),
        /tier 2 ends at 10, which is not above 10/,
      ],
      [
        'a last tier with an end',
        [],
        price({ tiers: [{ upTo: 10, unitMinor: 3 }] }),
        /the last tier must have no upper limit/,
      ],
      [
        'a minimum fee from mid-month',
        [],
        price({ validFrom: '2026-01-15', minimumMinor: 100 }),
        /first of a month/,
      ],
      ['External ID and group at once', [], price({ externalId: 'A', group: 'B' }), /not both/],
    ] as const;
    for (const [name, before, added, words] of cases) {
      const kept: number[] = [];
      for (const each of before) kept.push((await admin.post('/api/prices', each)).body.id);
      const refused = await admin.post('/api/prices', added);
      expect([name, refused.status, refused.body.code]).toEqual([name, 409, 'list_refused']);
      expect(refused.body.detail).toMatch(words);
      expect((await admin.get('/api/prices')).body).toHaveLength(before.length);
      for (const id of kept) expect((await admin.delete(`/api/prices/${id}`)).status).toBe(200);
    }
  });

  it('refuses to leave a hole by deleting, and currencies that do not exist', async () => {
    const ids: number[] = [];
    for (const [validFrom, validTo] of [
      ['2026-01-01', '2026-02-01'],
      ['2026-02-01', '2026-03-01'],
      ['2026-03-01', null],
    ] as const) {
      ids.push((await admin.post('/api/prices', price({ validFrom, validTo }))).body.id);
    }
    expect((await admin.delete(`/api/prices/${ids[1]}`)).status).toBe(409);
    const wrong = await admin.post('/api/prices', price({ currency: 'XYZ' }));
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([400, ['currency']]);
  });

  it('prices by External ID before group before everyone, with tiers, minimum fee and currencies', async () => {
    await app.orders([
      ...[1, 2, 3, 4].map((n) => done(n, 'ACME', '2026-03-10')),
      done(5, 'BETA', '2026-03-10'),
      done(6, 'BETA', '2026-03-10', 'selfie'),
      done(7, 'GAMMA', '2026-03-10'),
      done(8, 'DELTA', '2026-03-10', 'selfie'),
    ]);
    const tiers = [
      { upTo: 2, unitMinor: 100 },
      { upTo: null, unitMinor: 50 },
    ];
    for (const each of [
      price({ method: 'video' }),
      price({ externalId: 'ACME', tiers }),
      price({ group: 'partners', currency: 'EUR', tiers: flat(80), minimumMinor: 1000 }),
    ]) {
      expect((await admin.post('/api/prices', each)).status).toBe(201);
    }
    expect((await admin.post('/api/price-groups', { externalId: 'BETA', group: 'partners' })).status).toBe(
      201,
    );
    expect(await amounts('from=2026-03&groupBy=externalId')).toEqual(
      expect.arrayContaining([
        ['ACME', 300, 'CHF'],
        ['BETA', 1000, 'EUR'],
        ['GAMMA', 250, 'CHF'],
        ['DELTA', null, null],
      ]),
    );
    const all = (await finance.get('/api/usage?from=2026-03&groupBy=period')).body[0];
    expect(all).toMatchObject({
      amount: null,
      unpriced: 1,
      amounts: [
        { currency: 'CHF', amount: 550, adjustment: 0 },
        { currency: 'EUR', amount: 1000, adjustment: 0 },
      ],
    });
  });

  it('changes what is billable from a day on, orders keep the rule of their day', async () => {
    await app.orders([
      { n: 1, externalId: 'ACME', at: '2026-03-10T10:00:00Z' },
      { n: 2, externalId: 'ACME', at: '2026-03-20T10:00:00Z' },
      { n: 3, externalId: 'ACME', at: '2026-03-21T10:00:00Z', went: [['error', '2026-03-21T11:00:00Z']] },
      {
        n: 4,
        externalId: 'ACME',
        method: 'selfie',
        at: '2026-03-22T10:00:00Z',
        went: [
          ['identification_done', '2026-03-22T11:00:00Z'],
          ['cancelled', '2026-03-23T11:00:00Z'],
        ],
      },
    ]);
    const billable = async () =>
      (await finance.get('/api/usage/orders?period=2026-03&outcome=billable')).body.map(
        (row: { refId: string }) => row.refId,
      );
    expect(await billable()).toEqual([]);
    expect(
      (await finance.post('/api/billable-rules', { validFrom: '2026-03-15', event: 'placed' })).status,
    ).toBe(403);
    const rule = await admin.post('/api/billable-rules', {
      method: 'video',
      validFrom: '2026-03-15',
      event: 'placed',
    });
    expect(rule.status).toBe(201);
    await app.rebooked();
    expect(await billable()).toEqual([refOf(2)]);
    await admin.put(`/api/billable-rules/${rule.body.id}`, {
      method: 'video',
      validFrom: '2026-03-15',
      event: 'placed',
      failedBillable: true,
    });
    await admin.post('/api/billable-rules', {
      method: 'selfie',
      validFrom: '2026-01-01',
      event: 'identification_done',
    });
    await app.rebooked();
    expect(await billable()).toEqual([refOf(2), refOf(3), refOf(4)]);
    const overlap = await admin.post('/api/billable-rules', {
      method: 'video',
      validFrom: '2026-04-01',
      event: 'verified',
    });
    expect([overlap.status, overlap.body.code]).toEqual([409, 'list_refused']);
    await admin.delete(`/api/billable-rules/${rule.body.id}`);
    await app.rebooked();
    expect(await billable()).toEqual([refOf(4)]);
  });

  it('judges by a rule of its own what an invoice may charge, whenever the orders were placed', async () => {
    const identified = (n: number, placed: string, at: string) => ({
      n,
      externalId: 'ACME',
      at: `${placed}T10:00:00Z`,
      went: [['identification_done', `${at}T11:00:00Z`] as const],
    });
    await app.orders([
      identified(1, '2026-01-20', '2026-03-02'),
      identified(2, '2026-03-03', '2026-03-03'),
      identified(3, '2026-02-10', '2026-02-11'),
      { n: 4, externalId: 'ACME', at: '2026-03-04T10:00:00Z' },
      identified(5, '2026-01-10', '2026-01-11'),
    ]);
    expect((await admin.post('/api/prices', price({ list: 'supplier', tiers: flat(200) }))).status).toBe(201);
    const rule = { list: 'supplier', validFrom: '2026-01-01', event: 'identification_done' };
    expect((await admin.post('/api/billable-rules', rule)).status).toBe(201);
    await app.rebooked();
    const charged = [1, 3, 4].map((n) => [refOf(n), 'ACME', '2026-03-05', '2.00']);
    const header = Object.values(COLUMNS);
    const invoice = await importFile(app, finance, csv([header, ...charged]));
    expect(invoice.status, invoice.text).toBe(201);
    const lines = (await finance.get(`/api/invoices/${invoice.body.id}/lines`)).body;
    expect(
      lines.map((line: Record<string, unknown>) => [line.ourRefId, line.class, line.expectedMinor]),
    ).toEqual([
      [refOf(1), 'matched', 200],
      [refOf(3), 'wrong_period', 0],
      [refOf(4), 'invoice_only', 0],
      [refOf(2), 'ours_only', 200],
    ]);
  });
});
