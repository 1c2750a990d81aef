import { BILLING_EVENTS, PRICE_LISTS } from '@srs-desk/shared/billing/billable.ts';
import type { Tier } from '@srs-desk/shared/billing/price-list.ts';
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../../platform/db/columns.ts';

/** What makes an order billable, and from when. */
export const billingRules = sqliteTable(
  'billing_rules',
  {
    id: integer().primaryKey(),
    list: text({ enum: PRICE_LISTS }).notNull().default('customer'),
    issuer: text(),
    method: text(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    event: text({ enum: BILLING_EVENTS }).notNull(),
    failedBillable: integer('failed_billable', { mode: 'boolean' }).notNull(),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [
    check('billing_rules_event', inSet(table.event, BILLING_EVENTS)),
    check('billing_rules_list', inSet(table.list, PRICE_LISTS)),
  ],
);

/** Price lists: what customers pay, what the supplier charges. */
export const billingPrices = sqliteTable(
  'billing_prices',
  {
    id: integer().primaryKey(),
    list: text({ enum: PRICE_LISTS }).notNull(),
    externalId: text('external_id'),
    group: text('group_name'),
    issuer: text(),
    method: text(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    currency: text().notNull(),
    tiers: text({ mode: 'json' }).$type<Tier[]>().notNull(),
    minimumMinor: integer('minimum_minor').notNull(),
    baseMinor: integer('base_minor').notNull().default(0),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [
    check('billing_prices_list', inSet(table.list, PRICE_LISTS)),
    check('billing_prices_minimum_minor', sql`${table.minimumMinor} >= 0`),
    check('billing_prices_external_id', sql`${table.externalId} IS NULL OR ${table.group} IS NULL`),
  ],
);

/** Which group of customers an External ID belongs to. */
export const billingGroups = sqliteTable('billing_groups', {
  externalId: text('external_id').primaryKey().notNull(),
  group: text('group_name').notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});
