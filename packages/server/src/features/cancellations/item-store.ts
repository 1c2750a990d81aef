import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { ItemRow } from '@srs-desk/shared/cancellation/wire.ts';
import { type ListColumns, orderOf, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import type { ClaimedItem } from './item-changes.ts';

type Stored = Omit<ItemRow, 'why' | 'finishedAt'> & { why: string | null; finishedAt: number | null };

const ITEM_COLUMNS: ListColumns = {
  columns: { id: 'id', refId: 'ref_id', class: 'class', state: 'state', finishedAt: 'finished_at' },
};

const FIELDS = `i.id, i.ref_id AS refId, i.class, i.class_reason AS classReason, i.planned_status AS plannedStatus, i.why,
  i.state, i.state_reason AS stateReason, coalesce(i.status_after, o.status) AS status, o.external_id AS externalId,
  o.method, i.attempts, i.call_id AS callId, i.finished_at AS finishedAt`;

function toRow({ why, finishedAt, ...item }: Stored): ItemRow {
  return {
    ...item,
    why: why === null ? null : (JSON.parse(why) as Record<string, unknown>),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}

/** A page of a job's orders. */
export function listItems(
  reader: Reader,
  jobId: number,
  query: ListQuery,
): { rows: ItemRow[]; total: number } {
  const where = whereOf(ITEM_COLUMNS, query, null);
  const of = `${where.sql === '' ? 'WHERE' : `${where.sql} AND`} job_id = ?`;
  const outer = orderOf(ITEM_COLUMNS, query, 'planner')
    .replace('ORDER BY ', 'ORDER BY i.')
    .replace(', id', ', i.id');
  const rows = reader
    .sql(
      `SELECT ${FIELDS} FROM (SELECT * FROM cancellation_items ${of} ${orderOf(ITEM_COLUMNS, query, 'planner')}
         LIMIT ? OFFSET ?) i LEFT JOIN orders o ON o.ref_id = i.ref_id ${outer}`,
    )
    .all(...where.values, jobId, query.limit, query.offset) as Stored[];
  const total = reader
    .sql(`SELECT count(*) FROM cancellation_items ${of}`)
    .pluck()
    .get(...where.values, jobId) as number;
  return { rows: rows.map(toRow), total };
}

/** The job's orders after row `afterId`, in the order of the plan: for exports that stream. */
export function itemsAfter(reader: Reader, jobId: number, afterId: number, limit: number): ItemRow[] {
  const rows = reader
    .sql(
      `SELECT ${FIELDS} FROM cancellation_items i LEFT JOIN orders o ON o.ref_id = i.ref_id
       WHERE i.job_id = ? AND i.id > ? ORDER BY i.id LIMIT ?`,
    )
    .all(jobId, afterId, limit) as Stored[];
  return rows.map(toRow);
}

/** Ref IDs of a job's orders in these states. */
export function refIdsIn(reader: Reader, jobId: number, states: readonly string[]): string[] {
  return reader
    .sql(
      `SELECT ref_id FROM cancellation_items WHERE job_id = ? AND class = 'will_cancel'
       AND state IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .pluck()
    .all(jobId, JSON.stringify(states)) as string[];
}

/** Orders that were under way when the desk stopped: nobody works on them now. */
export function abandonedItems(reader: Reader): ClaimedItem[] {
  return reader
    .sql(
      `SELECT i.id, i.job_id AS jobId, i.ref_id AS refId, i.planned_status AS plannedStatus, i.claimed_at AS claimedAt,
         coalesce(j.requested_by, j.planned_by) AS requestedBy
       FROM cancellation_items i JOIN cancellation_jobs j ON j.id = i.job_id
       WHERE i.state = 'in_progress' ORDER BY i.id`,
    )
    .all() as ClaimedItem[];
}

/**
 * The last cancelling call of a job about this order, sent on or after `since` (ms), that SRS may have acted on; null when
 * there is none. Jobs call with origin `system`, people with `user`.
 */
export function cancelCallSince(reader: Reader, refId: string, since: number): number | null {
  return reader
    .sql(
      `SELECT max(id) FROM calls WHERE ref_id = ? AND operation = 'cancel_order' AND origin = 'system'
       AND started_at >= ? AND (outcome <> 'http_error' OR http_status >= 500)`,
    )
    .pluck()
    .get(refId, since) as number | null;
}

/** How the last call about an order failed. */
export function troubleOf(
  reader: Reader,
  refId: string,
): { httpStatus: number | null; words: string } | null {
  const call = reader
    .sql(
      `SELECT http_status AS httpStatus, outcome FROM calls WHERE ref_id = ? AND outcome NOT IN ('ok', 'in_flight')
       ORDER BY id DESC LIMIT 1`,
    )
    .get(refId) as { httpStatus: number | null; outcome: string } | undefined;
  if (call === undefined) return null;
  const words = call.outcome === 'http_error' ? `HTTP ${call.httpStatus}` : call.outcome;
  return { httpStatus: call.httpStatus, words };
}
