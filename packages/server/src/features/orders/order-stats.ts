import type { AttentionCode } from '@srs-desk/shared/order/attention.ts';
import { IDENTIFIED_STATUSES } from '@srs-desk/shared/order/status.ts';
import { quoted } from '../../platform/db/columns.ts';
import type { Reader } from '../../platform/db/reader.ts';

/** How many orders need somebody for this reason, and since when the oldest has its status (ms since epoch). */
export interface AttentionCount {
  code: AttentionCode;
  count: number;
  oldestAt: number;
}

/** Orders by their first cause, in one query over an index. */
export function attentionCounts(reader: Reader, now: number): AttentionCount[] {
  return reader
    .sql(
      `SELECT attention AS code, count(*) AS count, min(status_changed_at) AS oldestAt
       FROM orders WHERE attention IS NOT NULL
         AND ref_id NOT IN (SELECT ref_id FROM order_work WHERE snoozed_until > ?)
       GROUP BY attention`,
    )
    .all(now) as AttentionCount[];
}

/** Terminated orders whose user has still to accept the terms. */
export function termsPendingCount(reader: Reader): number {
  return reader
    .sql("SELECT count(*) FROM orders WHERE verify_status = 'terms_not_accepted'")
    .pluck()
    .get() as number;
}

/** What happened since a moment, by SRS's own times. */
export interface Happened {
  placed: number;
  identified: number;
  failed: number;
  cancelled: number;
}

/** See {@link Happened}; `since` in ms since epoch. */
export function happenedSince(reader: Reader, since: number): Happened {
  return reader
    .sql(
      `SELECT (SELECT count(*) FROM orders WHERE created_at >= ?) AS placed,
         (SELECT count(DISTINCT ref_id) FROM order_status_history
            WHERE status IN (${quoted(IDENTIFIED_STATUSES)}) AND happened_at >= ?) AS identified,
         (SELECT count(*) FROM order_status_history WHERE status = 'error' AND happened_at >= ?) AS failed,
         (SELECT count(*) FROM order_status_history WHERE status = 'cancelled' AND happened_at >= ?) AS cancelled`,
    )
    .get(since, since, since, since) as Happened;
}

/** Times from placing to Terminated, ms ascending, of orders terminated in the span; the latest 5,000. */
export function timesToTerminated(reader: Reader, from: number, to: number): number[] {
  return reader
    .sql(
      `SELECT ms FROM (SELECT h.happened_at - o.created_at AS ms FROM order_status_history h
         JOIN orders o ON o.ref_id = h.ref_id
         WHERE h.status = 'terminated' AND h.happened_at >= ? AND h.happened_at < ?
         ORDER BY h.happened_at DESC LIMIT 5000) WHERE ms >= 0 ORDER BY ms`,
    )
    .pluck()
    .all(from, to) as number[];
}
