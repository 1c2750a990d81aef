import type { FileCell } from '@srs-desk/shared/tables/cell.ts';
import { UnreadableTable } from './unreadable-table.ts';

/** A file as a path, or what was received as bytes. */
export type TableSource = string | Buffer;

/** A row with its number as people count: the line of a CSV file, the row of a sheet, from 1. */
export interface Row {
  readonly number: number;
  readonly cells: readonly FileCell[];
}

/** A sheet of a workbook, or the only one of a CSV file. */
export interface Sheet {
  readonly name: string;
  /** The rows that hold anything, one after the other, read while they are asked for. @throws UnreadableTable */
  rows(): AsyncGenerator<Row>;
}

/** How much of a file is read. */
export interface TableLimits {
  /** Rows of a sheet. */
  readonly rows: number;
  /** What a sheet of a workbook, or all that its sheets share, may unpack to, bytes; counted, not believed. */
  readonly unpackedBytes: number;
}

/** 300,000 lines, and what stands above and below them: letterhead, header, totals. */
export const DEFAULT_LIMITS: TableLimits = { rows: 300_100, unpackedBytes: 256 * 1024 * 1024 };

/** More columns than any table of people has; a value beyond is a slip, or meant to fill the memory. */
export const MOST_COLUMNS = 1_000;

/** Passes over empty rows, and ends where a sheet is larger than a table may be. @throws UnreadableTable */
export async function* withinLimits(rows: AsyncIterable<Row>, limits: TableLimits): AsyncGenerator<Row> {
  let count = 0;
  for await (const row of rows) {
    if (row.cells.every((cell) => cell === '')) continue;
    count += 1;
    if (count > limits.rows) {
      const message = `The table has more than ${limits.rows} rows: split it by month or part.`;
      throw new UnreadableTable('too_many_rows', message, row.number);
    }
    if (row.cells.length > MOST_COLUMNS) throw tooManyColumns(row.number);
    yield row;
  }
}

/** A row reaches beyond the last column. */
export function tooManyColumns(row: number): UnreadableTable {
  const message = `Row ${row} has a value beyond column ${MOST_COLUMNS}: delete what stands to the right of the table.`;
  return new UnreadableTable('too_many_columns', message, row);
}

/** The rows of the first sheet that has any. @throws UnreadableTable */
export async function* firstFilled(sheets: readonly Sheet[]): AsyncGenerator<Row> {
  for (const sheet of sheets) {
    let filled = false;
    for await (const row of sheet.rows()) {
      filled = true;
      yield row;
    }
    if (filled) return;
  }
}
