import * as z from 'zod';

/** Programs whose import files are written: columns of one's own choice, bexio, DATEV. */
export const ACCOUNTING_FORMATS = ['plain', 'bexio', 'datev'] as const;
export type AccountingFormat = (typeof ACCOUNTING_FORMATS)[number];

/** What a column of the plain file may hold, in the order that holds where nobody has arranged another. */
export const ACCOUNTING_FIELDS = [
  'period',
  'number',
  'date',
  'externalId',
  'debtorNumber',
  'name',
  'costCentre',
  'debit',
  'credit',
  'currency',
  'amount',
  'basis',
  'net',
  'vatRate',
  'vat',
  'rounding',
  'vatCode',
  'text',
] as const;

/** A column of the plain file: what it holds, and what its first row says. */
const accountingColumn = z.strictObject({
  field: z.enum(ACCOUNTING_FIELDS),
  heading: z.string().trim().min(1).max(100),
});

const account = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, 'an account is a number of up to nine digits');

/** What accounting needs beside the statements; arranged once. */
export const accountingArrangement = z.strictObject({
  revenueAccount: account.default('3400'),
  receivableAccount: account.default('1100'),
  /** The code in the accounting program of rates that have none of their own; empty: none. */
  vatCode: z.string().trim().max(20).default(''),
  /** The same of exempt customers, and of those under reverse charge. */
  exemptCode: z.string().trim().max(20).default(''),
  reverseChargeCode: z.string().trim().max(20).default(''),
  /** The columns of the plain file, in their order; a field may stand in several, or in none. */
  columns: z
    .array(accountingColumn)
    .min(1)
    .max(40)
    .default(ACCOUNTING_FIELDS.map((field) => ({ field, heading: field }))),
  /** How the plain file writes: `en` with comma and decimal point, `de` with semicolon and decimal comma. */
  written: z.enum(['en', 'de']).default('en'),
  /** DATEV: the numbers of consultant and client. */
  consultant: z.int().min(0).max(9_999_999).default(0),
  client: z.int().min(0).max(99_999).default(0),
});
export type AccountingArrangement = z.infer<typeof accountingArrangement>;
