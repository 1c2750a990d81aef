import { periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import type { Contribution, UsageDelta } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';

/** What an order adds, and where its External ID came from. */
export type SourcedContribution = Contribution & { readonly source: string };

/** Adds a signed delta to its month; a row left without figures goes. */
export function bookMonth(db: Db, delta: UsageDelta): void {
  const key = [periodOfDay(delta.day), delta.externalId ?? '', delta.issuer ?? '', delta.method ?? ''];
  db.sql(
    `INSERT INTO usage_months (period, external_id, issuer, method, placed, terminated, verified, error, cancelled,
       pending, billable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (period, external_id, issuer, method) DO UPDATE SET placed = placed + excluded.placed,
       terminated = terminated + excluded.terminated, verified = verified + excluded.verified,
       error = error + excluded.error, cancelled = cancelled + excluded.cancelled,
       pending = pending + excluded.pending, billable = billable + excluded.billable`,
  ).run(
    ...key,
    delta.placed,
    delta.terminated,
    delta.verified,
    delta.error,
    delta.cancelled,
    delta.pending,
    delta.billable,
  );
  if (delta.placed < 0 || delta.billable < 0) {
    db.sql(
      `DELETE FROM usage_months WHERE period = ? AND external_id = ? AND issuer = ? AND method = ?
       AND placed = 0 AND billable = 0`,
    ).run(...key);
  }
}

/** Adds a signed delta to its day; a row left without figures goes. */
export function bookDay(db: Db, delta: UsageDelta): void {
  if (delta.placed === 0 && delta.billable === 0) return;
  const key = [delta.day, delta.externalId ?? '', delta.issuer ?? '', delta.method ?? ''];
  db.sql(
    `INSERT INTO usage_days (day, external_id, issuer, method, placed, billable) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (day, external_id, issuer, method) DO UPDATE SET placed = placed + excluded.placed,
       billable = billable + excluded.billable`,
  ).run(...key, delta.placed, delta.billable);
  if (delta.placed < 0 || delta.billable < 0) {
    db.sql(
      `DELETE FROM usage_days WHERE day = ? AND external_id = ? AND issuer = ? AND method = ?
       AND placed = 0 AND billable = 0`,
    ).run(...key);
  }
}

/** Counts an order in or out where its External ID came from. */
export function bookSource(db: Db, of: SourcedContribution | null, sign: 1 | -1): void {
  if (of === null) return;
  const key = [periodOfDay(of.placedDay), of.externalId ?? '', of.source];
  db.sql(
    `INSERT INTO usage_sources (period, external_id, source, placed) VALUES (?, ?, ?, ?)
     ON CONFLICT (period, external_id, source) DO UPDATE SET placed = placed + excluded.placed`,
  ).run(...key, sign);
  if (sign < 0) {
    db.sql(
      'DELETE FROM usage_sources WHERE period = ? AND external_id = ? AND source = ? AND placed = 0',
    ).run(...key);
  }
}
