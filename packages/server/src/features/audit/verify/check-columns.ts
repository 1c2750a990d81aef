import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { RawEntry } from '../log/log-file.ts';

/** The name of the first search column that does not say what the stored bytes say; null when all agree. */
export function differingColumn(row: RawEntry, entry: EntryV1): string | null {
  if (row[0] !== entry.seq) return 'seq';
  if (row[1] !== Date.parse(entry.at)) return 'at';
  if (row[2] !== entry.uuid) return 'uuid';
  if (row[3] !== entry.kind) return 'kind';
  if (row[4] !== entry.action) return 'action';
  if (row[5] !== entry.actor) return 'actor';
  if (row[6] !== (entry.refId ?? null)) return 'ref_id';
  if (row[7] !== (entry.orderId ?? null)) return 'order_id';
  if (row[8] !== (entry.externalId ?? null)) return 'external_id';
  if ((row[9] === null ? undefined : String(row[9])) !== entry.callId) return 'call_id';
  if (row[10] !== (entry.subject ?? null)) return 'subject_id';
  if (row[11] !== (entry.operation ?? null)) return 'operation';
  if (row[12] !== (entry.outcome ?? null)) return 'outcome';
  if (row[13] !== (entry.target ?? null)) return 'target';
  return null;
}
