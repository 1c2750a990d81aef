import { recordOf } from '../fields/field.ts';
import { cellText, type FileCell, isRoundedId, ROUNDED_ID } from '../tables/cell.ts';
import { refIdIn } from '../text/ids.ts';
import { tidyText } from '../text/signs.ts';
import { type ColumnMapping, headerText, type LineError } from './invoice-columns.ts';
import { FILE_FIELDS, INVOICE_FIELDS, type InvoiceField, type InvoiceLine } from './invoice-line.ts';
import { totalKind } from './invoice-totals.ts';
import { readLocalDay } from './local-date.ts';
import { type Currency, currencySchema, parseAmount } from './money.ts';
import type { Calendar, Day } from './periods.ts';

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
interface LineReader {
  /**
   * `line` is its number in the file as people count; cells are in the order of the headers. A row that has neither a
   * reference nor an amount is a note of the supplier's: null.
   */
  read(
    line: number,
    cells: readonly FileCell[],
  ): { ok: true; line: InvoiceLine | null } | { ok: false; errors: LineError[] };
}

interface Cells {
  of(field: InvoiceField): string | null;
  /** The cell as the file gave it. */
  raw(field: InvoiceField): FileCell | undefined;
  fail(field: InvoiceField, code: LineError['code'], message: string): void;
}

// Twelve digits are more than any invoice needs and fewer than binary fractions spoil.
function plainNumber(number: number): string {
  const text = String(Number(number.toPrecision(12)));
  return text.includes('e') ? number.toFixed(0) : text;
}

const SIGNS: Readonly<Record<string, string>> = {
  '\u20ac': 'EUR',
  '\u00a3': 'GBP',
  'FR.': 'CHF',
  'SFR.': 'CHF',
};
const CURRENCY = 'S?Fr\\.|[A-Z]{3}|\\u20ac|\\u00a3';
const BEFORE = new RegExp(`^(${CURRENCY})\\s*(?=[\\d(+.,\\u2212-])`, 'iu');
const BEHIND = new RegExp(`(?<=[\\d).,\\u2013\\u2014-])\\s*(${CURRENCY})$`, 'iu');

/** The amount without the currency that stands before or behind it, and that currency (null: none). */
function splitCurrency(text: string): { amount: string; found: string | null } {
  const name = (BEFORE.exec(text) ?? BEHIND.exec(text))?.[1]?.toUpperCase();
  if (name === undefined) return { amount: text, found: null };
  const found = currencySchema.safeParse(SIGNS[name] ?? name);
  if (!found.success) return { amount: text, found: null };
  return { amount: text.replace(BEFORE, '').replace(BEHIND, ''), found: found.data };
}

// Free texts may name somebody, which finance is not to see: numbers to call and mail addresses are not taken in.
function withoutPerson(text: string | null): string | null {
  return (
    text
      ?.replace(/[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/g, '\u2026')
      .replace(/(?:\+|\b00|\b0)\d(?:[\s/().-]?\d){7,13}\b/g, '\u2026') ?? null
  );
}

function otherCurrency(currency: Currency, found: string): string {
  return `the invoice is in ${currency}, this line in ${found}`;
}

/** What is said of an amount that cannot be read, and its minor units otherwise. */
function parseMoney(
  cells: Cells,
  field: 'amount' | 'unitPrice',
  mapping: ColumnMapping,
): { minor: number } | { code: LineError['code']; message: string } {
  const text = cells.of(field) ?? '';
  const raw = cells.raw(field);
  const { amount, found } = splitCurrency(text);
  if (found !== null && found !== mapping.currency) {
    return { code: 'other_currency', message: otherCurrency(mapping.currency, found) };
  }
  const parsed =
    typeof raw === 'number'
      ? parseAmount(plainNumber(raw), mapping.currency, 'point')
      : parseAmount(amount, mapping.currency, mapping.decimal);
  if (parsed.ok) return { minor: netOf(parsed.minor, mapping) };
  return { code: parsed.code, message: AMOUNT_MESSAGES[parsed.code](text, mapping.currency) };
}

/** Without the tax that a gross file's amounts have in them. */
function netOf(minor: number, { vatBasisPoints }: ColumnMapping): number {
  if (vatBasisPoints === undefined) return minor;
  return Math.sign(minor) * Math.round((Math.abs(minor) * 10_000) / (10_000 + vatBasisPoints));
}

function readAmount(cells: Cells, mapping: ColumnMapping): number {
  const read = parseMoney(cells, 'amount', mapping);
  if ('minor' in read) return read.minor;
  cells.fail('amount', read.code, read.message);
  return 0;
}

/** The price of a piece; null where there is none, or one that the currency's minor units cannot hold. */
function readUnit(cells: Cells, mapping: ColumnMapping): number | null {
  if (cells.of('unitPrice') === null) return null;
  const read = parseMoney(cells, 'unitPrice', mapping);
  if ('minor' in read) return read.minor;
  if (read.code !== 'too_many_decimals') cells.fail('unitPrice', read.code, read.message);
  return null;
}

/** A whole number of pieces. */
function readQuantity(cells: Cells, { decimal }: ColumnMapping): number | null {
  const text = cells.of('quantity');
  if (text === null) return null;
  const raw = cells.raw('quantity');
  // Pieces are counted as amounts of a currency without decimals are.
  const parsed = parseAmount(
    typeof raw === 'number' ? plainNumber(raw) : text.replace(/\s*(?:x|stk\.?|st\.?|pcs?\.?)$/i, ''),
    'JPY',
    typeof raw === 'number' ? 'point' : decimal,
  );
  if (parsed.ok) return parsed.minor;
  cells.fail('quantity', 'not_a_number', `"${text}" is not a whole number of pieces`);
  return null;
}

function readDay(cells: Cells, mapping: ColumnMapping, dayOf: (at: number) => Day): string | null {
  const raw = cells.raw('date');
  if (typeof raw === 'object') return raw.day;
  const text = cells.of('date');
  if (text === null) return null;
  const read = readLocalDay(text, mapping.dateFormat, dayOf);
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
    cells.fail('currency', 'other_currency', otherCurrency(mapping.currency, found));
  }
}

type Told = Record<(typeof FILE_FIELDS)[number], string | null>;

/** The words that make a row a total, wherever they stand in it; null where it names an order or a customer as well. */
function totalText(row: readonly FileCell[], { refId, orderId, externalId }: Told): string | null {
  const names = [refId, orderId, externalId].filter((each) => each !== null);
  if (names.some((each) => totalKind(each) === null)) return null;
  const words = row.find((cell) => typeof cell === 'string' && totalKind(cell) !== null);
  return words === undefined ? null : tidyText(cellText(words)).slice(0, MAX_CELL);
}

/** A reader for files whose header row has been checked by `headerErrors`. */
export function createLineReader(
  headers: readonly string[],
  mapping: ColumnMapping,
  { dayOf }: Calendar,
): LineReader {
  const at = new Map(
    INVOICE_FIELDS.map((field) => [field, headers.indexOf(headerText(mapping.columns[field] ?? '\u0000'))]),
  );
  return {
    read(line, row) {
      const errors: LineError[] = [];
      const cells: Cells = {
        of: (field) => tidyText(cellText(cells.raw(field))) || null,
        raw: (field) => row[at.get(field) ?? -1],
        fail: (field, code, message) =>
          errors.push({ line, column: mapping.columns[field] ?? field, code, message }),
      };
      if (row.slice(headers.length).some((cell) => cellText(cell).trim() !== '')) {
        cells.fail('amount', 'cells', `${row.length} cells where the header has ${headers.length}`);
      }
      for (const field of INVOICE_FIELDS) {
        const length = cells.of(field)?.length ?? 0;
        if (length > MAX_CELL)
          cells.fail(field, 'too_long', `${length} characters, at most ${MAX_CELL} are taken`);
      }
      for (const field of ['refId', 'orderId', 'externalId'] as const) {
        if (isRoundedId(cells.raw(field))) cells.fail(field, 'rounded', `"${cells.of(field)}" ${ROUNDED_ID}`);
      }
      const told = recordOf(FILE_FIELDS, cells.of);
      told.refId = told.refId && (refIdIn(told.refId) ?? told.refId);
      const total = totalText(row, told);
      const named = total === null && (told.refId ?? told.orderId ?? told.externalId) !== null;
      if (!named && cells.of('amount') === null) return { ok: true, line: null };
      checkCurrency(cells, mapping);
      const { currency } = mapping;
      const amounts = {
        line,
        amountMinor: readAmount(cells, mapping),
        currency,
        isTotal: total !== null,
      };
      if (total !== null) {
        if (errors.length > 0) return { ok: false, errors };
        const none = recordOf(FILE_FIELDS, () => null);
        return {
          ok: true,
          line: { ...none, ...amounts, day: null, quantity: null, unitMinor: null, text: total },
        };
      }
      const day = readDay(cells, mapping, dayOf);
      const quantity = readQuantity(cells, mapping);
      const unitMinor = readUnit(cells, mapping);
      if (errors.length > 0) return { ok: false, errors };
      return {
        ok: true,
        line: { ...told, ...amounts, day, quantity, unitMinor, text: withoutPerson(told.text) },
      };
    },
  };
}
