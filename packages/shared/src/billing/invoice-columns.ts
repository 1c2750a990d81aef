import { z } from 'zod';
import type { InvoiceLine } from './invoice-line.ts';
import { DATE_FORMATS, readLocalDay } from './local-date.ts';
import { type Currency, currencySchema, DECIMAL_SIGNS, parseAmount } from './money.ts';

/** What a column of an invoice may mean to us. */
export const INVOICE_FIELDS = [
  'refId',
  'orderId',
  'externalId',
  'date',
  'method',
  'amount',
  'currency',
  'text',
] as const;
export type InvoiceField = (typeof INVOICE_FIELDS)[number];

const headerName = z.string().min(1).max(200);

/** How a supplier's invoice is read: which header holds what, and how it writes numbers and dates. */
export const columnMappingSchema = z
  .strictObject({
    columns: z.strictObject({
      refId: headerName.optional(),
      orderId: headerName.optional(),
      externalId: headerName.optional(),
      date: headerName.optional(),
      method: headerName.optional(),
      amount: headerName,
      currency: headerName.optional(),
      text: headerName.optional(),
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
    | 'cells';
  readonly message: string;
}

const SYNONYMS: Readonly<Record<InvoiceField, readonly string[]>> = {
  refId: ['refid', 'referenceid', 'reference', 'referenz', 'referenzid', 'referenznummer', 'transactionid'],
  orderId: ['orderid', 'order', 'auftragsid', 'auftrag', 'auftragsnummer', 'ordernumber', 'bestellnummer'],
  externalId: [
    'externalid',
    'customerid',
    'kunde',
    'kundenid',
    'kundennummer',
    'customer',
    'externeid',
    'client',
  ],
  date: ['date', 'datum', 'day', 'tag', 'leistungsdatum', 'servicedate', 'timestamp'],
  method: ['method', 'methode', 'verfahren', 'product', 'produkt', 'service'],
  amount: ['amount', 'betrag', 'price', 'preis', 'total', 'nettobetrag', 'netamount', 'net', 'netto', 'sum'],
  currency: ['currency', 'waehrung', 'wahrung', 'ccy'],
  text: ['text', 'description', 'beschreibung', 'bezeichnung', 'remark', 'bemerkung'],
};

function foldHeader(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** A proposal which header holds what, for headers in English or German; fields without a likely one are left out. */
export function guessColumns(headers: readonly string[]): Partial<Record<InvoiceField, string>> {
  const guess: Partial<Record<InvoiceField, string>> = {};
  const free = new Set(headers);
  for (const field of INVOICE_FIELDS) {
    for (const synonym of SYNONYMS[field]) {
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
    const count = headers.filter((header) => header === column).length;
    if (count === 1) continue;
    const message =
      count === 0
        ? `the file has no column "${column}" (${field}); it has: ${headers.join(', ')}`
        : `the file has ${count} columns named "${column}" (${field})`;
    errors.push({ line: 1, column, code: 'missing_column', message });
  }
  return errors;
}

const AMOUNT_MESSAGES = {
  empty: () => 'no amount',
  not_a_number: (text: string) => `"${text}" is not an amount`,
  ambiguous: (text: string) => `"${text}" can be read in two ways: choose decimal comma or decimal point`,
  too_many_decimals: (text: string, currency: Currency) =>
    `"${text}" has more decimals than ${currency} knows`,
  too_large: (text: string) => `"${text}" is too large`,
} as const;

const MAX_CELL = 500;

/** Reads the lines of one file by one mapping. */
export interface LineReader {
  /** `line` is its number in the file as people count; cells are in the order of the headers. */
  read(
    line: number,
    cells: readonly FileCell[],
  ): { ok: true; line: InvoiceLine } | { ok: false; errors: LineError[] };
}

/** A cell as a file gives it: text, or a number where the file itself knows numbers (XLSX). */
export type FileCell = string | number;

interface Cells {
  of(field: InvoiceField): string | null;
  /** The cell where the file gave it as a number. */
  number(field: InvoiceField): number | null;
  fail(field: InvoiceField, code: LineError['code'], message: string): void;
}

// Twelve digits are more than any invoice needs and fewer than binary fractions spoil.
function plainNumber(number: number): string {
  const text = String(Number(number.toPrecision(12)));
  return text.includes('e') ? number.toFixed(0) : text;
}

/** The amount without the invoice's own currency before or behind it; another currency stays, and is no number. */
function withoutCurrency(text: string, currency: Currency): string {
  if (text.startsWith(`${currency} `)) return text.slice(4);
  return text.endsWith(` ${currency}`) ? text.slice(0, -4) : text;
}

// Free texts may name somebody, which finance is not to see: numbers to call and mail addresses are not taken in.
function withoutPerson(text: string | null): string | null {
  return (
    text
      ?.replace(/[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/g, '\u2026')
      .replace(/(?:\+|\b00|\b0)\d(?:[\s/().-]?\d){7,13}\b/g, '\u2026') ?? null
  );
}

function readAmount(cells: Cells, mapping: ColumnMapping): number {
  const text = cells.of('amount') ?? '';
  const number = cells.number('amount');
  const parsed =
    number === null
      ? parseAmount(withoutCurrency(text, mapping.currency), mapping.currency, mapping.decimal)
      : parseAmount(plainNumber(number), mapping.currency, 'point');
  if (!parsed.ok) {
    cells.fail('amount', parsed.code, AMOUNT_MESSAGES[parsed.code](text, mapping.currency));
    return 0;
  }
  if (parsed.minor < 0) {
    cells.fail('amount', 'negative', `"${text}" is negative: credit notes are not reconciled as invoices`);
  }
  return parsed.minor;
}

function readDay(cells: Cells, mapping: ColumnMapping): string | null {
  const text = cells.of('date');
  if (text === null) return null;
  const read = readLocalDay(text, mapping.dateFormat);
  if (read.ok) return read.day;
  const ambiguous = read.code === 'ambiguous';
  const message = ambiguous
    ? `"${text}" can be read as two days: choose the form of the dates`
    : `"${text}" is not a date of the chosen form`;
  cells.fail('date', ambiguous ? 'ambiguous_date' : 'bad_date', message);
  return null;
}

function checkCurrency(cells: Cells, mapping: ColumnMapping): void {
  const found = cells.of('currency')?.toUpperCase() ?? null;
  if (found !== null && found !== mapping.currency) {
    cells.fail('currency', 'other_currency', `the invoice is in ${mapping.currency}, this line in ${found}`);
  }
}

/** A reader for files whose header row has been checked by {@link headerErrors}. */
export function createLineReader(headers: readonly string[], mapping: ColumnMapping): LineReader {
  const at = new Map(
    INVOICE_FIELDS.map((field) => [field, headers.indexOf(mapping.columns[field] ?? '\u0000')]),
  );
  return {
    read(line, row) {
      const errors: LineError[] = [];
      const cells: Cells = {
        of: (field) => String(row[at.get(field) ?? -1] ?? '').trim() || null,
        number: (field) => {
          const cell = row[at.get(field) ?? -1];
          return typeof cell === 'number' ? cell : null;
        },
        fail: (field, code, message) =>
          errors.push({ line, column: mapping.columns[field] ?? field, code, message }),
      };
      if (row.slice(headers.length).some((cell) => String(cell).trim() !== '')) {
        cells.fail('amount', 'cells', `${row.length} cells where the header has ${headers.length}`);
      }
      for (const field of INVOICE_FIELDS) {
        const length = cells.of(field)?.length ?? 0;
        if (length > MAX_CELL)
          cells.fail(field, 'too_long', `${length} characters, at most ${MAX_CELL} are taken`);
      }
      const refId = cells.of('refId');
      const orderId = cells.of('orderId');
      const externalId = cells.of('externalId');
      if (refId === null && orderId === null && externalId === null) {
        cells.fail('refId', 'no_reference', 'neither Ref ID nor Order ID nor External ID');
      }
      checkCurrency(cells, mapping);
      const amountMinor = readAmount(cells, mapping);
      const day = readDay(cells, mapping);
      if (errors.length > 0) return { ok: false, errors };
      const method = cells.of('method');
      const text = withoutPerson(cells.of('text'));
      const { currency } = mapping;
      return {
        ok: true,
        line: { line, refId, orderId, externalId, day, method, amountMinor, currency, text },
      };
    },
  };
}
