import { IDENTIFIED_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, count, eq, gt, isNotNull, min, notInArray, sql } from 'drizzle-orm';
import { inSet } from '../../platform/db/columns.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { orderStatusHistory, orders, orderWork } from './table.ts';

const byAttention = statement({ now: orderWork.snoozedUntil }, (db, { now }) =>
  db
    .select({
      code: sql<NonNullable<typeof orders.$inferSelect.attention>>`${orders.attention}`,
      count: count(),
      oldestAt: sql<number>`${min(orders.statusChangedAt)}`,
    })
    .from(orders)
    .where(
      and(
        isNotNull(orders.attention),
        notInArray(
          orders.refId,
          db.select({ refId: orderWork.refId }).from(orderWork).where(gt(orderWork.snoozedUntil, now)),
        ),
      ),
    )
    .groupBy(orders.attention),
);

/** How many orders need somebody for this reason, and since when the oldest has its status (ms since epoch). */
type AttentionCount = ReturnType<ReturnType<typeof byAttention>['all']>[number];

/** Orders by their first cause, in one query over an index. */
export function attentionCounts(reader: Reader, now: number): AttentionCount[] {
  return byAttention(reader).all({ now });
}

const termsPending = statement((db) =>
  db.select({ count: count() }).from(orders).where(eq(orders.verifyStatus, 'terms_not_accepted')),
);

/** Terminated orders whose user has still to accept the terms. */
export function termsPendingCount(reader: Reader): number {
  return termsPending(reader).get()?.count ?? 0;
}

/** What happened since a moment, by SRS's own times. */
interface Happened {
  placed: number;
  identified: number;
  failed: number;
  cancelled: number;
}

const happened = statement({ since: 'integer' }, (db, { since }) =>
  db.rows(
    {
      placed: sql<number>`(SELECT count(*) FROM ${orders} WHERE created_at >= ${since})`,
      identified: sql<number>`(SELECT count(DISTINCT ref_id) FROM ${orderStatusHistory}
        WHERE ${inSet(orderStatusHistory.status, IDENTIFIED_STATUSES)} AND happened_at >= ${since})`,
      failed: sql<number>`(SELECT count(*) FROM ${orderStatusHistory}
        WHERE status = 'error' AND happened_at >= ${since})`,
      cancelled: sql<number>`(SELECT count(*) FROM ${orderStatusHistory}
        WHERE status = 'cancelled' AND happened_at >= ${since})`,
    },
    (columns) => sql`SELECT ${columns}`,
  ),
);

/** See {@link Happened}; `since` in ms since epoch. */
export function happenedSince(reader: Reader, since: number): Happened {
  return happened(reader).get({ since }) ?? { placed: 0, identified: 0, failed: 0, cancelled: 0 };
}

const toTerminated = statement({ from: 'integer', to: 'integer' }, (db, { from, to }) =>
  db.rows(
    { ms: sql<number>`ms` },
    (columns) => sql`SELECT ${columns} FROM (SELECT h.happened_at - o.created_at AS ms
        FROM ${orderStatusHistory} h JOIN ${orders} o ON o.ref_id = h.ref_id
        WHERE h.status = 'terminated' AND h.happened_at >= ${from} AND h.happened_at < ${to}
        ORDER BY h.happened_at DESC LIMIT 5000) WHERE ms >= 0 ORDER BY ms`,
  ),
);

/** Times from placing to Terminated, ms ascending, of orders terminated in the span; the latest 5,000. */
export function timesToTerminated(reader: Reader, from: number, to: number): number[] {
  return toTerminated(reader)
    .all({ from, to })
    .map(({ ms }) => ms);
}
