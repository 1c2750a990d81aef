import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { AdjustmentRow } from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readEffectiveTotals } from '../usage/effective-totals.ts';

/** What a month carries for earlier, closed months: booked once it is closed itself, coming while it is open. */
export function listAdjustments(db: Db, period: Period): AdjustmentRow[] {
  const { adjustments, closes } = readEffectiveTotals(db, period, period);
  return adjustments.map((each, at) => ({
    ...each.counts,
    id: `${period}-${at + 1}`,
    period: each.period,
    bookedIn: each.bookedIn,
    booked: closes.has(each.bookedIn),
    externalId: each.externalId,
    issuer: each.issuer,
    method: each.method,
    amount: each.amountMinor,
    currency: each.currency,
  }));
}
