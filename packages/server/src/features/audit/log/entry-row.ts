import { EntryFormatError, type EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { entryOf, type StoredEntry } from '../../../platform/ledger/stored-entry.ts';

/** An entry as the API gives it: everything but the sealed part, of which it says only that there is one. */
export interface AuditEntry {
  id: number;
  seq: number;
  at: string;
  uuid: string;
  kind: EntryV1['kind'];
  action: string;
  actor: string;
  origin: string | null;
  refId: string | null;
  orderId: string | null;
  externalId: string | null;
  callId: number | null;
  subject: string | null;
  operation: string | null;
  outcome: string | null;
  target: string | null;
  detail: EntryV1['detail'];
  sealed: boolean;
  prevHash: string;
  hash: string;
}

/** A row as an entry; one that was spoilt says so in its action, so that it can be seen among the others. */
export function toAuditEntry(row: StoredEntry): AuditEntry {
  const entry = readable(row);
  return {
    id: row.seq,
    seq: row.seq,
    at: entry.at,
    uuid: entry.uuid,
    kind: entry.kind,
    action: entry.action,
    actor: entry.actor,
    origin: entry.origin ?? null,
    refId: entry.refId ?? null,
    orderId: entry.orderId ?? null,
    externalId: entry.externalId ?? null,
    callId: entry.callId === undefined ? null : Number(entry.callId),
    subject: entry.subject ?? null,
    operation: entry.operation ?? null,
    outcome: entry.outcome ?? null,
    target: entry.target ?? null,
    detail: entry.detail,
    sealed: entry.sealed !== undefined,
    prevHash: entry.prevHash,
    hash: row.hash.toString('hex'),
  };
}

/** What stands in the list for what is no entry: the verification tells more. */
const UNREADABLE = 'entry.unreadable';

function readable(row: StoredEntry): EntryV1 {
  try {
    return entryOf(row);
  } catch (error) {
    if (!(error instanceof EntryFormatError)) throw error;
    return {
      v: 1,
      seq: row.seq,
      at: new Date(0).toISOString(),
      uuid: '',
      kind: 'system',
      action: UNREADABLE,
      actor: 'unknown',
      detail: { problem: error.message },
      prevHash: '0'.repeat(64),
    };
  }
}
