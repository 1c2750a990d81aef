import { stringify } from 'csv-stringify/sync';
import type { AuditEntry } from './log/entry-row.ts';

const COLUMNS = [
  'seq',
  'at',
  'kind',
  'action',
  'actor',
  'origin',
  'refId',
  'orderId',
  'externalId',
  'callId',
  'operation',
  'outcome',
  'target',
  'detail',
  'sealed',
  'uuid',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

// Cells that a spreadsheet would take for a formula are made text.
const OPTIONS = { escape_formulas: true, record_delimiter: '\r\n' } as const;

/** The first line, with a mark by which spreadsheets know UTF-8. */
export function csvHeader(): string {
  return `\ufeff${stringify([COLUMNS.slice()], OPTIONS)}`;
}

/** One entry as a line. */
export function csvLine(entry: AuditEntry): string {
  const cells = COLUMNS.map((name) => {
    const value = entry[name];
    if (value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
  return stringify([cells], OPTIONS);
}
