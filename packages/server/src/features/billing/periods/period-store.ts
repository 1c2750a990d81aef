import { createHash } from 'node:crypto';
import type { Adjustment } from '@srs-desk/shared/billing/adjustments.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { SourcedContribution } from '../usage/rollups.ts';

/** A close of a month; `reopenedAt` null while it stands. */
export interface CloseRow {
  id: number;
  period: Period;
  closedAt: number;
  closedBy: string;
  note: string | null;
  /** What was unresolved and acknowledged, as JSON. */
  unresolved: string;
  /** The terms of the time, as JSON. */
  terms: string;
  reopenedAt: number | null;
  reopenedBy: string | null;
  reopenReason: string | null;
}

const CLOSE_COLUMNS = `id, period, closed_at AS closedAt, closed_by AS closedBy, note, unresolved, terms,
  reopened_at AS reopenedAt, reopened_by AS reopenedBy, reopen_reason AS reopenReason`;

/** Months that are closed now. */
export function readStandingCloses(db: Db): CloseRow[] {
  return db
    .sql(`SELECT ${CLOSE_COLUMNS} FROM billing_closes WHERE reopened_at IS NULL ORDER BY period`)
    .all() as CloseRow[];
}

/** Every close and reopening of a month, newest first. */
export function readCloseHistory(db: Db, period: Period): CloseRow[] {
  return db
    .sql(`SELECT ${CLOSE_COLUMNS} FROM billing_closes WHERE period = ? ORDER BY id DESC`)
    .all(period) as CloseRow[];
}

/** A frozen row of a closed month; texts are empty where there is none. */
export interface FrozenRow extends UsageCounts {
  externalId: string;
  issuer: string;
  method: string;
  currency: string;
  unpriced: number;
  amountMinor: number;
}

/** The frozen figures of a close. */
export function readFrozen(db: Db, closeId: number): FrozenRow[] {
  return db
    .sql(
      `SELECT external_id AS externalId, issuer, method, currency, placed, terminated, verified, error, cancelled,
         pending, billable, unpriced, amount_minor AS amountMinor FROM billing_frozen WHERE close_id = ?`,
    )
    .all(closeId) as FrozenRow[];
}

/** The frozen figures of a close per External ID and currency, issuers and methods together. */
export function readFrozenCustomers(db: Db, closeId: number): FrozenRow[] {
  return db
    .sql(
      `SELECT external_id AS externalId, '' AS issuer, '' AS method, currency, sum(placed) AS placed,
         sum(terminated) AS terminated, sum(verified) AS verified, sum(error) AS error, sum(cancelled) AS cancelled,
         sum(pending) AS pending, sum(billable) AS billable, sum(unpriced) AS unpriced,
         sum(amount_minor) AS amountMinor FROM billing_frozen WHERE close_id = ? GROUP BY external_id, currency`,
    )
    .all(closeId) as FrozenRow[];
}

/** Adjustments booked in months that are closed now. */
export function readBookedAdjustments(db: Db): Adjustment[] {
  const rows = db
    .sql(
      `SELECT c.period AS bookedIn, a.period, a.external_id AS externalId, a.issuer, a.method, a.currency, a.placed,
         a.terminated, a.verified, a.error, a.cancelled, a.pending, a.billable, a.amount_minor AS amountMinor
       FROM billing_adjustments a JOIN billing_closes c ON c.id = a.close_id
       WHERE c.reopened_at IS NULL ORDER BY a.id`,
    )
    .all() as (FrozenRow & { bookedIn: Period; period: Period })[];
  return rows.map(
    ({ externalId, issuer, method, currency, amountMinor, bookedIn, period, unpriced: _, ...counts }) => ({
      bookedIn,
      period,
      externalId: externalId || null,
      issuer: issuer || null,
      method: method || null,
      currency: currency || null,
      counts,
      amountMinor,
    }),
  );
}

/** Orders that changed after a close, with what they added when it was made (null: they were not there). */
export function readLate(db: Db, closeId: number): { orderRow: number; was: SourcedContribution | null }[] {
  const rows = db
    .sql('SELECT order_id AS orderRow, was FROM billing_late WHERE close_id = ?')
    .all(closeId) as { orderRow: number; was: string | null }[];
  return rows.map((row) => ({
    orderRow: row.orderRow,
    was: row.was === null ? null : (JSON.parse(row.was) as SourcedContribution),
  }));
}

/** A hash over a month's rollup: equal as long as every row is. */
export function readMonthFingerprint(db: Db, period: Period): string {
  const hash = createHash('sha256');
  const rows = db
    .sql(
      `SELECT json_array(external_id, issuer, method, placed, terminated, verified, error, cancelled, pending,
         billable) FROM usage_months WHERE period = ? ORDER BY external_id, issuer, method`,
    )
    .pluck();
  for (const row of rows.iterate(period) as Iterable<string>) hash.update(`${row}\n`);
  return hash.digest('hex');
}
