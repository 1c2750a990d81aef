import * as z from 'zod';
import { listOf, shapeWith } from '../fields/field.ts';
import { columnMappingSchema } from './invoice-columns.ts';
import { DISPOSITIONS, INVOICE_LINE_FIELDS, MATCH_CLASSES } from './invoice-line.ts';
import { periodSchema } from './periods.ts';
import { usageOrderRow } from './wire-usage.ts';

const maybeText = z.string().nullable();
const time = z.iso.datetime();
const count = z.int();

/** An uploaded file that waits to become an invoice. */
export const invoiceFileView = z.object({
  id: z.string(),
  fileName: z.string(),
  size: count,
  /** Names of the workbook's sheets; one for a CSV file. */
  sheets: z.array(z.string()),
  /** The sheet and the row (counted from 1) that are a header row remembered, else whose words are most like one, or those asked for. */
  sheet: z.string(),
  headerRow: count,
  /** The month of most lines, where there are dates. */
  period: periodSchema.nullable(),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  guess: z.record(z.string(), z.string()),
  /** Mappings remembered from earlier invoices; `same` when its header row was this one. */
  remembered: z.array(z.object({ supplier: z.string(), same: z.boolean(), mapping: columnMappingSchema })),
  /** The same file has been imported as this invoice. */
  duplicateOf: count.nullable(),
});
export type InvoiceFileView = z.infer<typeof invoiceFileView>;

const head = {
  supplier: z.string().trim().min(1).max(200),
  number: z.string().trim().min(1).max(100),
  period: periodSchema,
};

export const invoiceInput = z.strictObject({
  fileId: z.string().max(100),
  ...head,
  /** The month is meant, although most lines are of another. */
  periodMeant: z.boolean().default(false),
  mapping: columnMappingSchema,
  toleranceMinor: z.int().min(0).max(1_000_000).default(0),
  tolerancePerMille: z.int().min(0).max(1000).default(0),
});
export type InvoiceInput = z.infer<typeof invoiceInput>;

/** What can be corrected of an invoice after its import. */
export const invoicePatch = z.strictObject(head).partial();
export type InvoicePatch = z.infer<typeof invoicePatch>;

const sums = {
  invoicedMinor: count,
  /** What we owe for it in the month. */
  expectedMinor: count,
  /** What is asked back. */
  differenceMinor: count,
};

const classTotalView = z.object({ class: z.enum(MATCH_CLASSES), count, open: count, ...sums });

export const invoiceRow = z.object({
  id: count,
  supplier: z.string(),
  number: z.string(),
  period: periodSchema,
  currency: z.string(),
  fileName: z.string(),
  lines: count,
  sumMinor: count,
  /** What is asked back: the sum over its lines. */
  differenceMinor: count,
  toleranceMinor: count,
  tolerancePerMille: count,
  uploadedAt: time,
  uploadedBy: z.string(),
  reconciledAt: time,
  /** Lines that wait for a decision. */
  open: count,
});
export type InvoiceRow = z.infer<typeof invoiceRow>;
export const invoiceDetail = z.object({ ...invoiceRow.shape, classes: z.array(classTotalView) });
export type InvoiceDetail = z.infer<typeof invoiceDetail>;

/** An invoice that was corrected or reconciled again, and how many decisions and notes no longer hold: what they were about is another. */
export const invoiceAgain = z.object({ ...invoiceDetail.shape, decisionsDropped: count });
export type InvoiceAgain = z.infer<typeof invoiceAgain>;

export const invoiceLineRow = z.object(shapeWith(INVOICE_LINE_FIELDS, 'row'));
export type InvoiceLineRow = z.infer<typeof invoiceLineRow>;

/** `/api/invoices/:id/lines`. */
export const invoiceLineList = listOf(INVOICE_LINE_FIELDS, { defaultSort: ['id', 'ASC'], q: false });

export const dispositionInput = z
  .strictObject({
    lines: z.array(z.int().nonnegative()).min(1).max(10_000).optional(),
    class: z.enum(MATCH_CLASSES).optional(),
    disposition: z.enum(DISPOSITIONS),
    note: z.string().trim().max(1000).optional(),
  })
  .refine((input) => input.lines !== undefined || input.class !== undefined, 'name lines or a class');
export type DispositionInput = z.infer<typeof dispositionInput>;

/** `/api/usage/orders/:refId`: how one order is counted and billed, and which invoice lines charge it. */
export const orderBillingView = z.object({
  ...usageOrderRow.shape,
  source: z.string(),
  placedPeriod: periodSchema,
  billedPeriod: periodSchema.nullable(),
  /** The month that bills it is closed. */
  closed: z.boolean(),
  /** The first piece's price; tiers and minimum fees are told by the statement. */
  unitMinor: count.nullable(),
  currency: maybeText,
  priceId: count.nullable(),
  invoiceLines: z.array(
    z.object({ ...invoiceLineRow.shape, invoiceId: count, supplier: z.string(), number: z.string() }),
  ),
});
export type OrderBillingView = z.infer<typeof orderBillingView>;

/** A column mapping remembered for a supplier: `/api/invoice-mappings`; `id` is the supplier. */
export const mappingRow = z.object({
  id: z.string(),
  supplier: z.string(),
  mapping: columnMappingSchema,
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});
export type MappingRow = z.infer<typeof mappingRow>;
