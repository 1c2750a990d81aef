import type { ImportLine } from '../api/orders.ts';

/** A cell of CSV; what a spreadsheet would take for a formula is made text. */
function cell(raw: string): string {
  const text = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/.test(raw) ? `'${raw}` : raw;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The report of an import as a CSV file: line, refId, outcome, problem. */
export function importReportCsv(lines: readonly ImportLine[]): string {
  const rows = lines.map(({ line, refId, outcome, problem }) => [
    String(line),
    refId,
    outcome,
    problem ?? '',
  ]);
  return [['line', 'refId', 'outcome', 'problem'], ...rows]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}
