import {
  type Anomaly,
  type MonthOfCustomer,
  unusedPrices,
  usageAnomalies,
} from '@srs-desk/shared/billing/anomalies.ts';
import { FORECAST_DAYS, forecastMonth } from '@srs-desk/shared/billing/forecast.ts';
import { addDays, addMonths, calendarOf, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { AnomalyView, ForecastView } from '@srs-desk/shared/billing/wire.ts';
import type { Books } from '../books.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { type EffectiveTotals, readEffectiveTotals } from './effective-totals.ts';
import { readDaySums } from './queries.ts';
import { currentPeriod } from './read-usage.ts';

/** The current month by day, over everything or one customer, and where it will probably end. */
export function readForecast(books: Books, externalId: string | undefined): ForecastView {
  const today = calendarOf(books.config.billingTimeZone).dayOf(books.clock.now());
  const period = currentPeriod(books);
  const pricingTerms = readPricingTerms(books.reader);
  const spellings =
    externalId === undefined ? null : pricingTerms.spellingsOf(pricingTerms.resolve(externalId || null));
  const from = addDays(today, -FORECAST_DAYS);
  const days = readDaySums(books.reader, from, addDays(today, 1), spellings);
  const history = days.map(({ day, placed }) => ({ day, count: placed }));
  return {
    period,
    days: days.filter(({ day }) => day >= firstDayOf(period)),
    placed: forecastMonth(history, today),
  };
}

/** How much of a month has passed, 0 to 1. */
function elapsedShare(books: Books, period: Period): number {
  const { from, to } = calendarOf(books.config.billingTimeZone).boundsOf(period);
  return Math.min(1, Math.max(0, (books.clock.now() - from) / (to - from)));
}

/** Customers whose month is far from their past, or who suddenly fail. */
function unusualMonths(books: Books, { totals }: EffectiveTotals, period: Period): Anomaly[] {
  const months = new Map<string, MonthOfCustomer & { placed: number; error: number; ended: number }>();
  for (const { externalId, period: at, counts } of totals) {
    const key = JSON.stringify([externalId, at]);
    const known = months.get(key) ?? { externalId, period: at, placed: 0, error: 0, ended: 0 };
    months.set(key, {
      ...known,
      placed: known.placed + counts.placed,
      error: known.error + counts.error,
      ended: known.ended + counts.placed - counts.pending,
    });
  }
  return usageAnomalies([...months.values()], period, elapsedShare(books, period));
}

const lastYear = (books: Books, period: Period): EffectiveTotals =>
  readEffectiveTotals(books.reader, addMonths(period, -12), period, 'customer');

/** How many customers are out of the ordinary in the current month. */
export function countUnusual(books: Books): number {
  const period = currentPeriod(books);
  const found = unusualMonths(books, lastYear(books, period), period);
  return new Set(found.map(({ externalId }) => externalId)).size;
}

/** What is out of the ordinary in a month: customers far from their past, sudden failures, unused prices. */
export function readAnomalies(books: Books, period: Period): AnomalyView[] {
  const effective = lastYear(books, period);
  const uses = readEffectiveTotals(books.reader, period, period).totals.map(
    ({ externalId, issuer, method, counts: { billable } }) => ({ externalId, issuer, method, billable }),
  );
  const { prices } = effective.pricingTerms.book('customer');
  const today = calendarOf(books.config.billingTimeZone).dayOf(books.clock.now());
  return [
    ...unusualMonths(books, effective, period),
    ...unusedPrices(prices, effective.pricingTerms.groupOf, uses, period, today),
  ];
}
