import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Spellings of an External ID that mean another one. */
export const billingAliases = sqliteTable(
  'billing_aliases',
  {
    raw: text().primaryKey().notNull(),
    canonical: text().notNull(),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [
    check('billing_aliases_canonical', sql`${table.canonical} <> '' AND ${table.canonical} <> ${table.raw}`),
  ],
);

/** Orders billed to an External ID that SRS does not give. */
export const billingAssignments = sqliteTable(
  'billing_assignments',
  {
    refId: text('ref_id').primaryKey().notNull(),
    externalId: text('external_id').notNull(),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [check('billing_assignments_external_id', sql`${table.externalId} <> ''`)],
);
