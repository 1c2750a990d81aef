import { VAT_TREATMENTS } from '@srs-desk/shared/billing/customer-fields.ts';
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../../platform/db/columns.ts';

/** Whose each External ID is: to whom statements go, and under which number accounting knows them. */
export const billingCustomers = sqliteTable(
  'billing_customers',
  {
    externalId: text('external_id').primaryKey().notNull(),
    debtorNumber: text('debtor_number'),
    name: text(),
    address: text(),
    language: text({ enum: ['en', 'de'] }),
    costCentre: text('cost_centre'),
    vat: text({ enum: VAT_TREATMENTS }).notNull(),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [check('billing_customers_vat', inSet(table.vat, VAT_TREATMENTS))],
);

/** Numbers of the statements of closed months: without gaps, kept when a month is closed anew. */
export const billingStatementNumbers = sqliteTable(
  'billing_statement_numbers',
  {
    period: text().notNull(),
    externalId: text('external_id').notNull(),
    sequence: integer().notNull(),
    /** Counts the closes of the month under which a statement was made. */
    version: integer().notNull(),
    closeId: integer('close_id').notNull(),
    /** JSON of who issued it to whom, and its tax, when it was numbered; null where that was not kept yet. */
    particulars: text(),
  },
  (table) => [primaryKey({ columns: [table.period, table.externalId] })],
);
