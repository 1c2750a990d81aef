/** By this mark at the start of a file spreadsheets know that it is UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Separators that a CSV file may have. */
export const CSV_SEPARATORS = [';', '\t', ',', '|'] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

/** What a spreadsheet takes for a formula when a text begins with it, full-width signs included [ASVS 1.2.10]. */
const FORMULA = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;
const GUARDED = /^'(?=[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20])/;

/**
 * A text as a cell of CSV: no spreadsheet takes it for a formula, and both usual separators are quoted, whichever the
 * file has. Numbers of our own making stand as they are.
 */
export function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A cell's text without the apostrophe that {@link csvCell} has put before what looked like a formula. */
export function withoutGuard(text: string): string {
  return text.replace(GUARDED, '');
}

/** Cells as a line with its CR LF. */
export function csvLine(cells: readonly string[], separator: CsvSeparator = ','): string {
  return `${cells.join(separator)}\r\n`;
}
