import type { Adjustment, PricedUsage } from '@srs-desk/shared/billing/adjustments.ts';
import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import type { UsageCount } from '@srs-desk/shared/billing/usage-fields.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { byMonth, type UsageTotal } from './price-months.ts';

/** By what usage rows are put together. */
export const GROUPINGS = ['externalId', 'period', 'issuer', 'method'] as const;
export type Grouping = (typeof GROUPINGS)[number];

type Amounts = Map<Currency, { amount: number; adjustment: number }>;

interface Sum extends Record<UsageCount, number> {
  period: Period | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  unpriced: number;
  /** The first currency met; the others are rare and stand in `more`. */
  currency: Currency | null;
  amount: number;
  adjustment: number;
  more: Amounts | null;
}

function newSum(
  period: Period | null,
  externalId: string | null,
  issuer: string | null,
  method: string | null,
): Sum {
  return {
    period,
    externalId,
    issuer,
    method,
    placed: 0,
    terminated: 0,
    verified: 0,
    error: 0,
    cancelled: 0,
    pending: 0,
    billable: 0,
    unpriced: 0,
    currency: null,
    amount: 0,
    adjustment: 0,
    more: null,
  };
}

function addCountsTo(sum: Sum, counts: UsageCounts): void {
  sum.placed += counts.placed;
  sum.terminated += counts.terminated;
  sum.verified += counts.verified;
  sum.error += counts.error;
  sum.cancelled += counts.cancelled;
  sum.pending += counts.pending;
  sum.billable += counts.billable;
}

function addMoney(sum: Sum, currency: Currency, amount: number, adjustment: number): void {
  sum.currency ??= currency;
  if (sum.currency === currency) {
    sum.amount += amount;
    sum.adjustment += adjustment;
    return;
  }
  sum.more ??= new Map();
  const known = sum.more.get(currency) ?? { amount: 0, adjustment: 0 };
  sum.more.set(currency, { amount: known.amount + amount, adjustment: known.adjustment + adjustment });
}

/** Puts totals and adjustments together by the groupings, months in their order; what is not grouped by is null in the rows. */
export function groupUsage(
  totals: readonly UsageTotal[],
  adjustments: readonly Adjustment[],
  by: ReadonlySet<Grouping>,
): UsageRow[] {
  const byMethod = by.has('method');
  const byIssuer = byMethod || by.has('issuer');
  const byPeriod = by.has('period');
  const byCustomer = by.has('externalId');
  const sums = new Map<string, Sum>();
  const sumOf = (row: PricedUsage, of: Period): Sum => {
    const period = byPeriod ? of : null;
    const externalId = byCustomer ? row.externalId : null;
    const issuer = byIssuer ? row.issuer : null;
    const method = byMethod ? row.method : null;
    const key = `${period ?? ''}\u0000${externalId ?? ''}\u0000${issuer ?? ''}\u0000${method ?? ''}`;
    let sum = sums.get(key);
    if (sum === undefined) {
      sum = newSum(period, externalId, issuer, method);
      sums.set(key, sum);
    }
    return sum;
  };
  for (const total of totals) {
    const sum = sumOf(total, total.period);
    addCountsTo(sum, total.counts);
    sum.unpriced += total.unpriced;
    if (total.currency !== null) addMoney(sum, total.currency, total.amountMinor, 0);
  }
  for (const each of adjustments) {
    if (each.currency !== null) addMoney(sumOf(each, each.bookedIn), each.currency, 0, each.amountMinor);
  }
  const rows: UsageRow[] = [];
  for (const [key, sum] of sums) rows.push(rowOf(key, sum));
  return byPeriod ? rows.sort(byMonth) : rows;
}

const NO_AMOUNTS: UsageRow['amounts'] = [];

function rowOf(key: string, sum: Sum): UsageRow {
  const { currency, amount, adjustment, more } = sum;
  const single = more === null;
  const nothingPriced = currency === null && sum.unpriced > 0;
  return {
    id: key.replaceAll('\u0000', '|'),
    period: sum.period,
    externalId: sum.externalId,
    issuer: sum.issuer,
    method: sum.method,
    placed: sum.placed,
    terminated: sum.terminated,
    verified: sum.verified,
    error: sum.error,
    cancelled: sum.cancelled,
    pending: sum.pending,
    billable: sum.billable,
    unpriced: sum.unpriced,
    currency: single ? currency : null,
    amount: single && !nothingPriced ? amount : null,
    adjustment: single ? adjustment : null,
    amounts:
      single || currency === null
        ? NO_AMOUNTS
        : [
            { currency, amount, adjustment },
            ...[...more].map(([name, of]) => ({ currency: name, ...of })),
          ].sort(byCurrency),
  };
}

function byCurrency(a: { currency: string }, b: { currency: string }): number {
  return a.currency < b.currency ? -1 : 1;
}
