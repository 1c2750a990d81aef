import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import type { StoredPrice, Tier } from '@srs-desk/shared/billing/price-list.ts';
import type { Db } from '../../../platform/db/connection.ts';

/** Who changed an entry last, and when (ms since epoch). */
export interface Changed {
  changedAt: number;
  changedBy: string;
}

/** All prices of both lists, by id. */
export function readPrices(db: Db): (StoredPrice & Changed)[] {
  const rows = db
    .sql(
      `SELECT id, list, external_id AS externalId, group_name AS "group", issuer, method, valid_from AS validFrom,
         valid_to AS validTo, currency, tiers, minimum_minor AS minimumMinor, changed_at AS changedAt,
         changed_by AS changedBy FROM billing_prices ORDER BY id`,
    )
    .all() as (Omit<StoredPrice, 'tiers'> & Changed & { tiers: string })[];
  return rows.map((row) => ({ ...row, tiers: JSON.parse(row.tiers) as Tier[] }));
}

/** All billable rules, by id. */
export function readRules(db: Db): (BillableRule & Changed & { id: number })[] {
  const rows = db
    .sql(
      `SELECT id, issuer, method, valid_from AS validFrom, valid_to AS validTo, event, failed_billable AS failed,
         changed_at AS changedAt, changed_by AS changedBy FROM billing_rules ORDER BY id`,
    )
    .all() as (Omit<BillableRule, 'failedBillable'> & Changed & { id: number; failed: number })[];
  return rows.map(({ failed, ...row }) => ({ ...row, failedBillable: failed === 1 }));
}

/** A raw External ID and the one it is billed as; `raw` is null for orders without one. */
export interface AliasRow extends Changed {
  raw: string | null;
  canonical: string;
}

/** All aliases, by raw value. */
export function readAliases(db: Db): AliasRow[] {
  const rows = db
    .sql(
      `SELECT raw, canonical, changed_at AS changedAt, changed_by AS changedBy FROM billing_aliases ORDER BY raw`,
    )
    .all() as (AliasRow & { raw: string })[];
  return rows.map((row) => ({ ...row, raw: row.raw === '' ? null : row.raw }));
}

/** Membership of an External ID in a price group. */
export interface GroupRow extends Changed {
  externalId: string;
  group: string;
}

/** All memberships in price groups, by External ID. */
export function readGroups(db: Db): GroupRow[] {
  return db
    .sql(
      `SELECT external_id AS externalId, group_name AS "group", changed_at AS changedAt, changed_by AS changedBy
       FROM billing_groups ORDER BY external_id`,
    )
    .all() as GroupRow[];
}

/** How often prices, groups, aliases or figures of closed months were touched: changes whenever adjustments may have. */
export function readLateVersion(db: Db): number {
  return Number(db.sql("SELECT value FROM billing_state WHERE name = 'late'").pluck().get() ?? 0);
}

/** Whether orders are still being booked anew. */
export function isRebooking(db: Db): boolean {
  return db.sql("SELECT 1 FROM billing_state WHERE name = 'rebook_after'").get() !== undefined;
}
