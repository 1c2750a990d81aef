import { type EntryParts, entryTime } from '@srs-desk/shared/audit/entry-parts.ts';
import type { TupleOf } from '../db/connection.ts';
import { entries } from './table.ts';

/** The columns of `entries` that an entry's text is spelled from, in the order in which they are written and read as arrays. */
export const SPELLED_COLUMNS = [
  entries.seq,
  entries.at,
  entries.uuid,
  entries.kind,
  entries.action,
  entries.actor,
  entries.origin,
  entries.refId,
  entries.orderId,
  entries.externalId,
  entries.callId,
  entries.subjectId,
  entries.operation,
  entries.outcome,
  entries.target,
  entries.detail,
  entries.sealed,
] as const;

/** What stands in the {@link SPELLED_COLUMNS} of one entry. */
export type EntryColumns = TupleOf<typeof SPELLED_COLUMNS>;

/** What an entry's text is spelled from, as its columns say it. */
export function partsOfColumns(columns: readonly [...EntryColumns, ...unknown[]]): EntryParts {
  const [seq, at, uuid, kind, action, actor, origin, refId, orderId, externalId, callId, subject, ...more] =
    columns;
  const [operation, outcome, target, detail, sealed] = more;
  return {
    seq,
    at: entryTime(at),
    uuid,
    kind,
    action,
    actor,
    origin,
    refId,
    orderId,
    externalId,
    callId: callId === null ? null : String(callId),
    subject,
    operation,
    outcome,
    target,
    detail,
    sealed,
  };
}
