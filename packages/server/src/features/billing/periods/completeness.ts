import { type Completeness, completenessOf } from '@srs-desk/shared/billing/completeness.ts';
import { lookAlikes, unsettled } from '@srs-desk/shared/billing/external-id.ts';
import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { CompletenessView } from '@srs-desk/shared/billing/wire.ts';
import type { Desk } from '../../../platform/desk.ts';
import type { Terms } from '../prices/terms.ts';
import { isRebooking } from '../prices/terms-store.ts';
import { calendarOf } from '../usage/book-usage.ts';
import { readStanding, type Standing } from '../usage/standing-figures.ts';
import { readMonthFacts, readSpellings } from '../usage/usage-store.ts';

/** How long ago an order of the running month may have been read from SRS, ms. */
const FRESH_MS = 60 * 60 * 1000;

/** Look-alike External IDs of a month that no alias has settled. */
export function openLookAlikes(desk: Desk, from: Period, to: Period, terms: Terms) {
  const orders = new Map<string, number>();
  for (const row of readSpellings(desk.reader, from, to)) {
    if (row.externalId !== '') orders.set(row.externalId, (orders.get(row.externalId) ?? 0) + row.orders);
  }
  const uses = [...orders].map(([externalId, count]) => ({ externalId, orders: count }));
  return unsettled(lookAlikes(uses), terms.resolve);
}

/** Judges how complete a month is. */
export function judgeMonth(desk: Desk, period: Period, standing: Standing): Completeness {
  const bounds = calendarOf(desk.config.billingTimeZone).boundsOf(period);
  const now = desk.clock.now();
  const days = { from: firstDayOf(period), to: firstDayOf(addMonths(period, 1)) };
  const syncedSince = Math.min(bounds.to, now - FRESH_MS);
  const facts = readMonthFacts(desk.reader, period, bounds, days, syncedSince);
  const unassigned = standing.terms.resolve(null) === null ? facts.withoutExternalId : 0;
  return completenessOf({
    ...facts,
    period,
    endsAt: bounds.to,
    now,
    withoutExternalId: unassigned,
    importedWithoutExternalId: unassigned === 0 ? 0 : facts.importedWithoutExternalId,
    unpriced: standing.figures.reduce((sum, each) => sum + (each.period === period ? each.unpriced : 0), 0),
    lookAlikes: openLookAlikes(desk, period, period, standing.terms).length,
  });
}

/** How complete a month is, and whether it is closed. */
export function readCompleteness(desk: Desk, period: Period): CompletenessView {
  const standing = readStanding(desk.reader, period, period, 'customer');
  const close = standing.closes.get(period);
  const { reasons, ...judged } = judgeMonth(desk, period, standing);
  return {
    ...judged,
    reasons: [...reasons],
    closedAt: close === undefined ? null : new Date(close.closedAt).toISOString(),
    rebooking: isRebooking(desk.reader),
  };
}
