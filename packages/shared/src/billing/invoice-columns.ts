import * as z from 'zod';
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
    /** XLSX: the sheet that holds the lines; without it, the one with the likeliest header row. */
    sheet: z.string().min(1).max(200).optional(),
    /** The row of the headers, counted from 1 as people do; without it, the likeliest. */
    headerRow: z.int().min(1).max(1000).optional(),
    /** The rate of the tax that amounts include, in hundredths of a per cent (810 is 8.1 %); 0: they are net, and meant so. */
    vatBasisPoints: z.int().min(0).max(5000).optional(),
  })
  .refine(
    ({ columns }) => columns.refId ?? columns.orderId ?? columns.externalId ?? columns.quantity,
    'map at least one of Ref ID, Order ID, External ID and quantity',
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
    | 'bad_date'
    | 'ambiguous_date'
    | 'other_currency'
    | 'too_long'
    | 'rounded'
    | 'cells';
  readonly message: string;
}

/** A header as it is shown and compared: a line break or several spaces in it are one space. */
export function headerText(cell: FileCell): string {
  return cellText(cell).replace(/\s+/g, ' ').trim();
}

/** Words of a header that say how an amount is meant, not what it is. */
const BESIDE =
  /\b(?:chf|eur|usd|gbp|fr|in|excl|exkl|incl|inkl|ohne|mit|mwst|ust|vat|tax|tva)\b\.?|\([^)]*\)|[\u20ac%]/gu;

function foldHeader(header: string): string {
  const folded = foldText(header);
  return folded.replace(BESIDE, '').replace(/[^a-z]/g, '') || folded.replace(/[^a-z]/g, '');
}

/** `Price` is that of a piece where pieces are counted and another column has the amount. */
function synonymsOf(field: InvoiceField, folded: readonly string[]): readonly string[] {
  const prices = ['price', 'preis'];
  const ofPieces = INVOICE_COLUMNS.quantity.some((each) => folded.includes(each));
  const other = INVOICE_COLUMNS.amount.some((each) => !prices.includes(each) && folded.includes(each));
  const synonyms: readonly string[] = INVOICE_COLUMNS[field];
  if (!ofPieces || !other) return synonyms;
  if (field === 'amount') return synonyms.filter((each) => !prices.includes(each));
  return field === 'unitPrice' ? [...synonyms, ...prices] : synonyms;
}

/** A proposal which header holds what, for headers in English or German; fields without a likely one are left out. */
export function guessColumns(headers: readonly string[]): Partial<Record<InvoiceField, string>> {
  const guess: Partial<Record<InvoiceField, string>> = {};
  const free = new Map(headers.map((header) => [header, foldHeader(header)]));
  const folded = [...free.values()];
  for (const field of INVOICE_FIELDS) {
    for (const synonym of synonymsOf(field, folded)) {
      const hit = [...free].find(([, each]) => each === synonym)?.[0];
      if (hit === undefined) continue;
      guess[field] = hit;
      free.delete(hit);
      break;
    }
  }
  return guess;
}

/** Rows from the top of a sheet among which its header row is looked for. */
export const HEADER_WITHIN = 60;

/** How many fields a header row names; 0 unless there is an amount and what it is for. */
export function headerScore(headers: readonly string[]): number {
  const { amount, ...named } = guessColumns(headers);
  return amount === undefined ? 0 : Object.keys(named).length;
}

/** Fingerprint of a header row, to recognise a supplier's file again. */
export function headerKey(headers: readonly string[]): string {
  return headers.map((header) => header.trim().toLowerCase()).join('\u001f');
}

/** What stands against the header row itself: mapped columns it lacks, headers it has twice. */
export function headerErrors(headers: readonly string[], mapping: ColumnMapping, line: number): LineError[] {
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
    errors.push({ line, column, code: 'missing_column', message });
  }
  return errors;
}
