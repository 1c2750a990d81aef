import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustmentsSince, nextOpenPeriod, type PricedUsage, unpricedIn } from './adjustments.ts';
import { createPriceBook, type StoredPrice } from './price-list.ts';
import { rateMonth } from './pricing.ts';
import { buildStatement, type StatementOrder } from './statement.ts';
import { NO_USAGE } from './usage.ts';

const base = { list: 'customer', group: null, issuer: null, validTo: null, currency: 'CHF' } as const;
const prices: StoredPrice[] = [
  {
    ...base,
    id: 1,
    externalId: null,
    method: null,
    validFrom: '2026-01-01',
    tiers: [
      { upTo: 5, unitMinor: 700 },
      { upTo: null, unitMinor: 333 },
    ],
    minimumMinor: 5000,
    baseMinor: 0,
  },
  {
    ...base,
    id: 2,
    externalId: 'ACME',
    method: 'bank',
    validFrom: '2026-03-16',
    tiers: [{ upTo: null, unitMinor: 199 }],
    minimumMinor: 0,
    baseMinor: 0,
  },
];
const book = createPriceBook(prices, new Map());
const order = (at: number, method: string, day: number): StatementOrder => {
  const billedDay = `2026-03-${String(day).padStart(2, '0')}`;
  const issuer = method === 'bank' ? 'Klarna' : 'TM';
  return {
    refId: `ref-${at}`,
    orderId: null,
    rawExternalId: 'ACME',
    issuer,
    method,
    billedAt: Date.parse(`${billedDay}T10:00:00Z`) + at,
    billedDay,
    price: book.priceFor({ externalId: 'ACME', issuer, method }, billedDay),
  };
};
const someOrders = fc.array(fc.tuple(fc.constantFrom('bank', 'video'), fc.integer({ min: 1, max: 31 })), {
  maxLength: 40,
});
const statementOf = (
  orders: StatementOrder[],
  adjustments: Parameters<typeof buildStatement>[0]['adjustments'] = [],
) =>
  buildStatement({
    externalId: 'ACME',
    period: '2026-03',
    orders,
    adjustments,
    vat: { treatment: 'standard', rates: [], roundToFive: false },
  });

/** What the usage page does: quantities per method and run of days under one price, rated together. */
function usageAmounts(orders: readonly StatementOrder[]): Map<string, number> {
  const parts = new Map<
    string,
    { issuer: string | null; method: string | null; quantity: number; price: StoredPrice | null }
  >();
  for (const each of orders) {
    const key = JSON.stringify([each.issuer, each.method, each.price?.id]);
    const part = parts.get(key) ?? {
      issuer: each.issuer,
      method: each.method,
      price: each.price,
      quantity: 0,
    };
    parts.set(key, { ...part, quantity: part.quantity + 1 });
  }
  const amounts = new Map<string, number>();
  for (const rated of rateMonth([...parts.values()])) {
    amounts.set(rated.method ?? '', (amounts.get(rated.method ?? '') ?? 0) + rated.amountMinor);
  }
  return amounts;
}

describe('a statement', () => {
  it('equals the usage page to the cent, in all and per method', () => {
    fc.assert(
      fc.property(someOrders, (parts) => {
        const orders = parts.map(([method, day], at) => order(at, method, day));
        const statement = statementOf(orders);
        const usage = usageAmounts(orders);
        const perMethod = new Map<string, number>();
        for (const line of statement.lines) {
          perMethod.set(line.method ?? '', (perMethod.get(line.method ?? '') ?? 0) + line.amountMinor);
        }
        expect(perMethod).toEqual(new Map([...perMethod.keys()].map((key) => [key, usage.get(key)])));
        const total = [...usage.values()].reduce((sum, each) => sum + each, 0);
        expect(statement.totals[0]?.totalMinor ?? 0).toBe(total);
        expect(statement.orders.length).toBe(orders.length);
        const pieces = statement.lines.reduce((sum, line) => sum + line.quantity, 0);
        expect(pieces).toBe(orders.length);
        const shortfalls = statement.lines.filter((line) => line.kind === 'minimum_fee');
        const perOrder = statement.orders.reduce((sum, each) => sum + (each.amountMinor ?? 0), 0);
        expect(perOrder + shortfalls.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(total);
      }),
    );
  });

  it('is the same whatever the order in which orders arrive', () => {
    fc.assert(
      fc.property(someOrders, (parts) => {
        const orders = parts.map(([method, day], at) => order(at, method, day));
        expect(statementOf([...orders].reverse())).toEqual(statementOf(orders));
      }),
    );
  });

  it('lists orders without price as such and does not hide them', () => {
    const free = { ...order(1, 'video', 3), price: null };
    const statement = statementOf([free]);
    expect(statement).toMatchObject({ unpriced: 1, totals: [] });
    expect(statement.lines).toMatchObject([{ kind: 'unpriced', quantity: 1, amountMinor: 0 }]);
    expect(statement.orders[0]?.amountMinor).toBeNull();
  });

  it('carries adjustments of closed months into its total', () => {
    const adjustment = {
      period: '2026-01',
      bookedIn: '2026-03',
      externalId: 'ACME',
      issuer: 'TM',
      method: 'video',
      currency: 'CHF',
      counts: { ...NO_USAGE, billable: -1 },
      amountMinor: -700,
    };
    expect(statementOf([order(1, 'bank', 20)], [adjustment]).totals).toEqual([
      {
        currency: 'CHF',
        usageMinor: 199,
        adjustmentsMinor: -700,
        totalMinor: -501,
        vatMinor: null,
        roundingMinor: null,
        grossMinor: null,
      },
    ]);
  });
});

describe('adjustments', () => {
  const row = fc
    .record({
      period: fc.constantFrom('2026-01', '2026-02', '2026-03'),
      externalId: fc.constantFrom('ACME', null),
      issuer: fc.constant('TM'),
      method: fc.constantFrom('video', 'bank'),
      currency: fc.constantFrom('CHF', 'EUR', null),
      counts: fc.nat(5).map((billable) => ({ ...NO_USAGE, billable })),
      amountMinor: fc.nat(1000),
    })
    .map((each) => (each.currency === null ? { ...each, amountMinor: 0 } : each));
  const methodOf = ({ period, externalId, method }: PricedUsage) => `${period} ${externalId} ${method}`;
  const closed = (period: string) => period === '2026-01' || period === '2026-02';
  const sum = (rows: readonly PricedUsage[]) =>
    rows.filter((each) => closed(each.period)).reduce((total, each) => total + each.amountMinor, 0);
  const pieces = (rows: readonly PricedUsage[]) =>
    rows.filter((each) => closed(each.period)).reduce((total, each) => total + each.counts.billable, 0);

  it('make frozen figures plus all adjustments equal the figures of now, in two rounds', () => {
    const rows = fc.array(row, { maxLength: 10 });
    fc.assert(
      fc.property(rows, rows, rows, (frozen, now, later) => {
        const first = adjustmentsSince(frozen, [], now, closed);
        expect(sum(frozen) + sum(first)).toBe(sum(now));
        const second = adjustmentsSince(frozen, first, later, closed);
        expect(sum(frozen) + sum(first) + sum(second)).toBe(sum(later));
        expect(pieces(frozen) + pieces(first) + pieces(second)).toBe(pieces(later));
        expect(adjustmentsSince(frozen, [...first, ...second], later, closed)).toEqual([]);
        for (const each of [...first, ...second]) expect(each.bookedIn).toBe('2026-03');
        for (const rows of [first, second]) {
          // What has no price stands apart from what has; else a row without money is the only one of its method.
          const unpriced = new Set(rows.filter((each) => unpricedIn([each]) > 0).map(methodOf));
          const others = rows.filter((each) => !unpriced.has(methodOf(each)));
          const withoutMoney = others.filter((each) => each.amountMinor === 0).map(methodOf);
          expect(others.map(methodOf).filter((each) => withoutMoney.includes(each))).toEqual(withoutMoney);
        }
      }),
    );
  });

  const of = (currency: string | null, billable: number, amountMinor: number): PricedUsage => ({
    period: '2026-01',
    externalId: 'ACME',
    issuer: 'TM',
    method: 'video',
    currency,
    counts: { ...NO_USAGE, billable },
    amountMinor,
  });
  const shown = (frozen: PricedUsage[], now: PricedUsage[]) =>
    adjustmentsSince(frozen, [], now, closed).map((each) => [
      each.currency,
      each.counts.billable,
      each.amountMinor,
    ]);

  it('have quantity and amount in one row, whatever was priced before and in which currency', () => {
    const halves = [of('CHF', 2, 500), of('EUR', 1, 80)];
    expect(shown(halves, [of('CHF', 2, 500), of('EUR', 2, 160)])).toEqual([['EUR', 1, 80]]);
    // As months were frozen in earlier versions: all pieces with the first currency.
    expect(shown([of('CHF', 3, 500), of('EUR', 0, 80)], halves)).toEqual([]);
    expect(shown([of('CHF', 3, 500), of('EUR', 0, 80)], [of('CHF', 2, 500), of('EUR', 2, 160)])).toEqual([
      ['EUR', 1, 80],
    ]);
    // A price that came later: the pieces were counted before.
    expect(shown([of(null, 3, 0)], [of('CHF', 4, 1000)])).toEqual([['CHF', 1, 1000]]);
    expect(shown(halves, [of('EUR', 3, 240)])).toEqual([
      ['CHF', -2, -500],
      ['EUR', 2, 160],
    ]);
  });

  it('have pieces without a price in a row of their own, beside those that have one', () => {
    const some = [of('CHF', 3, 1299), of(null, 4, 0)];
    expect(shown([], some)).toEqual([
      ['CHF', 3, 1299],
      [null, 4, 0],
    ]);
    expect(unpricedIn(adjustmentsSince([], [], some, closed))).toBe(4);
    expect(shown([], [of('CHF', 3, 0), of(null, 4, 0)])).toEqual([
      ['CHF', 3, 0],
      [null, 4, 0],
    ]);
    expect(shown([of('CHF', 4, 1000)], [of(null, 4, 0)])).toEqual([
      ['CHF', -4, -1000],
      [null, 4, 0],
    ]);
    // Booked in earlier versions: in one row.
    const booked = [of('CHF', 7, 1299)];
    expect(adjustmentsSince([], booked, some, closed)).toEqual([]);
    const priced = adjustmentsSince([of(null, 4, 0)], [], [of('CHF', 4, 1000)], closed);
    expect(unpricedIn(priced)).toBe(0);
  });

  it('skip closed months when they look for an open one', () => {
    expect(nextOpenPeriod('2026-01', closed)).toBe('2026-03');
    expect(nextOpenPeriod('2025-12', () => false)).toBe('2026-01');
  });
});
