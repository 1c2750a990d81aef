/** A date of a spreadsheet: local to whoever wrote it, without a zone. */
export interface SheetDate {
  /** `2026-03-01` */
  readonly day: string;
  /** `14:05:00`; null where the cell holds no more than the day. */
  readonly time: string | null;
}

/** A cell as a file gives it; CSV knows texts only, XLSX numbers and dates as well. Empty is ''. */
export type FileCell = string | number | SheetDate;

/** The cell as one text: `2026-03-01 14:05:00` for a date, digits and a decimal point for a number. */
export function cellText(cell: FileCell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell);
  return cell.time === null ? cell.day : `${cell.day} ${cell.time}`;
}

/**
 * Whether an id in this cell has lost digits: a spreadsheet keeps 15 of a number, and saves longer ones as CSV in the
 * form `1.23457E+17`.
 */
export function isRoundedId(cell: FileCell | undefined): boolean {
  if (typeof cell === 'number') return Math.abs(cell) >= 1e15;
  return typeof cell === 'string' && /^\s*\d(?:[.,]\d+)?E\+\d{2}\s*$/.test(cell);
}

/** Why an id that {@link isRoundedId} is refused, and what to do; the same in German. */
export const ROUNDED_ID = 'has more than 15 digits and Excel has rounded it: format the column as text';
export const ROUNDED_ID_DE =
  'hat mehr als 15 Stellen, und Excel hat sie gerundet: formatieren Sie die Spalte als Text';
