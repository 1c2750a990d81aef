import { unpricedIn } from '@srs-desk/shared/billing/adjustments.ts';
import { type Completeness, completenessOf } from '@srs-desk/shared/billing/completeness.ts';
import { lookAlikes, unsettled } from '@srs-desk/shared/billing/external-id.ts';
import { addMonths, calendarOf, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { CompletenessView } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Books } from '../books.ts';
import { type EffectiveTotals, readEffectiveTotals } from '../usage/effective-totals.ts';
import { readSpellings } from '../usage/queries.ts';
import { isRebooking } from '../usage/state.ts';
import { readMonthFacts } from './month-facts.ts';

/** How long ago an order of the running month may have been read from SRS, ms. */
const FRESH_MS = 60 * 60 * 1000;

/** Look-alike External IDs of a month that no alias has settled. */
export function openLookAlikes(books: Books, from: Period, to: Period, pricingTerms: PricingTerms) {
  const orders = new Map<string, number>();
  for (const row of readSpellings(books.reader, from, to)) {
    if (row.externalId !== '') orders.set(row.externalId, (orders.get(row.externalId) ?? 0) + row.orders);
  }
  const uses = [...orders].map(([externalId, count]) => ({ externalId, orders: count }));
  return unsettled(lookAlikes(uses), pricingTerms.resolve);
}

/** Judges how complete a month is. */
export function judgeMonth(books: Books, period: Period, effective: EffectiveTotals): Completeness {
  const bounds = calendarOf(books.config.billingTimeZone).boundsOf(period);
  const now = books.clock.now();
  const days = { from: firstDayOf(period), to: firstDayOf(addMonths(period, 1)) };
  const syncedSince = Math.min(bounds.to, now - FRESH_MS);
  const facts = readMonthFacts(books.reader, period, bounds, days, syncedSince);
  const unassigned = effective.pricingTerms.resolve(null) === null ? facts.withoutExternalId : 0;
  const unpriced = effective.totals.reduce(
    (sum, each) => sum + (each.period === period ? each.unpriced : 0),
    0,
  );
  return completenessOf({
    ...facts,
    period,
    endsAt: bounds.to,
    now,
    withoutExternalId: unassigned,
    importedWithoutExternalId: unassigned === 0 ? 0 : facts.importedWithoutExternalId,
    unpriced: unpriced + unpricedIn(effective.adjustments.filter(({ bookedIn }) => bookedIn === period)),
    lookAlikes: openLookAlikes(books, period, period, effective.pricingTerms).length,
  });
}

/** How complete a month is, and whether it is closed. */
export function readCompleteness(books: Books, period: Period): CompletenessView {
  const effective = readEffectiveTotals(books.reader, period, period, 'customer');
  const close = effective.closes.get(period);
  const { reasons, ...judged } = judgeMonth(books, period, effective);
  // A closed month is final, whatever may still happen to its orders: that becomes an adjustment.
  const final = close === undefined ? {} : { provisional: false, settledPerMille: 1000 };
  return {
    ...judged,
    ...final,
    reasons: [...reasons],
    closedAt: close === undefined ? null : iso(close.closedAt),
    rebooking: isRebooking(books.reader),
  };
}
