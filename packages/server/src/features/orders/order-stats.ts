import { ATTENTION_CODES, type AttentionCode } from '@srs-desk/shared/order/attention.ts';
import { IDENTIFIED_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, asc, count, eq, isNotNull, notInArray, type SQL, sql } from 'drizzle-orm';
import { inSet } from '../../platform/db/columns.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { keptCount } from './order-counts.ts';
import { orderStatusHistory, orders, orderWork } from './table.ts';

const isPutOff = (now: SQL) => sql`${orderWork.snoozedUntil} > ${now}`;

const putOffBy = statement({ now: orderWork.snoozedUntil }, (db, { now }) =>
  db
    .select({ code: orders.attention, count: count() })
    .from(orderWork)
    .innerJoin(orders, eq(orders.refId, orderWork.refId))
    .where(and(isPutOff(now), isNotNull(orders.attention)))
    .groupBy(orders.attention),
);

const oldest = statement({ code: orders.attention, now: orderWork.snoozedUntil }, (db, { code, now }) =>
  db
    .select({ at: orders.statusChangedAt })
    .from(orders)
    .where(
      and(
        eq(orders.attention, code),
        notInArray(orders.refId, db.select({ refId: orderWork.refId }).from(orderWork).where(isPutOff(now))),
      ),
    )
    .orderBy(asc(orders.statusChangedAt))
    .limit(1),
);

/** How many orders need somebody for this reason, and since when the oldest has its status (ms since epoch). */
interface AttentionCount {
  code: AttentionCode;
  count: number;
  oldestAt: number;
}

/** Orders by their first cause, without those that are put off. */
export function attentionCounts(reader: Reader, now: number): AttentionCount[] {
  const putOff = new Map(
    putOffBy(reader)
      .all({ now })
      .map((row) => [row.code, row.count]),
  );
  return ATTENTION_CODES.toSorted().flatMap((code) => {
    const all = keptCount(reader, [{ op: 'in', field: 'attention', values: [code] }]) ?? 0;
    const count = all - (putOff.get(code) ?? 0);
    const oldestAt = count > 0 ? oldest(reader).get({ code, now })?.at : undefined;
    return oldestAt === undefined ? [] : [{ code, count, oldestAt }];
  });
}

/** Terminated orders whose user has still to accept the terms. */
export function termsPendingCount(reader: Reader): number {
  return keptCount(reader, [{ op: 'in', field: 'verifyStatus', values: ['terms_not_accepted'] }]) ?? 0;
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
