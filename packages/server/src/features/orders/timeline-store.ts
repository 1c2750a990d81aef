import type { Reader } from '../../platform/db/reader.ts';

/** A status as SRS told it, and when the desk saw it. Times in ms since epoch. */
export interface StatusRow {
  id: number;
  status: string;
  wireStatus: string;
  happenedAt: number;
  observedAt: number;
  transition: string;
  seq: number;
}

/** The order's statuses, newest first. */
export function statusHistory(reader: Reader, refId: string): StatusRow[] {
  return reader
    .sql(
      `SELECT id, status, wire_status AS wireStatus, happened_at AS happenedAt, observed_at AS observedAt,
         transition, seq FROM order_status_history WHERE ref_id = ? ORDER BY id DESC LIMIT 500`,
    )
    .all(refId) as StatusRow[];
}

export interface CallSummary {
  id: number;
  startedAt: number;
  operation: string;
  httpMethod: string;
  actor: string;
  origin: string;
  httpStatus: number | null;
  outcome: string;
  durationMs: number | null;
}

/** The order's calls, newest first, `limit` at most. */
export function callsOf(reader: Reader, refId: string, limit: number): CallSummary[] {
  return reader
    .sql(
      `SELECT id, started_at AS startedAt, operation, http_method AS httpMethod, actor, origin,
         http_status AS httpStatus, outcome, duration_ms AS durationMs
       FROM calls WHERE ref_id = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(refId, limit) as CallSummary[];
}

export interface EntryRow {
  seq: number;
  at: number;
  action: string;
  actor: string;
  callId: number | null;
  subject: string | null;
  uuid: string;
  bytes: string;
}

/** What the log tells of an order besides its calls, newest first, `limit` at most. */
export function actsOf(reader: Reader, refId: string, limit: number): EntryRow[] {
  return reader
    .sql(
      `SELECT seq, at, action, actor, call_id AS callId, subject_id AS subject, uuid, bytes
       FROM entries WHERE ref_id = ? AND kind <> 'call' ORDER BY seq DESC LIMIT ?`,
    )
    .all(refId, limit) as EntryRow[];
}
