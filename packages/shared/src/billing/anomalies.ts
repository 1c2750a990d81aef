import { methodFits } from './billable.ts';
import type { Day, Period } from './periods.ts';
import { addMonths, firstDayOf } from './periods.ts';
import { type GroupOf, priceName, type StoredPrice } from './price-list.ts';

/** One External ID's month. */
export interface MonthOfCustomer {
  readonly externalId: string | null;
  readonly period: Period;
  readonly placed: number;
  readonly error: number;
  /** Orders of the month whose end is known: everything that is not pending. */
  readonly ended: number;
}

/** Something that somebody should look at, with the figures that say why. */
export type Anomaly =
  | {
      kind: 'far_from_past';
      externalId: string | null;
      period: Period;
      direction: 'more' | 'less';
      placed: number;
      usual: number;
      months: number;
    }
  | {
      kind: 'failure_rate';
      externalId: string | null;
      period: Period;
      failed: number;
      ended: number;
      failedPerMille: number;
      usualPerMille: number;
    }
  | {
      kind: 'unused_price';
      priceId: number;
      /** The price's scope in English words. */
      price: string;
      externalId: string | null;
      group: string | null;
      issuer: string | null;
      method: string | null;
      period: Period;
    };

/** Below these, a month is too small to be judged. */
const ANOMALY_LIMITS = { months: 3, deviations: 4, leastChange: 10, leastEnded: 20 } as const;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

function farFromPast(now: MonthOfCustomer, past: readonly MonthOfCustomer[], share: number): Anomaly | null {
  if (past.length < ANOMALY_LIMITS.months) return null;
  const usual = median(past.map((month) => month.placed)) * share;
  const spread = median(past.map((month) => Math.abs(month.placed * share - usual))) * 1.4826;
  const deviation = Math.max(spread, Math.sqrt(usual), 1);
  const change = now.placed - usual;
  if (Math.abs(change) < Math.max(ANOMALY_LIMITS.deviations * deviation, ANOMALY_LIMITS.leastChange))
    return null;
  return {
    kind: 'far_from_past',
    externalId: now.externalId,
    period: now.period,
    direction: change > 0 ? 'more' : 'less',
    placed: now.placed,
    usual: Math.round(usual),
    months: past.length,
  };
}

function failureRate(now: MonthOfCustomer, past: readonly MonthOfCustomer[]): Anomaly | null {
  const ended = past.reduce((sum, month) => sum + month.ended, 0);
  const failed = past.reduce((sum, month) => sum + month.error, 0);
  if (now.ended < ANOMALY_LIMITS.leastEnded || ended < ANOMALY_LIMITS.leastEnded) return null;
  const usual = failed / ended;
  const rate = now.error / now.ended;
  const pooled = (failed + now.error) / (ended + now.ended);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / ended + 1 / now.ended));
  const sudden = rate - usual > Math.max(ANOMALY_LIMITS.deviations * deviation, 0.05);
  if (!sudden) return null;
  return {
    kind: 'failure_rate',
    externalId: now.externalId,
    period: now.period,
    failed: now.error,
    ended: now.ended,
    failedPerMille: Math.round(rate * 1000),
    usualPerMille: Math.round(usual * 1000),
  };
}

/**
 * Customers whose month is far from the median of their own earlier months (robustly: more than four median
 * deviations and at least 10 orders), or fails clearly more often than it used to. `elapsed` is the share of the
 * month that has passed, so that a month in progress is not flagged for being unfinished.
 */
export function usageAnomalies(
  months: readonly MonthOfCustomer[],
  period: Period,
  elapsed: number,
): Anomaly[] {
  const byCustomer = new Map<string | null, MonthOfCustomer[]>();
  for (const month of months) {
    const list = byCustomer.get(month.externalId);
    if (list === undefined) byCustomer.set(month.externalId, [month]);
    else list.push(month);
  }
  const earliest = addMonths(period, -12);
  return [...byCustomer].flatMap(([externalId, list]) => {
    const none: MonthOfCustomer = { externalId, period, placed: 0, error: 0, ended: 0 };
    const now = list.find((month) => month.period === period) ?? none;
    const past = list.filter((month) => month.period < period && month.period >= earliest);
    return [farFromPast(now, past, elapsed), failureRate(now, past)].filter((each) => each !== null);
  });
}

/** Billable use of a month, as the search for unused prices needs it. */
interface BillableUse {
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  readonly billable: number;
}

/**
 * Prices that held in the whole month although nobody they are meant for had anything billable; none while the month has
 * not ended: what they are for may still come.
 */
export function unusedPrices(
  prices: readonly StoredPrice[],
  groupOf: GroupOf,
  uses: readonly BillableUse[],
  period: Period,
  today: Day,
): Anomaly[] {
  const begin = firstDayOf(period);
  const end = firstDayOf(addMonths(period, 1));
  if (today < end) return [];
  const used = uses.filter((use) => use.billable > 0);
  return prices
    .filter((price) => price.validFrom <= begin && (price.validTo === null || price.validTo >= end))
    .filter((price) => {
      return !used.some((use) => {
        if (price.externalId !== null && price.externalId !== use.externalId) return false;
        const group = use.externalId === null ? undefined : groupOf.get(use.externalId);
        if (price.group !== null && price.group !== group) return false;
        return methodFits(price, use);
      });
    })
    .map((price) => ({
      kind: 'unused_price',
      priceId: price.id,
      price: priceName(price),
      externalId: price.externalId,
      group: price.group,
      issuer: price.issuer,
      method: price.method,
      period,
    }));
}
