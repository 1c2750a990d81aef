import type { Adjustment } from '@srs-desk/shared/billing/adjustments.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { isRebooking, readLateVersion } from '../prices/terms-store.ts';
import { markLate } from '../usage/book-usage.ts';
import { type FrozenRow, readMonthFingerprint } from './period-store.ts';

export interface CloseArgs {
  period: Period;
  by: string;
  note: string | null;
  unresolved: string;
  terms: string;
  figures: readonly FrozenRow[];
  adjustments: readonly Omit<Adjustment, 'bookedIn'>[];
  /** What the figures were read at: they must not have moved since. */
  expected: { late: number; fingerprint: string };
}

function close(tx: Tx, args: CloseArgs): { id: number } {
  if (isRebooking(tx)) throw new GuardConflict('rebooking');
  const { expected } = args;
  const now = readMonthFingerprint(tx, args.period);
  if (now !== expected.fingerprint || readLateVersion(tx) !== expected.late)
    throw new GuardConflict('changed');
  const standing = tx
    .sql('SELECT 1 FROM billing_closes WHERE period = ? AND reopened_at IS NULL')
    .get(args.period);
  if (standing !== undefined) throw new GuardConflict('already_closed', { period: args.period });
  const { lastInsertRowid } = tx
    .sql(
      'INSERT INTO billing_closes (period, closed_at, closed_by, note, unresolved, terms) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(args.period, tx.now, args.by, args.note, args.unresolved, args.terms);
  const id = Number(lastInsertRowid);
  const freeze = tx.sql(`INSERT INTO billing_frozen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const row of args.figures) {
    freeze.run(
      id,
      row.externalId,
      row.issuer,
      row.method,
      row.currency,
      row.placed,
      row.terminated,
      row.verified,
      row.error,
      row.cancelled,
      row.pending,
      row.billable,
      row.unpriced,
      row.amountMinor,
    );
  }
  for (const adjustment of args.adjustments) bookAdjustment(tx, id, adjustment);
  markLate(tx);
  tx.rowChanged('periods', args.period);
  return { id };
}

function bookAdjustment(tx: Tx, closeId: number, of: Omit<Adjustment, 'bookedIn'>): void {
  tx.sql(
    `INSERT INTO billing_adjustments (close_id, period, external_id, issuer, method, currency, placed, terminated,
       verified, error, cancelled, pending, billable, amount_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    closeId,
    of.period,
    of.externalId ?? '',
    of.issuer ?? '',
    of.method ?? '',
    of.currency ?? '',
    of.counts.placed,
    of.counts.terminated,
    of.counts.verified,
    of.counts.error,
    of.counts.cancelled,
    of.counts.pending,
    of.counts.billable,
    of.amountMinor,
  );
}

function reopen(tx: Tx, args: { period: Period; by: string; reason: string }): { id: number } {
  const standing = tx
    .sql('SELECT id FROM billing_closes WHERE period = ? AND reopened_at IS NULL')
    .pluck()
    .get(args.period) as number | undefined;
  if (standing === undefined) throw new GuardConflict('not_closed', { period: args.period });
  const later = tx
    .sql(
      `SELECT c.period FROM billing_adjustments a JOIN billing_closes c ON c.id = a.close_id
       WHERE a.period = ? AND c.reopened_at IS NULL ORDER BY c.period DESC LIMIT 1`,
    )
    .pluck()
    .get(args.period) as string | undefined;
  if (later !== undefined)
    throw new GuardConflict('adjusted_later', { period: args.period, bookedIn: later });
  tx.sql('UPDATE billing_closes SET reopened_at = ?, reopened_by = ?, reopen_reason = ? WHERE id = ?').run(
    tx.now,
    args.by,
    args.reason,
    standing,
  );
  markLate(tx);
  tx.rowChanged('periods', args.period);
  return { id: standing };
}

export const periodChanges = {
  /**
   * Freezes a month's figures, with the adjustments that it carries. Guards: `already_closed`, `changed` when the
   * figures moved since they were read, `rebooking` while orders are being booked anew.
   */
  'billing.close': close,

  /**
   * Opens a closed month again; frozen figures and adjustments stay stored under the close that no longer stands.
   * Guards: `not_closed`, `adjusted_later` when a later closed month carries adjustments of this one.
   */
  'billing.reopen': reopen,
};
