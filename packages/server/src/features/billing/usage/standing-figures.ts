import { type Adjustment, adjustmentsSince } from '@srs-desk/shared/billing/adjustments.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readMonths } from '../periods/month-store.ts';
import {
  type CloseRow,
  readBookedAdjustments,
  readFrozen,
  readFrozenCustomers,
  readStandingCloses,
} from '../periods/period-store.ts';
import { readTerms, type Terms } from '../prices/terms.ts';
import { readLateVersion } from '../prices/terms-store.ts';
import { priceCustomers } from './customer-figures.ts';
import { type Figure, priceMonths } from './figures.ts';

/** The figures that hold: frozen for closed months, worked out for open ones, adjustments apart. */
export interface Standing {
  readonly terms: Terms;
  readonly figures: readonly Figure[];
  /** Adjustments carried by the months asked for: booked in closed ones, coming in open ones. */
  readonly adjustments: readonly Adjustment[];
  readonly closes: ReadonlyMap<Period, CloseRow>;
}

/** How fine figures are: per issuer and method, or whole customers (issuer and method null), far quicker. */
export type Cut = 'method' | 'customer';

/** The frozen rows of a close as figures. */
export function frozenFigures(db: Db, close: CloseRow, cut: Cut = 'method'): Figure[] {
  const rows = cut === 'method' ? readFrozen(db, close.id) : readFrozenCustomers(db, close.id);
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
 * again only when something touched a closed month.
 */
export function comingAdjustments(
  db: Db,
  terms: Terms,
  closes: ReadonlyMap<Period, CloseRow>,
): readonly Adjustment[] {
  if (closes.size === 0) return [];
  const version = `${readLateVersion(db)}:${[...closes.values()].map((close) => close.id).join(',')}`;
  const cached = known.get(db);
  if (cached?.version === version) return cached.adjustments;
  const periods = [...closes.keys()];
  const from = periods[0] ?? '';
  const to = periods.at(-1) ?? '';
  const live = priceMonths(
    db,
    readMonths(db, from, to).filter((row) => closes.has(row.period)),
    terms,
  );
  const frozen = [...closes.values()].flatMap((close) => frozenFigures(db, close));
  const adjustments = adjustmentsSince(frozen, readBookedAdjustments(db), live, (period) =>
    closes.has(period),
  );
  known.set(db, { version, adjustments });
  return adjustments;
}

/** Everything that holds for the months from `from` to `to`, both included. Adjustments are always per method. */
export function readStanding(db: Db, from: Period, to: Period, cut: Cut = 'method'): Standing {
  const terms = readTerms(db);
  const closes = new Map(readStandingCloses(db).map((close) => [close.period, close]));
  const frozen = [...closes.values()].filter(({ period }) => period >= from && period <= to);
  const closed = frozen.map(({ period }) => period);
  const open =
    cut === 'customer'
      ? priceCustomers(db, from, to, terms, closed)
      : priceMonths(db, readMonths(db, from, to, closed), terms);
  const within = (each: Adjustment) => each.bookedIn >= from && each.bookedIn <= to;
  const booked = closes.size === 0 ? [] : readBookedAdjustments(db);
  return {
    terms,
    closes,
    figures: [...frozen.flatMap((close) => frozenFigures(db, close, cut)), ...open],
    adjustments: [...booked, ...comingAdjustments(db, terms, closes)].filter(within),
  };
}
