import { describe, expect, it } from 'vitest';
import { type MonthOfCustomer, unusedPrices, usageAnomalies } from './anomalies.ts';
import { completenessOf, type MonthFacts } from './completeness.ts';
import { forecastMonth } from './forecast.ts';
import { addDays, addMonths, createCalendar } from './periods.ts';
import type { StoredPrice } from './price-list.ts';

function weekdays(from: string, days: number, count: number) {
  return Array.from({ length: days }, (_, at) => addDays(from, at)).map((day) => ({
    day,
    count: [0, 6].includes(new Date(day).getUTCDay()) ? 0 : count,
  }));
}

describe('the forecast of a month', () => {
  it('follows the week: nothing at weekends, ten on working days', () => {
    const history = weekdays('2026-02-01', 28 + 15, 10);
    const forecast = forecastMonth(history, '2026-03-16');
    expect(forecast).toMatchObject({ forecast: true, soFar: 100, expected: 220 });
    expect(forecast?.low).toBeLessThan(220);
    expect(forecast?.high).toBeGreaterThan(220);
  });

  it('never falls below what is counted already, also on a busy last day', () => {
    const history = [...weekdays('2026-02-01', 58, 10), { day: '2026-03-31', count: 500 }];
    const forecast = forecastMonth(history, '2026-03-31');
    expect(forecast?.expected).toBe(forecast?.soFar);
    expect(forecast?.low).toBe(forecast?.soFar);
  });

  it('says nothing from less than a week', () => {
    expect(forecastMonth(weekdays('2026-03-01', 5, 10), '2026-03-06')).toBeNull();
    expect(forecastMonth([], '2026-03-06')).toBeNull();
  });
});

describe('anomalies', () => {
  const months = (placed: number[], error: number[] = []): MonthOfCustomer[] =>
    placed.map((count, at) => ({
      externalId: 'ACME',
      period: addMonths('2026-01', at),
      placed: count,
      error: error[at] ?? 0,
      ended: count,
    }));
  const kinds = (list: MonthOfCustomer[], elapsed = 1) =>
    usageAnomalies(list, '2026-05', elapsed).map((anomaly) => anomaly.kind);

  it('are months far from the customer’s own past, up or down', () => {
    expect(usageAnomalies(months([100, 110, 95, 104, 400]), '2026-05', 1)[0]).toMatchObject({
      kind: 'far_from_past',
      direction: 'more',
      placed: 400,
      usual: 102,
      months: 4,
    });
    expect(kinds(months([100, 110, 95, 104, 0]))).toEqual(['far_from_past']);
    expect(kinds(months([100, 110, 95, 104]))).toEqual(['far_from_past']);
  });

  it('are not ordinary ups and downs, small customers, short pasts or a month in progress', () => {
    expect(kinds(months([100, 110, 95, 104, 120]))).toEqual([]);
    expect(kinds(months([1, 0, 2, 1, 6]))).toEqual([]);
    expect(kinds(months([100, 100]).concat(months([0, 0, 0, 0, 900]).slice(4)))).toEqual([]);
    expect(kinds(months([100, 110, 95, 104, 48]), 0.5)).toEqual([]);
  });

  it('are sudden failures, not a few', () => {
    expect(usageAnomalies(months([100, 100, 100, 100, 100], [5, 6, 4, 5, 40]), '2026-05', 1)).toMatchObject([
      { kind: 'failure_rate', failed: 40, failedPerMille: 400, usualPerMille: 50 },
    ]);
    expect(kinds(months([100, 100, 100, 100, 100], [5, 6, 4, 5, 9]))).toEqual([]);
    expect(kinds(months([30, 30, 30, 30, 5], [1, 1, 1, 1, 5])).includes('failure_rate')).toBe(false);
  });

  it('are prices that nobody used', () => {
    const price: StoredPrice = {
      id: 4,
      list: 'customer',
      externalId: 'ACME',
      group: null,
      issuer: null,
      method: 'video',
      validFrom: '2026-01-01',
      validTo: null,
      currency: 'CHF',
      tiers: [{ upTo: null, unitMinor: 1 }],
      minimumMinor: 0,
      baseMinor: 0,
    };
    const use = { externalId: 'ACME', issuer: 'TM', method: 'video', billable: 1 };
    const kindsOf = (uses: (typeof use)[], period = '2026-05', today = '2026-06-01') =>
      unusedPrices([price], new Map(), uses, period, today);
    expect(kindsOf([use])).toEqual([]);
    expect(kindsOf([{ ...use, billable: 0 }])).toMatchObject([{ kind: 'unused_price', priceId: 4 }]);
    expect(kindsOf([{ ...use, externalId: 'other' }])).toHaveLength(1);
    expect(kindsOf([], '2025-12')).toEqual([]);
    expect(kindsOf([], '2026-05', '2026-05-31')).toEqual([]);
  });
});

describe('how complete a month is', () => {
  const { to: endsAt } = createCalendar('Europe/Zurich').boundsOf('2026-03');
  const facts: MonthFacts = {
    period: '2026-03',
    endsAt,
    now: endsAt + 1,
    placed: 200,
    pending: 0,
    unverified: 0,
    notSynced: 0,
    gatewayGaps: 0,
    possibleOrphans: 0,
    withoutExternalId: 0,
    importedWithoutExternalId: 0,
    monthUncertain: 0,
    gone: 0,
    unpriced: 0,
    lookAlikes: 0,
  };

  it('is complete when nothing stands against it', () => {
    expect(completenessOf(facts)).toEqual({
      period: '2026-03',
      provisional: false,
      settledPerMille: 1000,
      reasons: [],
    });
  });

  it('is provisional while it runs or orders may still move, and only the running month blocks', () => {
    expect(completenessOf({ ...facts, now: endsAt - 1 })).toMatchObject({
      provisional: true,
      reasons: [{ code: 'month_not_over', count: 1, blocks: true }],
    });
    expect(completenessOf({ ...facts, pending: 3, unverified: 1 })).toMatchObject({
      provisional: true,
      settledPerMille: 980,
      reasons: [
        { code: 'pending_orders', count: 3, blocks: false },
        { code: 'unverified_orders', count: 1, blocks: false },
      ],
    });
  });

  it('has no share of settled orders without an order', () => {
    const empty = completenessOf({ ...facts, now: endsAt - 1, placed: 0 });
    expect(empty).toMatchObject({ provisional: true, settledPerMille: null });
  });

  it('is final but with open questions when only assignment or prices are missing', () => {
    const open = completenessOf({ ...facts, withoutExternalId: 4, unpriced: 2 });
    expect(open.provisional).toBe(false);
    expect(open.reasons.map((reason) => reason.code)).toEqual(['without_external_id', 'unpriced']);
  });
});
