import { canonicalJson } from '@srs-desk/shared/audit/canonical.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { EntryParts } from '@srs-desk/shared/audit/entry-parts.ts';

/** Columns by what they say of an entry. */
const COLUMNS = [
  ['seq', 'seq'],
  ['at', 'at'],
  ['uuid', 'uuid'],
  ['kind', 'kind'],
  ['action', 'action'],
  ['actor', 'actor'],
  ['origin', 'origin'],
  ['ref_id', 'refId'],
  ['order_id', 'orderId'],
  ['external_id', 'externalId'],
  ['call_id', 'callId'],
  ['subject_id', 'subject'],
  ['operation', 'operation'],
  ['outcome', 'outcome'],
  ['target', 'target'],
  ['sealed', 'sealed'],
] as const;

/** The name of the first column that does not say what the text kept beside it says; null when all agree. */
export function differingColumn(parts: EntryParts, entry: EntryV1): string | null {
  const found = COLUMNS.find(([, field]) => (parts[field] ?? undefined) !== entry[field]);
  if (found !== undefined) return found[0];
  return parts.detail === canonicalJson(entry.detail) ? null : 'detail';
}
