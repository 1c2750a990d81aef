import type { EntryColumns } from '../../../platform/ledger/entry-columns.ts';

/** A row of `entries` as an array, in the order of {@link ENTRY_COLUMNS}: what the fast readers use. */
export type RawEntry = readonly [...columns: EntryColumns, bytes: string, prevHash: Buffer, hash: Buffer];

/** Columns of `entries` in the order of {@link RawEntry}. */
export const ENTRY_COLUMNS = `seq, at, uuid, kind, action, actor, ref_id, order_id, external_id, call_id, subject_id,
  operation, outcome, target, bytes, prev_hash, hash`;

/**
 * The first and the last number in the log, null in an empty one. Each is asked for by itself: asked for together, SQLite
 * reads the whole log.
 */
export const LOG_EDGES = `SELECT (SELECT min(seq) FROM entries) AS first, (SELECT max(seq) FROM entries) AS last`;

/** What {@link LOG_EDGES} gives. */
export interface LogEdges {
  first: number | null;
  last: number | null;
}

/** A row of `calls`. */
export interface CallRow {
  id: number;
  started_at: number;
  finished_at: number | null;
  operation: string;
  http_method: string;
  url: string;
  ref_id: string | null;
  order_id: string | null;
  external_id: string | null;
  actor: string;
  origin: string;
  http_status: number | null;
  outcome: string;
  answer: string | null;
  duration_ms: number | null;
  attempt: number;
  correlation_id: string;
  subject_id: string | null;
  seq_intent: number;
  seq_outcome: number | null;
}

/** Columns of `calls` in a fixed order. */
export const CALL_COLUMNS = `id, started_at, finished_at, operation, http_method, url, ref_id, order_id, external_id, actor,
  origin, http_status, outcome, duration_ms, attempt, correlation_id, subject_id, seq_intent, seq_outcome, answer`;
