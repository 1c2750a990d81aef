import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, PERSON, refOf, startBilling } from './billing-fixture.ts';

describe('usage, from orders to figures', () => {
  let app: BillingFixture;
  let finance: Caller;
  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    await app.orders([
      {
        n: 1,
        externalId: 'ACME',
        at: '2026-03-10T10:00:00Z',
        went: [['terminated', '2026-03-11T10:00:00Z']],
        verifiedAt: '2026-03-11T11:00:00Z',
      },
      { n: 2, externalId: 'ACME', at: '2026-03-12T10:00:00Z', went: [['error', '2026-03-12T12:00:00Z']] },
      { n: 3, externalId: 'ACME', method: 'selfie', at: '2026-03-13T10:00:00Z' },
      { n: 4, externalId: 'BETA', at: '2026-03-14T10:00:00Z', went: [['cancelled', '2026-03-14T12:00:00Z']] },
      // Placed in March, terminated in April: counted in March, billed in April.
      {
        n: 5,
        externalId: 'BETA',
        at: '2026-03-30T10:00:00Z',
        went: [['terminated', '2026-04-02T10:00:00Z']],
      },
      { n: 6, externalId: null, at: '2026-03-15T10:00:00Z', went: [['terminated', '2026-03-16T10:00:00Z']] },
    ]);
  });
  afterAll(() => app.close());

  const rowsOf = async (query: string) => {
    const answer = await finance.get(`/api/usage?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Record<string, unknown>[];
  };

  it('answers the contract row: counts by month of placing, billable by month of the billing event', async () => {
    const rows = await rowsOf('from=2026-03&to=2026-04&groupBy=externalId,period,method');
    const beta = rows.filter((row) => row.externalId === 'BETA');
    expect(beta).toEqual([
      expect.objectContaining({
        period: '2026-03',
        issuer: 'IDENTITY.TM',
        method: 'video',
        placed: 2,
        terminated: 1,
        verified: 0,
        error: 0,
        cancelled: 1,
        pending: 0,
        billable: 0,
      }),
      expect.objectContaining({ period: '2026-04', placed: 0, billable: 1 }),
    ]);
    for (const row of rows) {
      const { placed, terminated, error, cancelled, pending } = row as Record<string, number>;
      expect(placed).toBe((terminated ?? 0) + (error ?? 0) + (cancelled ?? 0) + (pending ?? 0));
      expect(typeof row.id).toBe('string');
    }
  });

  it.each([
    ['period', ['2026-03', '2026-04']],
    ['externalId', [null, 'ACME', 'BETA']],
    ['method', ['selfie', 'video']],
    ['issuer', ['IDENTITY.TM']],
  ] as const)('groups by %s alone, with null in what is not grouped', async (by, wanted) => {
    const rows = await rowsOf(`from=2026-03&to=2026-04&groupBy=${by}`);
    expect(rows.map((row) => row[by]).sort()).toEqual([...wanted].sort());
    expect(rows.reduce((sum, row) => sum + Number(row.placed), 0)).toBe(6);
    expect(rows.reduce((sum, row) => sum + Number(row.billable), 0)).toBe(3);
    if (by !== 'period') for (const row of rows) expect(row.period).toBeNull();
  });

  it('says what is wrong with a question', async () => {
    for (const [query, field] of [
      ['from=2026-13', 'from'],
      ['from=2026-05&to=2026-04', 'from'],
      ['groupBy=customer', 'groupBy'],
      ['from=2001-01&to=2026-04', 'from'],
      ['fro=2026-01', 'fro'],
    ] as const) {
      const answer = await finance.get(`/api/usage?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.type).toBe('application/problem+json');
      expect(Object.keys(answer.body.errors)).toContain(field);
    }
  });

  it('drills from a figure to its orders and on to how one is billed', async () => {
    const answer = await finance.get('/api/usage/orders?period=2026-04&externalId=BETA&outcome=billable');
    expect(answer.headers['content-range']).toBe('usage-orders 0-0/1');
    expect(answer.body).toEqual([
      expect.objectContaining({ refId: refOf(5), billedAt: '2026-04-02T10:00:00.000Z' }),
    ]);
    const none = await finance.get('/api/usage/orders?period=2026-03&externalId=&outcome=terminated');
    expect(none.body.map((row: { refId: string }) => row.refId)).toEqual([refOf(6)]);
    const page = await finance.get('/api/usage/orders?period=2026-03&range=[1, 2]');
    expect(page.headers['content-range']).toMatch(/^usage-orders 1-2\//);
    const wrong = await finance.get('/api/usage/orders?period=2026-03&range=[2,1]');
    expect(Object.keys(wrong.body.errors)).toEqual(['range']);
    const day = await finance.get('/api/usage/orders?period=2026-03&day=2026-03-12');
    expect(day.body.map((row: { refId: string }) => row.refId)).toEqual([refOf(2)]);
    expect((await finance.get('/api/usage/orders?period=2026-03&day=2026-04-01')).status).toBe(400);
    const one = await finance.get(`/api/usage/orders/${refOf(5)}`);
    expect(one.body).toMatchObject({
      refId: refOf(5),
      billedAs: 'BETA',
      source: 'desk',
      placedPeriod: '2026-03',
      billedPeriod: '2026-04',
      closed: false,
      invoiceLines: [],
    });
    expect((await finance.get(`/api/usage/orders/${refOf(99)}`)).status).toBe(404);
    expect((await finance.get(`/api/calls?filter={"refId":"${refOf(5)}"}`)).status).toBe(200);
  });

  it('ranks customers, and puts a month beside the one before, or any other', async () => {
    const top = await finance.get('/api/usage/top?from=2026-03&to=2026-03&by=failureShare&limit=2');
    expect(top.body).toHaveLength(2);
    expect(top.body[0]).toMatchObject({ rank: 1, externalId: 'ACME', failurePerMille: 500 });
    const compared = await finance.get('/api/usage/compare?period=2026-04');
    const beta = compared.body.find((row: { externalId: string }) => row.externalId === 'BETA');
    expect(beta).toMatchObject({
      withPeriod: '2026-03',
      running: true,
      now: { placed: 0, billable: 1 },
      before: { placed: 2, billable: 0 },
      placedChangePerMille: -1000,
      billableChangePerMille: null,
    });
    const other = await finance.get('/api/usage/compare?period=2026-03&with=2026-04');
    expect(other.body.find((row: { externalId: string }) => row.externalId === 'BETA')).toMatchObject({
      period: '2026-03',
      withPeriod: '2026-04',
      now: { placed: 2 },
      before: { billable: 1 },
      billableChangePerMille: -1000,
    });
  });

  it('tells how complete the month is, with reasons', async () => {
    const march = await finance.get('/api/usage/completeness?period=2026-03');
    expect(march.body).toMatchObject({ period: '2026-03', provisional: true, closedAt: null });
    const counts = Object.fromEntries(
      march.body.reasons.map((each: { code: string; count: number }) => [each.code, each.count]),
    );
    // Orders 3 (pending), 5 and 6 (terminated without verify) may still move; none was read by a sync after March.
    expect(counts).toMatchObject({ pending_orders: 1, unverified_orders: 2, without_external_id: 1 });
    const april = await finance.get('/api/usage/completeness?period=2026-04');
    expect(april.body.reasons.map((each: { code: string }) => each.code)).toContain('month_not_over');
  });

  it('lets nobody but finance and admin in', async () => {
    const support = await app.as('support');
    for (const path of [
      '/api/usage',
      '/api/usage.csv',
      '/api/usage/top',
      '/api/statements.pdf?period=2026-03',
    ]) {
      expect((await support.get(path)).status).toBe(403);
    }
  });

  it('tells the log by which filter a file was made and how many lines it holds', async () => {
    const asked = 'from=2026-03&to=2026-04&groupBy=externalId&method=video';
    const { status, text } = await finance.get(`/api/usage.csv?${asked}`);
    expect(status).toBe(200);
    const told = app.desk.reader.connection
      .sql("SELECT detail FROM entries WHERE action = 'billing.usage.export' ORDER BY seq DESC")
      .pluck()
      .get();
    expect(JSON.parse(String(told))).toMatchObject({
      rows: text.trim().split('\r\n').length - 1,
      groupBy: 'externalId',
      filter: { method: 'video' },
    });
  });

  it('shows finance nothing of a person', async () => {
    for (const path of [
      '/api/usage?from=2026-03&to=2026-04',
      '/api/usage/orders?period=2026-03',
      `/api/usage/orders/${refOf(1)}`,
      '/api/usage/unassigned?period=2026-03',
      '/api/usage/external-ids?from=2026-03&to=2026-04',
      '/api/usage.csv?from=2026-03&to=2026-04',
      `/api/orders/${refOf(1)}`,
      '/api/orders',
    ]) {
      const { status, text } = await finance.get(path);
      expect(status).toBe(200);
      for (const value of Object.values(PERSON)) expect(text).not.toContain(value);
      expect(text).not.toContain(PERSON.msisdn.slice(-7));
    }
  });
});

describe('months end where the billing time zone says', () => {
  it('at New Year and beside both clock changes, to the millisecond', async () => {
    // Winter: UTC+1. Summer: UTC+2 from 29 March 2026 01:00 UTC until 25 October 2026 01:00 UTC.
    const borders = [
      ['2025-12-31T22:59:59.999Z', '2025-12', '2025-12-31'],
      ['2025-12-31T23:00:00.000Z', '2026-01', '2026-01-01'],
      ['2026-03-29T00:59:59.999Z', '2026-03', '2026-03-29'],
      ['2026-03-31T21:59:59.999Z', '2026-03', '2026-03-31'],
      ['2026-03-31T22:00:00.000Z', '2026-04', '2026-04-01'],
      ['2026-10-24T22:00:00.000Z', '2026-10', '2026-10-25'],
      ['2026-10-25T22:59:59.999Z', '2026-10', '2026-10-25'],
      ['2026-10-31T22:59:59.999Z', '2026-10', '2026-10-31'],
      ['2026-10-31T23:00:00.000Z', '2026-11', '2026-11-01'],
    ] as const;
    const app = await startBilling('2026-11-20T10:00:00Z');
    try {
      await app.orders(
        borders.map(([at], n) => ({ n, externalId: `C${n}`, at, went: [['terminated', at]] })),
      );
      const finance = await app.as('finance');
      for (const [n, [, period, day]] of borders.entries()) {
        const asked = `from=2025-12&to=2026-11&groupBy=externalId,period&externalId=C${n}`;
        expect((await finance.get(`/api/usage?${asked}`)).body).toEqual([
          expect.objectContaining({ period, placed: 1, billable: 1 }),
        ]);
        const drilled = await finance.get(`/api/usage/orders?period=${period}&day=${day}&externalId=C${n}`);
        expect(drilled.body).toEqual([expect.objectContaining({ refId: refOf(n), placedDay: day })]);
        const csv = (await finance.get(`/api/statements.csv?period=${period}&externalId=C${n}`)).text;
        expect(csv).toContain(refOf(n));
      }
    } finally {
      await app.close();
    }
  });
});

describe('a price that changes midway', () => {
  /** More than are looked up by their names. */
  const CUSTOMERS = 210;
  const ON_DAYS = ['2026-03-10T10:00:00Z', '2026-03-20T10:00:00Z'];

  it.each(['externalId', 'externalId,method'])('holds for each of many customers, by %s', async (groupBy) => {
    const app = await startBilling('2026-04-20T10:00:00Z');
    try {
      const placed = Array.from({ length: CUSTOMERS }, (_, customer) =>
        ON_DAYS.map((at, nth) => ({
          n: 2 * customer + nth,
          externalId: `C${customer}`,
          // All customers have the first kind; every third has the other one, too.
          method: nth === 1 && customer % 3 === 0 ? 'selfie' : 'video',
          at,
          went: [['terminated', at]] as const,
        })),
      );
      await app.orders(placed.flat());
      const [admin, finance] = [await app.as('admin'), await app.as('finance')];
      for (const [validFrom, validTo, unitMinor] of [
        ['2026-01-01', '2026-03-16', 200],
        ['2026-03-16', null, 150],
      ]) {
        const price = {
          validFrom,
          validTo,
          currency: 'CHF',
          tiers: [{ upTo: null, unitMinor }],
          minimumMinor: 0,
        };
        const made = await admin.post('/api/prices', { list: 'customer', externalId: null, ...price });
        expect(made.status, made.text).toBe(201);
      }
      const rows: { externalId: string; amount: number }[] = (
        await finance.get(`/api/usage?from=2026-03&groupBy=${groupBy}&range=[0,999]`)
      ).body;
      const owed = new Map<string, number>();
      for (const { externalId, amount } of rows) owed.set(externalId, (owed.get(externalId) ?? 0) + amount);
      expect([...owed.values()]).toEqual(Array(CUSTOMERS).fill(350));
    } finally {
      await app.close();
    }
  });
});

describe('the margin of what has no price', () => {
  it('is not known: the revenue is that of the others, if there are any', async () => {
    const app = await startBilling('2026-04-20T10:00:00Z');
    try {
      const at = '2026-03-10T10:00:00Z';
      const went = [['terminated', at]] as const;
      await app.orders(['ACME', 'NEW', 'NEW'].map((externalId, n) => ({ n, externalId, at, went })));
      const [admin, finance] = [await app.as('admin'), await app.as('finance')];
      const price = { validFrom: '2026-01-01', currency: 'CHF' };
      const own = { ...price, externalId: 'ACME', tiers: [{ upTo: null, unitMinor: 450 }] };
      expect((await admin.post('/api/prices', own)).status).toBe(201);
      const supplier = { ...price, list: 'supplier', tiers: [{ upTo: null, unitMinor: 250 }] };
      expect((await admin.post('/api/prices', supplier)).status).toBe(201);
      const told = async (by: string) => {
        const rows: MarginRow[] = (await finance.get(`/api/margin?from=2026-03&groupBy=${by}`)).body;
        return rows.map((row) => [
          row.externalId,
          row.unpriced,
          row.currency,
          row.revenueMinor,
          row.costMinor,
          row.marginMinor,
        ]);
      };
      expect(await told('externalId')).toEqual([
        ['ACME', 0, 'CHF', 450, 250, 200],
        ['NEW', 2, 'CHF', null, 500, null],
      ]);
      expect(await told('period')).toEqual([[null, 2, 'CHF', 450, 750, null]]);
      const file = (await finance.get('/api/margin.csv?from=2026-03&groupBy=externalId')).text;
      expect(file).toContain(',NEW,,,2,2,0,CHF,,5.00,,provisional');
    } finally {
      await app.close();
    }
  });

  it('is not known in any currency that they may be of; each is counted as billable once', async () => {
    const app = await startBilling('2026-04-20T10:00:00Z');
    try {
      const at = '2026-03-10T10:00:00Z';
      const went = [['terminated', at]] as const;
      const methods = ['video', 'selfie', 'bank'];
      await app.orders(
        ['A', 'B', 'C'].map((externalId, n) => ({ n, externalId, method: methods[n] ?? '', at, went })),
      );
      const [admin, finance] = [await app.as('admin'), await app.as('finance')];
      const price = async (currency: string, unitMinor: number, of: object) => {
        const tiers = [{ upTo: null, unitMinor }];
        const saved = await admin.post('/api/prices', { validFrom: '2026-01-01', currency, tiers, ...of });
        expect(saved.status, saved.text).toBe(201);
        return saved.body.id as number;
      };
      const told = async (by: string) => {
        const rows: MarginRow[] = (await finance.get(`/api/margin?from=2026-03&groupBy=${by}`)).body;
        return rows.map((row) => [
          row.currency,
          row.billable,
          row.unpriced,
          row.uncosted,
          row.revenueMinor,
          row.costMinor,
          row.marginMinor,
        ]);
      };
      await price('CHF', 450, { externalId: 'A' });
      await price('EUR', 0, { externalId: 'B' });
      await price('CHF', 200, { list: 'supplier', method: 'video' });
      await price('EUR', 100, { list: 'supplier', method: 'selfie' });
      expect(await told('period')).toEqual([
        ['CHF', 2, 1, 1, 450, null, null],
        ['EUR', 1, 1, 1, 0, null, null],
      ]);
      expect(await told('externalId')).toEqual([
        ['CHF', 1, 0, 0, 450, 200, 250],
        ['EUR', 1, 0, 0, 0, 100, -100],
        [null, 1, 1, 1, null, null, null],
      ]);
      await price('EUR', 50, { list: 'supplier', method: 'bank' });
      expect(await told('period')).toEqual([
        ['CHF', 2, 1, 0, 450, 200, null],
        ['EUR', 1, 1, 0, 0, 150, null],
      ]);
    } finally {
      await app.close();
    }
  });
});
