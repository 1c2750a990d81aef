import type { ColumnMapping } from '@srs-desk/shared/billing/invoice-columns.ts';
import { DISPOSITIONS, MATCH_CLASSES, type MatchReason } from '@srs-desk/shared/billing/invoice-line.ts';
import { isNotNull, isNull } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Which column of a supplier's file means what. */
export const billingMappings = sqliteTable('billing_mappings', {
  supplier: text().primaryKey().notNull(),
  headerKey: text('header_key').notNull(),
  mapping: text({ mode: 'json' }).$type<ColumnMapping>().notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});

/** Suppliers' invoices; deleted ones stay on record. */
export const billingInvoices = sqliteTable(
  'billing_invoices',
  {
    id: integer().primaryKey(),
    supplier: text().notNull(),
    number: text().notNull(),
    period: text().notNull(),
    currency: text().notNull(),
    fileName: text('file_name').notNull(),
    fileHash: text('file_hash').notNull(),
    lines: integer().notNull(),
    sumMinor: integer('sum_minor').notNull(),
    toleranceMinor: integer('tolerance_minor').notNull(),
    tolerancePerMille: integer('tolerance_per_mille').notNull(),
    uploadedAt: integer('uploaded_at').notNull(),
    uploadedBy: text('uploaded_by').notNull(),
    reconciledAt: integer('reconciled_at').notNull(),
    deletedAt: integer('deleted_at'),
  },
  (table) => [
    uniqueIndex('billing_invoices_file').on(table.fileHash).where(isNull(table.deletedAt)),
    uniqueIndex('billing_invoices_number').on(table.supplier, table.number).where(isNull(table.deletedAt)),
  ],
);

/** An invoice's lines beside what we expected: its columns, but for the first, are the fields of a line in their order. */
export const billingInvoiceLines = sqliteTable(
  'billing_invoice_lines',
  {
    invoiceId: integer('invoice_id')
      .notNull()
      .references(() => billingInvoices.id),
    id: integer('position').notNull(),
    line: integer(),
    class: text({ enum: MATCH_CLASSES }).notNull(),
    reasons: text({ mode: 'json' }).$type<MatchReason[]>().notNull(),
    refId: text('ref_id'),
    orderId: text('order_id'),
    externalId: text('external_id'),
    day: text(),
    method: text(),
    text: text(),
    quantity: integer(),
    unitMinor: integer('unit_minor'),
    ourQuantity: integer('our_quantity'),
    statedMinor: integer('stated_minor'),
    invoicedMinor: integer('invoiced_minor'),
    ourRefId: text('our_ref_id'),
    ourExternalId: text('our_external_id'),
    ourPeriod: text('our_period'),
    expectedMinor: integer('expected_minor'),
    earlierLine: integer('earlier_line'),
    earlierInvoice: integer('earlier_invoice'),
    disposition: text({ enum: DISPOSITIONS }).notNull().default('open'),
    note: text(),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
  },
  (table) => [
    primaryKey({ columns: [table.invoiceId, table.id] }),
    index('billing_invoice_lines_class').on(table.invoiceId, table.class, table.id),
    index('billing_invoice_lines_order').on(table.ourRefId).where(isNotNull(table.ourRefId)),
  ],
);

/** Lines of a file on their way to become an invoice. */
export const billingStagedLines = sqliteTable(
  'billing_staged_lines',
  {
    upload: text().notNull(),
    position: integer().notNull(),
    row: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.upload, table.position] })],
);
