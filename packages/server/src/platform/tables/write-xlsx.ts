import { type Currency, formatMinor } from '@srs-desk/shared/billing/money.ts';
import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { type Cell, isMoney, type Table } from './table.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const WIDEST = 60;
/** Rows by which a column's width is chosen. */
const MEASURED_ROWS = 200;

function amountFormat(currency: Currency): string {
  const digits = formatMinor(0, currency).split('.')[1] ?? '';
  return digits === '' ? '#,##0' : `#,##0.${digits}`;
}

function excelCell(cell: Cell) {
  if (cell === null) return null;
  if (isMoney(cell)) {
    const value = Number(formatMinor(cell.minor, cell.currency));
    return { value, type: Number, format: amountFormat(cell.currency) };
  }
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: textOf(cell), type: String };
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (isMoney(cell)) return formatMinor(cell.minor, cell.currency);
  return typeof cell === 'object' ? cell.join(' ') : String(cell);
}

function widthOf({ columns, rows }: Table, key: string): number {
  const heading = columns.find((column) => column.key === key)?.heading ?? '';
  const lengths = rows.slice(0, MEASURED_ROWS).map((row) => textOf(row[key] ?? null).length);
  return Math.min(Math.max(heading.length, ...lengths) + 2, WIDEST);
}

/** The tables as a workbook, one sheet each; texts are texts, whatever they begin with. */
export async function toXlsx(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map((table) => ({
    sheet: table.sheet.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    data: [
      table.columns.map(({ heading }) => ({ value: heading, type: String, fontWeight: 'bold' as const })),
      ...table.rows.map((row) => table.columns.map(({ key }) => excelCell(row[key] ?? null))),
    ] as SheetData,
    columns: table.columns.map(({ key }) => ({ width: widthOf(table, key) })),
    stickyRowsCount: 1,
  }));
  return undated(await writeXlsxFile(sheets).toBuffer());
}

/** The earliest time a ZIP file can hold. */
const NO_TIME = new Date(1980, 0, 1);

/** The same workbook without the time of its making: the same tables are the same bytes. */
function undated(workbook: Uint8Array): Buffer {
  return Buffer.from(zipSync(unzipSync(new Uint8Array(workbook)), { mtime: NO_TIME }));
}
