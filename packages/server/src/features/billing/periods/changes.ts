import type { Adjustment } from '@srs-desk/shared/billing/adjustments.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTermsData } from '@srs-desk/shared/billing/pricing-terms.ts';
import { and, desc, eq, getTableColumns, isNull } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin, PlainObject } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { isRebooking, markPricingChanged, readPricingVersion } from '../usage/state.ts';
import { closeDigest } from './close-digest.ts';
import { type FrozenRow, readCurrentClose, readMonthFingerprint } from './queries.ts';
import { billingAdjustments, billingCloses, billingFrozen } from './table.ts';

interface CloseArgs {
  period: Period;
  by: string;
  actor: Actor;
  origin: Origin;
  note: string | null;
  unresolved: { code: string; count: number }[];
  /** What the entry says of the month besides. */
  summary: PlainObject;
  pricingTerms: PricingTermsData;
  totals: readonly FrozenRow[];
  adjustments: readonly Omit<Adjustment, 'bookedIn'>[];
  /** What the totals were read at: they must not have moved since. */
  expected: { pricingVersion: number; fingerprint: string };
}

const CLOSE = getTableColumns(billingCloses);

const insertClose = statement(
  {
    period: CLOSE.period,
    closedAt: CLOSE.closedAt,
    closedBy: CLOSE.closedBy,
    note: CLOSE.note,
    unresolved: CLOSE.unresolved,
    pricingTerms: CLOSE.pricingTerms,
  },
  (db, row) => db.insert(billingCloses).values(row).returning({ id: billingCloses.id }),
);
const reopenClose = statement(
  {
    id: CLOSE.id,
    reopenedAt: CLOSE.reopenedAt,
    reopenedBy: CLOSE.reopenedBy,
    reopenReason: CLOSE.reopenReason,
  },
  (db, { id, ...row }) => db.update(billingCloses).set(row).where(eq(billingCloses.id, id)),
);

const freeze = statement(getTableColumns(billingFrozen), (db, row) => db.insert(billingFrozen).values(row));

const { id: _, ...ADJUSTMENT } = getTableColumns(billingAdjustments);

const insertAdjustment = statement(ADJUSTMENT, (db, row) => db.insert(billingAdjustments).values(row));

const adjustedIn = statement({ period: billingAdjustments.period }, (db, { period }) =>
  db
    .select({ period: billingCloses.period })
    .from(billingAdjustments)
    .innerJoin(billingCloses, eq(billingCloses.id, billingAdjustments.closeId))
    .where(and(eq(billingAdjustments.period, period), isNull(billingCloses.reopenedAt)))
    .orderBy(desc(billingCloses.period))
    .limit(1),
);

function close(tx: Tx, args: CloseArgs): { id: number } {
  const { period, by, note, unresolved, pricingTerms, expected } = args;
  if (isRebooking(tx)) throw new GuardConflict('rebooking');
  const moved = readMonthFingerprint(tx, period) !== expected.fingerprint;
  if (moved || readPricingVersion(tx) !== expected.pricingVersion) throw new GuardConflict('changed');
  if (readCurrentClose(tx, period) !== undefined) throw new GuardConflict('already_closed', { period });
  const row = { period, closedAt: tx.now, closedBy: by, note, unresolved, pricingTerms };
  const { id } = insertClose(tx).get(row);
  for (const total of args.totals) freeze(tx).run({ ...total, closeId: id });
  for (const adjustment of args.adjustments) bookAdjustment(tx, id, adjustment);
  const { actor, origin, summary } = args;
  const detail = { note, unresolved, ...summary, frozen: closeDigest(tx, id) };
  tx.append({ action: 'period.close', actor, origin, target: period, detail });
  markPricingChanged(tx);
  tx.rowChanged('periods', period);
  return { id };
}

function bookAdjustment(tx: Tx, closeId: number, of: Omit<Adjustment, 'bookedIn'>): void {
  insertAdjustment(tx).run({
    ...of.counts,
    closeId,
    period: of.period,
    externalId: of.externalId ?? '',
    issuer: of.issuer ?? '',
    method: of.method ?? '',
    currency: of.currency ?? '',
    amountMinor: of.amountMinor,
  });
}

function reopen(tx: Tx, { period, by, reason }: { period: Period; by: string; reason: string }) {
  const current = readCurrentClose(tx, period);
  if (current === undefined) throw new GuardConflict('not_closed', { period });
  const later = adjustedIn(tx).get({ period });
  if (later !== undefined) throw new GuardConflict('adjusted_later', { period, bookedIn: later.period });
  reopenClose(tx).run({ id: current.id, reopenedAt: tx.now, reopenedBy: by, reopenReason: reason });
  markPricingChanged(tx);
  tx.rowChanged('periods', period);
  return { id: current.id };
}

export const periodChanges = {
  /**
   * Freezes a month's totals, with the adjustments that it carries; appends `period.close` itself. Guards: `already_closed`, `changed` when the
   * totals moved since they were read, `rebooking` while orders are being booked anew.
   */
  'billing.close': close,

  /**
   * Opens a closed month again; frozen totals and adjustments stay stored under the close that no longer holds.
   * Guards: `not_closed`, `adjusted_later` when a later closed month carries adjustments of this one.
   */
  'billing.reopen': reopen,
};
