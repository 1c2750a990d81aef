import type { TupleOf } from '../db/connection.ts';
import { entries } from './table.ts';

/** The search columns of `entries`, in the order in which they are written and read as arrays. */
export const SEARCH_COLUMNS = [
  entries.seq,
  entries.at,
  entries.uuid,
  entries.kind,
  entries.action,
  entries.actor,
  entries.refId,
  entries.orderId,
  entries.externalId,
  entries.callId,
  entries.subjectId,
  entries.operation,
  entries.outcome,
  entries.target,
] as const;

/** What stands in the {@link SEARCH_COLUMNS} of one entry. */
export type EntryColumns = TupleOf<typeof SEARCH_COLUMNS>;
