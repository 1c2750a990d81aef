import { formatMinor } from '@srs-desk/shared/billing/money.ts';
import { BYTE_ORDER_MARK, csvCell, csvLine } from '@srs-desk/shared/tables/csv.ts';
import { type Cell, type Column, isMoney, type Table, type TableRow } from './table.ts';

export const CSV_TYPE = 'text/csv; charset=utf-8';

/** What differs between the languages in which spreadsheets read CSV. */
export interface CsvForm {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}

/** Commas and decimal points: for machines, and for spreadsheets in English. */
export const PLAIN_CSV: CsvForm = { separator: ',', decimal: '.' };

function encoded(cell: Cell | undefined, { decimal }: CsvForm): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell).replace('.', decimal);
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'string') return csvCell(cell);
  if (isMoney(cell)) return formatMinor(cell.minor, cell.currency).replace('.', decimal);
  return csvCell(cell.join(' '));
}

function rowLine<K extends string>(columns: readonly Column<K>[], row: TableRow<K>, form: CsvForm): string {
  return csvLine(
    columns.map(({ key }) => encoded(row[key], form)),
    form.separator,
  );
}

function headLine(columns: readonly Column[], form: CsvForm): string {
  return csvLine(
    columns.map(({ heading }) => csvCell(heading)),
    form.separator,
  );
}

/** A large table as CSV, a text for each batch of its rows: no more than that is kept in memory. */
export async function* csvStream<K extends string>(
  columns: readonly Column<K>[],
  batches: AsyncIterable<readonly TableRow<K>[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + headLine(columns, PLAIN_CSV);
  for await (const rows of batches) {
    if (rows.length > 0) yield rows.map((row) => rowLine(columns, row, PLAIN_CSV)).join('');
  }
}

/** Tables as one CSV, an empty line between two. */
export function toCsv(tables: readonly Table[], form: CsvForm): string {
  const blocks = tables.map(({ columns, rows }) =>
    [headLine(columns, form), ...rows.map((row) => rowLine(columns, row, form))].join(''),
  );
  return BYTE_ORDER_MARK + blocks.join('\r\n');
}
