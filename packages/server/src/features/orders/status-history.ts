import { isAhead } from '@srs-desk/shared/time/elapsed.ts';
import { and, asc, eq, getTableColumns, max, sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import type { OrderRow } from './order-row.ts';
import { orderStatusHistory } from './table.ts';

const DAY_MS = 86_400_000;

const { id: _, ...GIVEN } = getTableColumns(orderStatusHistory);

/** A status as SRS told it: `happenedAt` in ms since epoch. */
type SeenStatus = Pick<
  typeof orderStatusHistory.$inferSelect,
  'refId' | 'status' | 'wireStatus' | 'happenedAt' | 'transition'
>;

const insert = statement(GIVEN, (db, row) => db.insert(orderStatusHistory).values(row));

/** Adds a status to an order's history as observed now, with the entry that tells of it. */
export function addStatus(tx: Tx, seen: SeenStatus, seq: number): void {
  const { refId, status, wireStatus, happenedAt, transition } = seen;
  insert(tx).run({ refId, status, wireStatus, happenedAt, observedAt: tx.now, transition, seq });
}

const renumber = statement({ id: orderStatusHistory.id }, (db, { id }) =>
  db
    .update(orderStatusHistory)
    .set({ id: sql`(SELECT max(id) + 1 FROM ${orderStatusHistory})` })
    .where(eq(orderStatusHistory.id, id)),
);

/** Puts a line behind all others: one that went before it became known only now. */
export function moveToEnd(tx: Tx, id: number): void {
  renumber(tx).run({ id });
}

const byRefId = statement({ refId: orderStatusHistory.refId }, (db, { refId }) =>
  db
    .select({
      id: orderStatusHistory.id,
      status: orderStatusHistory.status,
      wireStatus: orderStatusHistory.wireStatus,
      happenedAt: orderStatusHistory.happenedAt,
    })
    .from(orderStatusHistory)
    .where(eq(orderStatusHistory.refId, refId))
    .orderBy(asc(orderStatusHistory.id)),
);

const sightings = statement({ refId: orderStatusHistory.refId }, (db, { refId }) =>
  db
    .select({
      status: orderStatusHistory.status,
      happenedAt: orderStatusHistory.happenedAt,
      observedAt: orderStatusHistory.observedAt,
    })
    .from(orderStatusHistory)
    .where(eq(orderStatusHistory.refId, refId))
    .orderBy(asc(orderStatusHistory.id)),
);

/**
 * Whether anybody knows since when an order that was not placed here is in its status. A line without a time of SRS has that of
 * its sighting: a change since the sighting before it, but anything at all where it is the first.
 */
export function isSinceWhenKnown(db: Db, refId: string): boolean {
  const lines = sightings(db).all({ refId });
  const last = lines.at(-1);
  if (last === undefined) return false;
  return last.happenedAt !== last.observedAt || lines.some(({ observedAt }) => observedAt < last.observedAt);
}

/**
 * An order as rules count from it at `now` (ms). Where the desk's own clock dated its status and was ahead, it changed at some time
 * after the last that is known before; every other order as it is.
 */
export function datedNoLater(db: Db, order: OrderRow, now: number): OrderRow {
  if (!isAhead(order.statusChangedAt, now)) return order;
  const lines = sightings(db).all({ refId: order.refId });
  const last = lines.at(-1);
  if (last !== undefined && last.happenedAt !== last.observedAt) return order;
  const times = [order.createdAt, order.registeredAt, ...lines.map(({ happenedAt }) => happenedAt)];
  const known = times.filter((at) => at <= now);
  const statusChangedAt = known.length === 0 ? now - DAY_MS : Math.max(...known) + 1;
  return { ...order, statusChangedAt, createdAt: Math.min(order.createdAt, statusChangedAt) };
}

/** The statuses that are known of an order, oldest first. */
export function knownStatuses(db: Db, refId: string): ReturnType<ReturnType<typeof byRefId>['all']> {
  return byRefId(db).all({ refId });
}

/**
 * When the desk first saw a status that cannot be read, since the last one that can (ms since epoch, as all here); null where the
 * present one can.
 */
export function unknownSeenAt(db: Db, refId: string): number | null {
  const lines = sightings(db).all({ refId });
  const run = lines.slice(lines.findLastIndex(({ status }) => status !== 'unknown') + 1);
  return run.length === 0 ? null : Math.min(...run.map(({ observedAt }) => observedAt));
}

const regressions = statement(
  { refId: orderStatusHistory.refId, happenedAt: orderStatusHistory.happenedAt },
  (db, { refId, happenedAt }) =>
    db
      .select({ at: max(orderStatusHistory.observedAt) })
      .from(orderStatusHistory)
      .where(
        and(
          eq(orderStatusHistory.refId, refId),
          eq(orderStatusHistory.happenedAt, happenedAt),
          eq(orderStatusHistory.transition, 'regression'),
        ),
      ),
);

/** When the desk saw the last step back that SRS dates `happenedAt`; null where the history has none. */
export function regressionSeenAt(db: Db, refId: string, happenedAt: number): number | null {
  return regressions(db).get({ refId, happenedAt })?.at ?? null;
}
