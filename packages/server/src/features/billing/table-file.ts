import { type Currency, formatMinor } from '@srs-desk/shared/billing/money.ts';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';

/** Languages that files are written in. */
export const FILE_LANGUAGES = ['en', 'de'] as const;
export type FileLanguage = (typeof FILE_LANGUAGES)[number];

/** An amount with its currency, for a cell. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** What stands in a cell: text (never a formula), a whole number, an amount, or nothing. */
export type Cell = string | number | Money | null;

/** A table that becomes a file. */
export interface Table {
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A file's content with its type. */
export interface MadeFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Buffer;
}

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function isMoney(cell: Cell): cell is Money {
  return cell !== null && typeof cell === 'object';
}

// What a spreadsheet would take for a formula is set behind an apostrophe [ASVS 1.2.10].
function harmless(text: string): string {
  return /^[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

function csvCell(cell: Cell, language: FileLanguage): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (isMoney(cell)) {
    const text = formatMinor(cell.minor, cell.currency);
    return language === 'de' ? text.replace('.', ',') : text;
  }
  const text = harmless(cell);
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The table as CSV with a byte order mark: English with commas and decimal points, German with semicolons and
 * decimal commas, as the spreadsheets of each open it.
 */
export function toCsv(tables: readonly Table[], language: FileLanguage): string {
  const separator = language === 'de' ? ';' : ',';
  const line = (cells: readonly Cell[]) => cells.map((cell) => csvCell(cell, language)).join(separator);
  const blocks = tables.map((table) => [line(table.headers), ...table.rows.map(line)].join('\r\n'));
  return `\ufeff${blocks.join('\r\n\r\n')}\r\n`;
}

function excelFormat(currency: Currency): string {
  const digits = formatMinor(0, currency).split('.')[1] ?? '';
  return digits === '' ? '#,##0' : `#,##0.${digits}`;
}

function excelCell(cell: Cell) {
  if (cell === null) return null;
  if (isMoney(cell)) {
    const value = Number(formatMinor(cell.minor, cell.currency));
    return { value, type: Number, format: excelFormat(cell.currency) };
  }
  return typeof cell === 'number' ? { value: cell, type: Number } : { value: cell, type: String };
}

/** The tables as a workbook, one sheet each. */
export async function toXlsx(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map((table) => ({
    sheet: table.sheet.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    data: [
      table.headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
      ...table.rows.map((row) => row.map(excelCell)),
    ] as SheetData,
    columns: table.headers.map((header, at) => ({ width: widthOf(header, table.rows, at) })),
    stickyRowsCount: 1,
  }));
  return writeXlsxFile(sheets).toBuffer();
}

function widthOf(header: string, rows: Table['rows'], at: number): number {
  let width = header.length;
  for (const row of rows.slice(0, 200)) {
    const cell = row[at] ?? null;
    const text = isMoney(cell) ? formatMinor(cell.minor, cell.currency) : String(cell ?? '');
    width = Math.max(width, text.length);
  }
  return Math.min(width + 2, 60);
}

/** A file name without anything that a file system or a header could mind. */
export function fileName(parts: readonly (string | null)[], extension: string): string {
  const text = parts
    .map((part) => (part ?? 'none').normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '_'))
    .join('-')
    .slice(0, 120);
  return `${text}.${extension}`;
}
