import type { PricingTermsData } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { Contribution } from '@srs-desk/shared/billing/usage.ts';
import { isNull, sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Closed months; reopened ones stay on record. */
export const billingCloses = sqliteTable(
  'billing_closes',
  {
    id: integer().primaryKey(),
    period: text().notNull(),
    closedAt: integer('closed_at').notNull(),
    closedBy: text('closed_by').notNull(),
    note: text(),
    /** What was unresolved and acknowledged. */
    unresolved: text({ mode: 'json' }).$type<{ code: string; count: number }[]>().notNull(),
    pricingTerms: text('pricing_terms', { mode: 'json' }).$type<PricingTermsData>().notNull(),
    reopenedAt: integer('reopened_at'),
    reopenedBy: text('reopened_by'),
    reopenReason: text('reopen_reason'),
  },
  (table) => [
    uniqueIndex('billing_closes_standing').on(table.period).where(isNull(table.reopenedAt)),
    check('billing_closes_reopened_at', sql`(${table.reopenedAt} IS NULL) = (${table.reopenedBy} IS NULL)`),
  ],
);

/** A closed month's totals, as they were. */
export const billingFrozen = sqliteTable(
  'billing_frozen',
  {
    closeId: integer('close_id')
      .notNull()
      .references(() => billingCloses.id),
    externalId: text('external_id').notNull(),
    issuer: text().notNull(),
    method: text().notNull(),
    currency: text().notNull(),
    placed: integer().notNull(),
    terminated: integer().notNull(),
    verified: integer().notNull(),
    error: integer().notNull(),
    cancelled: integer().notNull(),
    pending: integer().notNull(),
    billable: integer().notNull(),
    unpriced: integer().notNull(),
    amountMinor: integer('amount_minor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.closeId, table.externalId, table.issuer, table.method, table.currency] }),
  ],
);

/** Changes to earlier months, booked with a close. */
export const billingAdjustments = sqliteTable(
  'billing_adjustments',
  {
    id: integer().primaryKey(),
    closeId: integer('close_id')
      .notNull()
      .references(() => billingCloses.id),
    period: text().notNull(),
    externalId: text('external_id').notNull(),
    issuer: text().notNull(),
    method: text().notNull(),
    currency: text().notNull(),
    placed: integer().notNull(),
    terminated: integer().notNull(),
    verified: integer().notNull(),
    error: integer().notNull(),
    cancelled: integer().notNull(),
    pending: integer().notNull(),
    billable: integer().notNull(),
    amountMinor: integer('amount_minor').notNull(),
  },
  (table) => [index('billing_adjustments_close').on(table.closeId)],
);

/** What an order added when its month was closed; null when it was not there. */
export const billingLate = sqliteTable(
  'billing_late',
  {
    closeId: integer('close_id')
      .notNull()
      .references(() => billingCloses.id),
    orderId: integer('order_id').notNull(),
    was: text({ mode: 'json' }).$type<Contribution & { readonly source: string }>(),
  },
  (table) => [primaryKey({ columns: [table.closeId, table.orderId] })],
);
