import type { Reader } from '../../../platform/db/reader.ts';
import type { PlannedOrder } from './plan-sync.ts';

/** An order that is to be looked at, with all that its calls need. */
export interface DueOrder extends PlannedOrder {
  refId: string;
  what: 'status' | 'verify';
  failures: number;
  subjectId: string;
  orderId: string | null;
  externalId: string | null;
  goneAt: number | null;
  /** What SRS called its status last; null when it never told of the order. */
  wireStatus: string | null;
}

const FIELDS = `s.ref_id AS refId, coalesce(s.due_what, 'status') AS what, s.failures, o.subject_id AS subjectId,
  o.order_id AS orderId, o.external_id AS externalId, o.gone_at AS goneAt, o.wire_status AS wireStatus, o.erased_at AS erasedAt, o.issuer, o.method, o.jurisdiction, o.loa,
  o.msisdn, o.first_name AS firstName, o.last_name AS lastName, o.country`;

/** The orders that are due at `now` (ms), the longest due first. */
export function dueOrders(reader: Reader, now: number, limit: number): DueOrder[] {
  return reader
    .sql(
      `SELECT ${FIELDS} FROM order_sync s CROSS JOIN orders o ON o.ref_id = s.ref_id
       WHERE s.due_at <= ? ORDER BY s.due_at LIMIT ?`,
    )
    .all(now, limit) as DueOrder[];
}

/** One order, due or not; null when it is not known. */
export function dueOrder(reader: Reader, refId: string): DueOrder | null {
  const row = reader
    .sql(`SELECT ${FIELDS} FROM order_sync s JOIN orders o ON o.ref_id = s.ref_id WHERE s.ref_id = ?`)
    .get(refId) as DueOrder | undefined;
  return row ?? null;
}

/** When the next order becomes due, ms since epoch; null when none ever does. May lie in the past. */
export function firstDueAt(reader: Reader): number | null {
  const row = reader.sql('SELECT min(due_at) AS at FROM order_sync WHERE due_at IS NOT NULL').get() as {
    at: number | null;
  };
  return row.at;
}

/** How many orders are due at `now`, counted up to 10,001. */
export function countDue(reader: Reader, now: number): number {
  const row = reader
    .sql('SELECT count(*) AS n FROM (SELECT 1 FROM order_sync WHERE due_at <= ? LIMIT 10001)')
    .get(now) as { n: number };
  return row.n;
}

/** Whether anything that the clock changes waits to be written down. */
export function upkeepDue(reader: Reader, now: number): { triage: boolean; expiry: boolean } {
  const one = (sql: string): boolean => reader.sql(sql).get(now) !== undefined;
  return {
    triage: one('SELECT 1 FROM orders WHERE triage_due_at <= ? LIMIT 1'),
    expiry: one("SELECT 1 FROM orders WHERE evidence_valid_until <= ? AND verify_status = 'valid' LIMIT 1"),
  };
}

/** When the last look at an order failed, ms since epoch; null when it succeeded or there was none. */
export function lastFailureOf(reader: Reader, refId: string): number | null {
  const at = reader
    .sql(
      `SELECT coalesce(c.finished_at, c.started_at) FROM order_sync s JOIN calls c ON c.ref_id = s.ref_id
       WHERE s.ref_id = ? AND s.failures > 0 AND c.outcome NOT IN ('ok', 'in_flight') ORDER BY c.id DESC LIMIT 1`,
    )
    .pluck()
    .get(refId) as number | undefined;
  return at ?? null;
}
