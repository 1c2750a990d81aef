import { z } from 'zod';
import { recordOf } from '../fields/field.ts';
import { cellText, type FileCell } from '../tables/cell.ts';
import { foldText } from '../text/fold.ts';
import { INVOICE_COLUMNS, INVOICE_FIELDS, type InvoiceField } from './invoice-line.ts';
import { DATE_FORMATS } from './local-date.ts';
import { currencySchema, DECIMAL_SIGNS } from './money.ts';

const headerName = z.string().min(1).max(200);

/** How a supplier's invoice is read: which header holds what, and how it writes numbers and dates. */
export const columnMappingSchema = z
  .strictObject({
    columns: z.strictObject({
      ...recordOf(INVOICE_FIELDS, () => headerName.optional()),
      amount: headerName,
    }),
    decimal: z.enum(DECIMAL_SIGNS).default('auto'),
    dateFormat: z.enum(DATE_FORMATS).default('auto'),
    /** Currency of the whole invoice; a currency column must agree with it. */
    currency: currencySchema,
  })
  .refine(
    (mapping) => mapping.columns.refId ?? mapping.columns.orderId ?? mapping.columns.externalId,
    'map at least one of Ref ID, Order ID and External ID',
  );
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** Why a line cannot be taken, said of its column. */
export interface LineError {
  readonly line: number;
  readonly column: string;
  readonly code:
    | 'missing_column'
    | 'empty'
    | 'not_a_number'
    | 'ambiguous'
    | 'too_many_decimals'
    | 'too_large'
    | 'negative'
    | 'bad_date'
    | 'ambiguous_date'
    | 'other_currency'
    | 'no_reference'
    | 'too_long'
    | 'rounded'
    | 'cells';
  readonly message: string;
}

/** A header as it is shown and compared: a line break or several spaces in it are one space. */
export function headerText(cell: FileCell): string {
  return cellText(cell).replace(/\s+/g, ' ').trim();
}

function foldHeader(header: string): string {
  return foldText(header.replace(/\W(?:CHF|EUR|Fr\.?|\u20ac)\W*$/u, '')).replace(/[^a-z]/g, '');
}

/** A proposal which header holds what, for headers in English or German; fields without a likely one are left out. */
export function guessColumns(headers: readonly string[]): Partial<Record<InvoiceField, string>> {
  const guess: Partial<Record<InvoiceField, string>> = {};
  const free = new Set(headers);
  for (const field of INVOICE_FIELDS) {
    for (const synonym of INVOICE_COLUMNS[field]) {
      const hit = [...free].find((header) => foldHeader(header) === synonym);
      if (hit === undefined) continue;
      guess[field] = hit;
      free.delete(hit);
      break;
    }
  }
  return guess;
}

/** Fingerprint of a header row, to recognise a supplier's file again. */
export function headerKey(headers: readonly string[]): string {
  return headers.map((header) => header.trim().toLowerCase()).join('\u001f');
}

/** What stands against the header row itself: mapped columns it lacks, headers it has twice. */
export function headerErrors(headers: readonly string[], mapping: ColumnMapping): LineError[] {
  const errors: LineError[] = [];
  for (const field of INVOICE_FIELDS) {
    const column = mapping.columns[field];
    if (column === undefined) continue;
    const count = headers.filter((header) => header === headerText(column)).length;
    if (count === 1) continue;
    const message =
      count === 0
        ? `the file has no column "${column}" (${field}); it has: ${headers.join(', ')}`
        : `the file has ${count} columns named "${column}" (${field})`;
    errors.push({ line: 1, column, code: 'missing_column', message });
  }
  return errors;
}
