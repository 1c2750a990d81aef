import { columnsOf, type TableRow } from '../../platform/tables/table.ts';
import type { AuditEntry } from './log/entry-row.ts';

const KEYS = [
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

/** The columns of the log as a table. */
export const ENTRY_COLUMNS = columnsOf(KEYS);

/** An entry as a row of them. */
export function entryTableRow(entry: AuditEntry): TableRow<(typeof KEYS)[number]> {
  return { ...entry, detail: entry.detail === null ? null : JSON.stringify(entry.detail) };
}
