import { recordOf } from '../fields/field.ts';
import { cellText, type FileCell, isRoundedId, ROUNDED_ID } from '../tables/cell.ts';
import { refIdIn } from '../text/ids.ts';
import { tidyText } from '../text/signs.ts';
import { type ColumnMapping, headerText, type LineError } from './invoice-columns.ts';
import { INVOICE_FIELDS, type InvoiceField, type InvoiceLine } from './invoice-line.ts';
import { currencyNamed, type Money, netOf, otherCurrency, parseMoney, plainNumber } from './invoice-money.ts';
import { mayName, namesTotal, saysElse, totalKind } from './invoice-totals.ts';
import { readLocalDay } from './local-date.ts';
import { parseAmount } from './money.ts';
import type { Calendar, Day } from './periods.ts';

const MAX_CELL = 500;
/** What may be a reference though it is no Ref ID: without blanks, with a digit. */
const ONE_WORD = /^(?=\S*\d)\S+$/;
const LETTER = /\p{L}/u;
const IDS = ['refId', 'orderId', 'externalId'] as const;
/** Fields whose words say nothing of what a row is. */
const BESIDE = ['date', 'amount', 'currency'] as const;

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

/** The cells of one row by what they mean. */
interface Cells {
  /** The text of each cell, tidied; null where it is empty or the file has no such column. */
  readonly texts: Readonly<Record<InvoiceField, string | null>>;
  /** The cell as the file gave it. */
  raw(field: InvoiceField): FileCell | undefined;
  /** Whether the column is that of one of these fields. */
  isAmong(column: number, fields: readonly InvoiceField[]): boolean;
  fail(field: InvoiceField, code: LineError['code'], message: string): void;
}

/** Different texts that a reader keeps in mind at most. */
const MOST_REMEMBERED = 5_000;

/** Reads each of the texts that come again and again (days, amounts, words) but once. */
function remembered<K, T extends object>(read: (of: K) => T): (of: K) => T {
  const known = new Map<K, T>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const value = read(of);
    known.set(of, value);
    return value;
  };
}

// Free texts may name somebody, which finance is not to see: numbers to call and mail addresses are not taken in.
function withoutPerson(text: string | null): string | null {
  return (
    text
      ?.replace(/[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/g, '\u2026')
      .replace(/(?:\+|\b00|\b0)\d(?:[\s/().-]?\d){7,13}\b/g, '\u2026') ?? null
  );
}

type ReadMoney = (cell: FileCell) => Money;

function readAmount(cells: Cells, money: ReadMoney): number {
  const read = money(cells.raw('amount') ?? '');
  if ('minor' in read) return read.minor;
  cells.fail('amount', read.code, read.message);
  return 0;
}

/** The price of a piece; null where there is none, or one that the currency's minor units cannot hold. */
function readUnit(cells: Cells, money: ReadMoney): number | null {
  if (cells.texts.unitPrice === null) return null;
  const read = money(cells.raw('unitPrice') ?? '');
  if ('minor' in read) return read.minor;
  if (read.code !== 'too_many_decimals') cells.fail('unitPrice', read.code, read.message);
  return null;
}

/** A whole number of pieces. */
function readQuantity(cells: Cells, { decimal }: ColumnMapping): number | null {
  const text = cells.texts.quantity;
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

function readDay(cells: Cells, dayIn: (text: string) => ReturnType<typeof readLocalDay>): Day | null {
  const raw = cells.raw('date');
  if (typeof raw === 'object') return raw.day;
  const text = cells.texts.date;
  if (text === null) return null;
  const read = dayIn(text);
  if (read.ok) return read.day;
  const ambiguous = read.code === 'ambiguous';
  const message = ambiguous
    ? `"${text}" can be read as two days: choose the form of the dates`
    : `"${text}" is not a date of the chosen form`;
  cells.fail('date', ambiguous ? 'ambiguous_date' : 'bad_date', message);
  return null;
}

function checkCurrency(cells: Cells, mapping: ColumnMapping): void {
  const found = cells.texts.currency?.toUpperCase() ?? null;
  if (found !== null && currencyNamed(found) !== mapping.currency) {
    cells.fail('currency', 'other_currency', otherCurrency(mapping.currency, found));
  }
}

/** Cells that say what a row is. */
const SAYING = ['refId', 'orderId', 'externalId', 'text', 'method'] as const;

/** What is known of the words of a text. */
interface Words {
  readonly kind: ReturnType<typeof totalKind>;
  readonly isNamed: boolean;
  readonly saysElse: boolean;
}

const wordsIn = (text: string): Words => ({
  kind: totalKind(text),
  isNamed: namesTotal(text),
  saysElse: saysElse(text),
});

/** Whether the row is of a customer or an order; `New Balance` is also a name where something is charged to it. */
function namesOne({ texts }: Cells, wordsOf: (text: string) => Words): boolean {
  const isCharge = texts.quantity !== null || texts.date !== null;
  return IDS.some((field) => {
    const text = texts[field];
    return text !== null && (wordsOf(text).kind === null || (isCharge && mayName(text)));
  });
}

/**
 * The words that make a row a total, wherever they stand in it; null where it names an order or a customer as well. A tax may
 * also be the code by which a charge is taxed: in a column that is not mapped it counts only where nothing else says what the
 * row is. Words that are no total's name count only beside no method, no quantity and no other text.
 */
function totalText(row: readonly FileCell[], cells: Cells, wordsOf: (text: string) => Words): string | null {
  const { texts, raw, isAmong } = cells;
  if (namesOne(cells, wordsOf)) return null;
  const isBeside =
    texts.quantity !== null ||
    [texts.text, texts.method].some((text) => text !== null && wordsOf(text).saysElse);
  const isSaid = (text: string) => {
    const { kind, isNamed } = wordsOf(text);
    return kind !== null && (isNamed || !isBeside);
  };
  const hasElse = texts.text !== null || texts.method !== null || texts.quantity !== null;
  const sumsUp = (text: string) => wordsOf(text).kind === 'total' && (wordsOf(text).isNamed || !hasElse);
  const words =
    SAYING.map((field) => cellText(raw(field))).find(isSaid) ??
    row.find((cell) => typeof cell === 'string' && LETTER.test(cell) && sumsUp(cell));
  if (words !== undefined) return tidyText(cellText(words)).slice(0, MAX_CELL);
  if (hasElse) return null;
  const first = row.find((cell, at) => typeof cell === 'string' && LETTER.test(cell) && !isAmong(at, BESIDE));
  return wordsOf(cellText(first)).kind === null ? null : tidyText(cellText(first)).slice(0, MAX_CELL);
}

const NO_TEXTS: Cells['texts'] = recordOf(INVOICE_FIELDS, () => null);

/** What the cells of a row say, wherever the columns are, and what cannot be taken of it. */
function cellReader(headers: readonly string[], mapping: ColumnMapping) {
  const at = recordOf(INVOICE_FIELDS, (field) =>
    headers.indexOf(headerText(mapping.columns[field] ?? '\u0000')),
  );
  const columns = INVOICE_FIELDS.filter((field) => at[field] >= 0);
  const isAmong: Cells['isAmong'] = (column, fields) => fields.some((field) => at[field] === column);
  return (line: number, row: readonly FileCell[]): { cells: Cells; errors: LineError[] } => {
    const errors: LineError[] = [];
    // Copied from a blank: put together name by name it would be slower, and there are hundreds of thousands of rows.
    const texts: Record<InvoiceField, string | null> = { ...NO_TEXTS };
    const raw = (field: InvoiceField): FileCell | undefined => row[at[field]];
    const fail: Cells['fail'] = (field, code, message) =>
      void errors.push({ line, column: mapping.columns[field] ?? field, code, message });
    if (
      row.length > headers.length &&
      row.slice(headers.length).some((cell) => cellText(cell).trim() !== '')
    ) {
      fail('amount', 'cells', `${row.length} cells where the header has ${headers.length}`);
    }
    for (const field of columns) {
      const text = tidyText(cellText(raw(field)));
      texts[field] = text || null;
      if (text.length <= MAX_CELL) continue;
      fail(field, 'too_long', `${text.length} characters, at most ${MAX_CELL} are taken`);
    }
    for (const field of IDS)
      if (isRoundedId(raw(field))) fail(field, 'rounded', `"${texts[field]}" ${ROUNDED_ID}`);
    if (texts.refId !== null) {
      const refId = refIdIn(texts.refId) ?? (ONE_WORD.test(texts.refId) ? texts.refId : null);
      // A fee's name, or a note below the table.
      if (refId === null) texts.text ??= texts.refId;
      texts.refId = refId;
    }
    return { cells: { texts, raw, isAmong, fail }, errors };
  };
}

/** A reader for files whose header row has been checked by `headerErrors`. */
export function createLineReader(
  headers: readonly string[],
  mapping: ColumnMapping,
  { dayOf }: Calendar,
): LineReader {
  const cellsOf = cellReader(headers, mapping);
  const dayIn = remembered((text: string) => readLocalDay(text, mapping.dateFormat, dayOf));
  const money = remembered((cell: FileCell) => parseMoney(cell, mapping));
  const wordsOf = remembered(wordsIn);
  const { currency } = mapping;
  const isGross = (mapping.vatBasisPoints ?? 0) > 0;
  return {
    read(line, row) {
      const { cells, errors } = cellsOf(line, row);
      const { refId, orderId, externalId, method, text, amount } = cells.texts;
      const total = totalText(row, cells, wordsOf);
      const named = total === null && (refId ?? orderId ?? externalId) !== null;
      if (!named && amount === null) return { ok: true, line: null };
      checkCurrency(cells, mapping);
      const fileMinor = readAmount(cells, money);
      const isTotal = total !== null;
      const day = isTotal ? null : readDay(cells, dayIn);
      const quantity = isTotal ? null : readQuantity(cells, mapping);
      const unitMinor = isTotal ? null : readUnit(cells, money);
      if (errors.length > 0) return { ok: false, errors };
      return {
        ok: true,
        line: {
          refId: isTotal ? null : refId,
          orderId: isTotal ? null : orderId,
          externalId: isTotal ? null : externalId,
          method: isTotal ? null : method,
          text: total ?? withoutPerson(text),
          line,
          day,
          quantity,
          unitMinor: unitMinor === null ? null : netOf(unitMinor, mapping),
          amountMinor: isTotal ? fileMinor : netOf(fileMinor, mapping),
          currency,
          isTotal,
          ...(isGross ? { fileMinor } : {}),
        },
      };
    },
  };
}
