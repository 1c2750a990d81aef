import { type Adjustment, adjustmentsSince } from '@srs-desk/shared/billing/adjustments.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { Db } from '../../../platform/db/connection.ts';
import {
  type CloseRow,
  readBookedAdjustments,
  readCurrentCloses,
  readFrozen,
  readFrozenCustomers,
} from '../periods/queries.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { readMonths } from './month-queries.ts';
import { priceCustomers } from './price-customers.ts';
import { priceMonths, type UsageTotal } from './price-months.ts';
import { readPricingVersion } from './state.ts';

/** The totals that hold: frozen for closed months, worked out for open ones, adjustments apart. */
export interface EffectiveTotals {
  readonly pricingTerms: PricingTerms;
  readonly totals: readonly UsageTotal[];
  /** Adjustments carried by the months asked for: booked in closed ones, coming in open ones. */
  readonly adjustments: readonly Adjustment[];
  readonly closes: ReadonlyMap<Period, CloseRow>;
}

/** How fine totals are: per issuer and method, or whole customers (issuer and method null), far quicker. */
type Grain = 'method' | 'customer';

/** The frozen rows of a close as totals. */
function frozenTotals(db: Db, close: CloseRow, grain: Grain = 'method'): UsageTotal[] {
  const rows = grain === 'method' ? readFrozen(db, close.id) : readFrozenCustomers(db, close.id);
  return rows.map(({ externalId, issuer, method, currency, unpriced, amountMinor, ...counts }) => ({
    period: close.period,
    externalId: externalId || null,
    issuer: issuer || null,
    method: method || null,
    currency: currency || null,
    counts,
    unpriced,
    amountMinor,
  }));
}

const known = new WeakMap<Db, { version: string; adjustments: readonly Adjustment[] }>();

/**
 * Adjustments of closed months that no close has booked yet, each in the open month that will carry it. Worked out
 * again only when something changed a closed month.
 */
function comingAdjustments(db: Db, closes: ReadonlyMap<Period, CloseRow>, booked: readonly Adjustment[]) {
  const version = `${readPricingVersion(db)}:${[...closes.values()].map((close) => close.id).join(',')}`;
  const cached = known.get(db);
  if (cached?.version === version) return cached.adjustments;
  const periods = [...closes.keys()];
  const from = periods[0] ?? '';
  const to = periods.at(-1) ?? '';
  const rows = readMonths(db, from, to).filter((row) => closes.has(row.period));
  const live = priceMonths(db, rows, readPricingTerms(db));
  const frozen = [...closes.values()].flatMap((close) => frozenTotals(db, close));
  const adjustments = adjustmentsSince(frozen, booked, live, (period) => closes.has(period));
  known.set(db, { version, adjustments });
  return adjustments;
}

function closesByPeriod(db: Db): ReadonlyMap<Period, CloseRow> {
  return new Map(readCurrentCloses(db).map((close) => [close.period, close]));
}

/** All adjustments of closed months: those that a close has booked, then those to come in open months. */
export function readAdjustments(db: Db, closes = closesByPeriod(db)): Adjustment[] {
  if (closes.size === 0) return [];
  const booked = readBookedAdjustments(db);
  return [...booked, ...comingAdjustments(db, closes, booked)];
}

/** Everything that holds for the months from `from` to `to`, both included. Adjustments are always per method. */
export function readEffectiveTotals(
  db: Db,
  from: Period,
  to: Period,
  grain: Grain = 'method',
): EffectiveTotals {
  const pricingTerms = readPricingTerms(db);
  const closes = closesByPeriod(db);
  const frozen = [...closes.values()].filter(({ period }) => period >= from && period <= to);
  const closed = frozen.map(({ period }) => period);
  const open =
    grain === 'customer'
      ? priceCustomers(db, from, to, pricingTerms, closed)
      : priceMonths(db, readMonths(db, from, to, closed), pricingTerms);
  return {
    pricingTerms,
    closes,
    totals: [...frozen.flatMap((close) => frozenTotals(db, close, grain)), ...open],
    adjustments: readAdjustments(db, closes).filter(({ bookedIn }) => bookedIn >= from && bookedIn <= to),
  };
}
