import { USAGE_OUTCOMES } from '@srs-desk/shared/billing/usage.ts';
import { isNotNull, sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../../platform/db/columns.ts';

/** Where the rollups stand: time zone, rebooking under way, changes after a close. */
export const billingState = sqliteTable('billing_state', {
  name: text().primaryKey().notNull(),
  value: text().notNull(),
});

/** What each order adds to usage; empty text where an order has no External ID, issuer or method. */
export const usageOrders = sqliteTable(
  'usage_orders',
  {
    orderId: integer('order_id').primaryKey(),
    externalId: text('external_id').notNull(),
    source: text().notNull(),
    issuer: text().notNull(),
    method: text().notNull(),
    placedDay: text('placed_day').notNull(),
    outcome: text({ enum: USAGE_OUTCOMES }).notNull(),
    verified: integer({ mode: 'boolean' }).notNull(),
    billedAt: integer('billed_at'),
    billedDay: text('billed_day'),
  },
  (table) => [
    index('usage_orders_billed').on(table.externalId, table.billedDay).where(isNotNull(table.billedDay)),
    index('usage_orders_billed_day').on(table.billedDay).where(isNotNull(table.billedDay)),
    index('usage_orders_placed').on(table.externalId, table.placedDay),
    index('usage_orders_placed_day').on(table.placedDay),
    index('usage_orders_moving')
      .on(table.placedDay)
      .where(
        sql`${table.outcome} = 'pending' OR (${table.outcome} = 'terminated' AND ${table.verified} = 0)`,
      ),
    check('usage_orders_outcome', inSet(table.outcome, USAGE_OUTCOMES)),
    check('usage_orders_billed_at', sql`(${table.billedAt} IS NULL) = (${table.billedDay} IS NULL)`),
  ],
);

/** Usage per month, External ID, issuer and method. */
export const usageMonths = sqliteTable(
  'usage_months',
  {
    period: text().notNull(),
    externalId: text('external_id').notNull(),
    issuer: text().notNull(),
    method: text().notNull(),
    placed: integer().notNull(),
    terminated: integer().notNull(),
    verified: integer().notNull(),
    error: integer().notNull(),
    cancelled: integer().notNull(),
    pending: integer().notNull(),
    billable: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.period, table.externalId, table.issuer, table.method] })],
);

/** Placed and billable orders per day. */
export const usageDays = sqliteTable(
  'usage_days',
  {
    day: text().notNull(),
    externalId: text('external_id').notNull(),
    issuer: text().notNull(),
    method: text().notNull(),
    placed: integer().notNull(),
    billable: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.externalId, table.issuer, table.method] })],
);

/** Where the External IDs of a month came from. */
export const usageSources = sqliteTable(
  'usage_sources',
  {
    period: text().notNull(),
    externalId: text('external_id').notNull(),
    source: text().notNull(),
    placed: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.period, table.externalId, table.source] })],
);
