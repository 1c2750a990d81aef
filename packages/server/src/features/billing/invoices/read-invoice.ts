import {
  type ColumnMapping,
  guessColumns,
  HEADER_WITHIN,
  headerErrors,
  headerKey,
  headerScore,
  headerText,
  type LineError,
} from '@srs-desk/shared/billing/invoice-columns.ts';
import { INVOICE_FIELDS, type InvoiceLine } from '@srs-desk/shared/billing/invoice-line.ts';
import { createLineReader } from '@srs-desk/shared/billing/invoice-line-reader.ts';
import { readLocalDay } from '@srs-desk/shared/billing/local-date.ts';
import { type Calendar, type Period, periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import { withTaxedSums } from '@srs-desk/shared/billing/taxed-sums.ts';
import { cellText } from '@srs-desk/shared/tables/cell.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readTable } from '../../../platform/tables/read-table.ts';
import type { Row, Sheet } from '../../../platform/tables/sheet.ts';
import { UnreadableTable } from '../../../platform/tables/unreadable-table.ts';
import { MOST_ERRORS, type Preview, type Table } from './invoice-work.ts';
import { readFileLines } from './line-queries.ts';
import { fileLine } from './staged-lines.ts';

/** Some lines cannot be taken, so none is. */
export class RefusedLines extends Error {
  override readonly name = 'RefusedLines';
  constructor(
    readonly errors: readonly LineError[],
    readonly count: number,
  ) {
    const first = errors[0];
    const where = first === undefined ? '' : `; first: line ${first.line}, ${first.column}: ${first.message}`;
    super(`${count} ${count === 1 ? 'problem' : 'problems'} in the file, nothing was imported${where}.`);
  }
}

const SHOWN_ROWS = 20;
/** Rows below the header that the month is guessed from. */
const DATED_ROWS = 500;

/** Where the lines are: the sheet, and the number of its header row. */
interface Place {
  readonly sheet: Sheet;
  readonly headerRow: number;
}

async function firstRows(sheet: Sheet, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of sheet.rows()) {
    rows.push(row);
    if (rows.length >= most) break;
  }
  return rows;
}

function noLines(): UnreadableTable {
  return new UnreadableTable('no_lines', 'The file has no lines below its header row.');
}

/** By what a header row is known: columns mapped that it should have, and the keys of rows seen before. */
interface Sought {
  readonly mapped?: readonly string[];
  readonly known?: readonly string[];
}

/** How much a row is like the header: whether it is one seen before, then the columns mapped that it has, then what its words say. */
function likeness(headers: readonly string[], { mapped = [], known = [] }: Sought): number {
  if (known.includes(headerKey(headers))) return Number.POSITIVE_INFINITY;
  const has = mapped.filter((column) => headers.includes(headerText(column))).length;
  return has * INVOICE_FIELDS.length + headerScore(headers);
}

/** The row of a sheet that is most like a header; the first with any value where none is. */
async function findHeader(sheet: Sheet, sought: Sought): Promise<{ row: number; score: number } | null> {
  let best: { row: number; score: number } | null = null;
  for (const { number, cells } of await firstRows(sheet, HEADER_WITHIN)) {
    const score = likeness(cells.map(headerText), sought);
    if (best === null || score > best.score) best = { row: number, score };
  }
  return best;
}

/** Finds the lines where nobody said where they are. @throws UnreadableTable when the sheet named is not there */
async function placeOf(sheets: readonly Sheet[], asked: Table, sought: Sought): Promise<Place> {
  const candidates = asked.sheet === undefined ? sheets : sheets.filter(({ name }) => name === asked.sheet);
  if (candidates.length === 0) {
    const names = sheets.map(({ name }) => name).join(', ');
    const message = `The file has no sheet "${asked.sheet}"; it has: ${names}.`;
    throw new UnreadableTable('no_sheet', message);
  }
  let best: (Place & { score: number }) | null = null;
  for (const sheet of candidates) {
    const header = await findHeader(sheet, sought);
    if (header === null || (best !== null && header.score <= best.score)) continue;
    best = { sheet, headerRow: header.row, score: header.score };
  }
  if (best === null) throw noLines();
  return { sheet: best.sheet, headerRow: asked.headerRow ?? best.headerRow };
}

/** The month that most of the dates below a guessed header fall into; null without such a column or dates. */
function guessPeriod(headers: readonly string[], rows: readonly Row[], { dayOf }: Calendar): Period | null {
  const at = headers.indexOf(guessColumns(headers).date ?? '\u0000');
  if (at < 0) return null;
  const months = new Map<Period, number>();
  for (const { cells } of rows) {
    const cell = cells[at];
    const read =
      typeof cell === 'object'
        ? { ok: true as const, day: cell.day }
        : readLocalDay(cellText(cell), 'auto', dayOf);
    if (read.ok) months.set(periodOfDay(read.day), (months.get(periodOfDay(read.day)) ?? 0) + 1);
  }
  const [most] = [...months].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

/**
 * The header row, as told or found (best of all one whose key is `known`), and the rows below it, for mapping the columns.
 * @throws UnreadableTable
 */
export async function previewFile(
  path: string,
  asked: Table,
  known: readonly string[],
  calendar: Calendar,
): Promise<Preview> {
  const sheets = await readTable(path);
  const { sheet, headerRow } = await placeOf(sheets, asked, { known });
  const rows = await firstRows(sheet, HEADER_WITHIN + DATED_ROWS);
  const header = rows.find(({ number }) => number === headerRow);
  const below = rows.filter(({ number }) => number > headerRow);
  if (header === undefined || below.length === 0) throw noLines();
  const headers = header.cells.map((cell) => headerText(cell).slice(0, 200));
  return {
    sheets: sheets.map(({ name }) => name),
    sheet: sheet.name,
    headerRow,
    headers,
    sample: below.slice(0, SHOWN_ROWS).map(({ cells }) => cells.map((cell) => cellText(cell).slice(0, 200))),
    period: guessPeriod(headers, below, calendar),
  };
}

/** Lines read from a file, with what its header row looks like. */
interface ReadLines {
  readonly lines: readonly InvoiceLine[];
  readonly headerKey: string;
}

/** Reads a whole invoice; one bad line refuses all of it. @throws RefusedLines, UnreadableTable */
export async function readInvoiceLines(
  path: string,
  mapping: ColumnMapping,
  calendar: Calendar,
  onProgress: (done: number) => void,
): Promise<ReadLines> {
  const lines: InvoiceLine[] = [];
  const errors: LineError[] = [];
  let bad = 0;
  const mapped = Object.values(mapping.columns).filter((column) => column !== undefined);
  const { sheet, headerRow } = await placeOf(await readTable(path), mapping, { mapped });
  let headers: string[] | null = null;
  let reader: ReturnType<typeof createLineReader> | null = null;
  for await (const row of sheet.rows()) {
    if (row.number < headerRow) continue;
    if (headers === null || reader === null) {
      headers = row.cells.map(headerText);
      const wrong = headerErrors(headers, mapping, row.number);
      if (wrong.length > 0) throw new RefusedLines(wrong, wrong.length);
      reader = createLineReader(headers, mapping, calendar);
      continue;
    }
    const read = reader.read(row.number, row.cells);
    if (!read.ok) {
      bad += read.errors.length;
      if (errors.length < MOST_ERRORS) errors.push(...read.errors);
    } else if (read.line !== null) lines.push(read.line);
    if (lines.length % 10_000 === 0) onProgress(lines.length);
  }
  if (bad > 0) throw new RefusedLines(errors, bad);
  if (lines.length === 0) throw noLines();
  return { lines: withTaxedSums(lines), headerKey: headerKey(headers ?? []) };
}

/** The lines of a stored invoice as they came in its file. */
export function linesOfInvoice(db: Db, invoiceId: number, currency: string): ReadLines {
  const lines = readFileLines(db, invoiceId).map((row) => fileLine(row, currency));
  return { lines, headerKey: '' };
}
