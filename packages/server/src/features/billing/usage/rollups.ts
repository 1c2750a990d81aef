import { periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import type { UsageDelta } from '@srs-desk/shared/billing/usage.ts';
import { USAGE_COUNTS } from '@srs-desk/shared/billing/usage-fields.ts';
import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { SourcedContribution } from './order-facts.ts';
import { usageDays, usageMonths, usageSources } from './table.ts';

/** In an upsert: the count that stands and the one to be inserted, summed up. */
export function added(count: SQLiteColumn): SQL {
  return sql`${count} + excluded.${sql.identifier(count.name)}`;
}

const { period, externalId, issuer, method } = usageMonths;
/** What an upsert into `usage_months` sets. */
export const ADDED_COUNTS = Object.fromEntries(USAGE_COUNTS.map((name) => [name, added(usageMonths[name])]));

const addMonth = statement(getTableColumns(usageMonths), (db, row) =>
  db
    .insert(usageMonths)
    .values(row)
    .onConflictDoUpdate({ target: [period, externalId, issuer, method], set: ADDED_COUNTS }),
);
const dropEmptyMonth = statement({ period, externalId, issuer, method }, (db, key) =>
  db
    .delete(usageMonths)
    .where(
      and(
        eq(period, key.period),
        eq(externalId, key.externalId),
        eq(issuer, key.issuer),
        eq(method, key.method),
        eq(usageMonths.placed, sql`0`),
        eq(usageMonths.billable, sql`0`),
      ),
    ),
);

/** Adds a signed delta to its month; a row left without orders goes. */
export function bookMonth(db: Db, delta: UsageDelta): void {
  const row = {
    period: periodOfDay(delta.day),
    externalId: delta.externalId ?? '',
    issuer: delta.issuer ?? '',
    method: delta.method ?? '',
    placed: delta.placed,
    terminated: delta.terminated,
    verified: delta.verified,
    error: delta.error,
    cancelled: delta.cancelled,
    pending: delta.pending,
    billable: delta.billable,
  };
  addMonth(db).run(row);
  if (delta.placed < 0 || delta.billable < 0) dropEmptyMonth(db).run(row);
}

const addDay = statement(getTableColumns(usageDays), (db, row) =>
  db
    .insert(usageDays)
    .values(row)
    .onConflictDoUpdate({
      target: [usageDays.day, usageDays.externalId, usageDays.issuer, usageDays.method],
      set: { placed: added(usageDays.placed), billable: added(usageDays.billable) },
    }),
);
const dropEmptyDay = statement(
  {
    day: usageDays.day,
    externalId: usageDays.externalId,
    issuer: usageDays.issuer,
    method: usageDays.method,
  },
  (db, key) =>
    db
      .delete(usageDays)
      .where(
        and(
          eq(usageDays.day, key.day),
          eq(usageDays.externalId, key.externalId),
          eq(usageDays.issuer, key.issuer),
          eq(usageDays.method, key.method),
          eq(usageDays.placed, sql`0`),
          eq(usageDays.billable, sql`0`),
        ),
      ),
);

/** Adds a signed delta to its day; a row left without orders goes. */
export function bookDay(db: Db, delta: UsageDelta): void {
  if (delta.placed === 0 && delta.billable === 0) return;
  const row = {
    day: delta.day,
    externalId: delta.externalId ?? '',
    issuer: delta.issuer ?? '',
    method: delta.method ?? '',
    placed: delta.placed,
    billable: delta.billable,
  };
  addDay(db).run(row);
  if (delta.placed < 0 || delta.billable < 0) dropEmptyDay(db).run(row);
}

const addSource = statement(getTableColumns(usageSources), (db, row) =>
  db
    .insert(usageSources)
    .values(row)
    .onConflictDoUpdate({
      target: [usageSources.period, usageSources.externalId, usageSources.source],
      set: { placed: added(usageSources.placed) },
    }),
);
const dropEmptySource = statement(
  { period: usageSources.period, externalId: usageSources.externalId, source: usageSources.source },
  (db, key) =>
    db
      .delete(usageSources)
      .where(
        and(
          eq(usageSources.period, key.period),
          eq(usageSources.externalId, key.externalId),
          eq(usageSources.source, key.source),
          eq(usageSources.placed, sql`0`),
        ),
      ),
);

/** Counts an order in or out where its External ID came from. */
export function bookSource(db: Db, of: SourcedContribution | null, sign: 1 | -1): void {
  if (of === null) return;
  const row = {
    period: periodOfDay(of.placedDay),
    externalId: of.externalId ?? '',
    source: of.source,
    placed: sign,
  };
  addSource(db).run(row);
  if (sign < 0) dropEmptySource(db).run(row);
}
