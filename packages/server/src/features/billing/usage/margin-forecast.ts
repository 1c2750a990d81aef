import { type DayCount, FORECAST_DAYS, forecastMonth } from '@srs-desk/shared/billing/forecast.ts';
import type { Currency } from '@srs-desk/shared/billing/money.ts';
import {
  addDays,
  calendarOf,
  firstDayOf,
  type Period,
  periodOfDay,
} from '@srs-desk/shared/billing/periods.ts';
import type { MarginForecast } from '@srs-desk/shared/billing/wire.ts';
import type { Books } from '../books.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { readMargin } from './margin.ts';
import { readDaySums } from './queries.ts';
import { currentPeriod, readUsage } from './read-usage.ts';

/** An amount of a month, minor units. */
interface MonthAmount {
  readonly period: Period | null;
  readonly currency: Currency | null;
  readonly amount: number;
}

function byCurrency(amounts: readonly MonthAmount[]): ReadonlyMap<Currency, ReadonlyMap<Period, number>> {
  const all = new Map<Currency, Map<Period, number>>();
  for (const { period, currency, amount } of amounts) {
    if (currency === null || period === null) continue;
    const months = all.get(currency) ?? new Map<Period, number>();
    months.set(period, (months.get(period) ?? 0) + amount);
    all.set(currency, months);
  }
  return all;
}

/** A month's amounts by day, each its share by what was billable on it: whole minor units that add up to the month's. */
function byDay(
  months: ReadonlyMap<Period, number>,
  days: readonly { day: string; billable: number }[],
): DayCount[] {
  const billable = new Map<Period, number>();
  for (const { day, billable: count } of days) {
    const period = periodOfDay(day);
    billable.set(period, (billable.get(period) ?? 0) + count);
  }
  const until = new Map<Period, number>();
  return days.map(({ day, billable: count }) => {
    const period = periodOfDay(day);
    const [all, before] = [billable.get(period) ?? 0, until.get(period) ?? 0];
    until.set(period, before + count);
    if (all === 0) return { day, count: 0 };
    const upTo = (part: number) => Math.round(((months.get(period) ?? 0) * part) / all);
    return { day, count: upTo(before + count) - upTo(before) };
  });
}

/**
 * Where revenue and cost of the current month will probably end, per currency, over everything or one customer (empty: orders
 * without External ID): the amounts of each month, without adjustments of others, spread over its days by what was billable.
 * No cost where some of it has no supplier price.
 */
export function readMarginForecast(books: Books, externalId: string | undefined): MarginForecast {
  const today = calendarOf(books.config.billingTimeZone).dayOf(books.clock.now());
  const period = currentPeriod(books);
  const from = periodOfDay(addDays(today, -FORECAST_DAYS));
  const terms = readPricingTerms(books.reader);
  const name = externalId === undefined ? undefined : terms.resolve(externalId || null);
  const revenue = readUsage(books, { from, to: period, groupBy: 'period', externalId });
  const groupBy = name === undefined ? 'period' : 'externalId,period';
  const cost = readMargin(books, { from, to: period, groupBy }).flatMap((row) =>
    name === undefined || row.externalId === name ? [{ ...row, amount: row.costMinor }] : [],
  );
  const known = cost.flatMap(({ amount, ...row }) => (amount === null ? [] : [{ ...row, amount }]));
  const spellings = name === undefined ? null : terms.spellingsOf(name);
  const days = readDaySums(books.reader, firstDayOf(from), addDays(today, 1), spellings);
  const forecasts = (amounts: readonly MonthAmount[]) =>
    [...byCurrency(amounts)].flatMap(([currency, months]) => {
      const forecast = forecastMonth(byDay(months, days), today);
      return forecast === null ? [] : [{ currency, ...forecast }];
    });
  return {
    period,
    revenue: forecasts(
      revenue.flatMap((row) =>
        (row.amounts.length > 0 ? row.amounts : [row]).flatMap(({ currency, amount }) =>
          amount === null ? [] : [{ period: row.period, currency, amount }],
        ),
      ),
    ),
    cost: known.length < cost.length ? [] : forecasts(known),
  };
}
