import type { Currency } from '@srs-desk/shared/billing/money.ts';
import { type FieldTable, type KeysWith, keysWith } from '@srs-desk/shared/fields/field.ts';

/** An amount with its currency, for a cell. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** What stands in a cell: text (never a formula), a number, yes or no, several texts, an amount, or nothing. */
export type Cell = string | number | boolean | readonly string[] | Money | null;

/** A column: under which name rows hold its cells, and what stands above them. */
export interface Column<K extends string = string> {
  readonly key: K;
  readonly heading: string;
}

/** A row by the keys of its columns. */
export type TableRow<K extends string = string> = Readonly<Record<K, Cell>>;

/** A table that becomes a file: a sheet of a workbook, or a part of a CSV. */
export interface Table<K extends string = string> {
  readonly sheet: string;
  readonly columns: readonly Column<K>[];
  readonly rows: readonly TableRow<K>[];
}

/** Columns in the order of their keys, each under its own name. */
export function columnsOf<K extends string>(keys: readonly K[]): Column<K>[] {
  return keys.map((key) => ({ key, heading: key }));
}

/** A column of the file that has the fields of this table. */
type Exported<T> = KeysWith<T, 'exported'> & string;

/** A sheet whose columns are the exported fields, in the order of the fields and under these headings. */
export function sheetOf<T extends FieldTable>(
  sheet: string,
  fields: T,
  headings: Readonly<Record<Exported<T>, string>>,
  rows: readonly TableRow<Exported<T>>[],
): Table {
  const isText = (key: KeysWith<T, 'exported'>): key is Exported<T> => typeof key === 'string';
  const keys = keysWith(fields, 'exported').filter(isText);
  return { sheet, columns: keys.map((key) => ({ key, heading: headings[key] })), rows };
}

export function isMoney(cell: Cell): cell is Money {
  return cell !== null && typeof cell === 'object' && 'minor' in cell;
}
