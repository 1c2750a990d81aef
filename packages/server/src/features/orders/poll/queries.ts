import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import {
  and,
  asc,
  desc,
  eq,
  gt,
  isNotNull,
  isNull,
  lte,
  min,
  ne,
  notExists,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import { inSet } from '../../../platform/db/columns.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { type DUE_CALLS, orderStatusHistory, orderSync, orders } from '../table.ts';
import { hasExpired, isToBeAskedAbout } from './run-out.ts';

/** So many orders at once at most become due because their evidence has run out. */
const MOST_ASKED_ABOUT = 100;
/** … or because they would sleep for longer than any gap. */
export const MOST_WOKEN = 500;

const FIELDS = {
  refId: orderSync.refId,
  dueAt: orderSync.dueAt,
  what: sql<(typeof DUE_CALLS)[number]>`coalesce(${orderSync.dueWhat}, 'status')`,
  failures: orderSync.failures,
  subjectId: orders.subjectId,
  orderId: orders.orderId,
  externalId: orders.externalId,
  status: orders.status,
  goneAt: orders.goneAt,
  /** What SRS called its status last; null when it never told of the order. */
  wireStatus: orders.wireStatus,
  erasedAt: orders.erasedAt,
  issuer: orders.issuer,
  method: orders.method,
  jurisdiction: orders.jurisdiction,
  loa: orders.loa,
  msisdn: orders.msisdn,
  firstName: orders.firstName,
  lastName: orders.lastName,
  country: orders.country,
};

const longestDue = statement({ now: orderSync.dueAt, limit: 'integer' }, (db, { now, limit }) =>
  db
    .select({ refId: orderSync.refId })
    .from(orderSync)
    .where(lte(orderSync.dueAt, now))
    .orderBy(asc(orderSync.dueAt))
    .limit(limit),
);
const byRefId = statement({ refId: orderSync.refId }, (db, { refId }) =>
  db
    .select(FIELDS)
    .from(orders)
    .innerJoin(orderSync, eq(orderSync.id, orders.id))
    .where(eq(orders.refId, refId)),
);

/** An order that is due, with all that its calls need. */
export type DueOrder = NonNullable<ReturnType<ReturnType<typeof byRefId>['get']>>;

/** Ref IDs of the orders that are due at `now` (ms), the longest due first: the queue's index alone is read. */
export function dueRefIds(reader: Reader, now: number, limit: number): string[] {
  return longestDue(reader)
    .all({ now, limit })
    .map(({ refId }) => refId);
}

/** One order, due or not; null when it is not known. */
export function dueOrder(reader: Reader, refId: string): DueOrder | null {
  return byRefId(reader).get({ refId }) ?? null;
}

const first = statement((db) =>
  db
    .select({ at: min(orderSync.dueAt) })
    .from(orderSync)
    .where(isNotNull(orderSync.dueAt)),
);

/** When the next order becomes due, ms since epoch; null when none ever does. May lie in the past. */
export function firstDueAt(reader: Reader): number | null {
  return first(reader).get()?.at ?? null;
}

const counted = statement({ now: orderSync.dueAt }, (db, { now }) =>
  db.rows(
    { count: sql<number>`count(*)` },
    (columns) => sql`SELECT ${columns} FROM (SELECT 1 FROM ${orderSync} WHERE due_at <= ${now} LIMIT 10001)`,
  ),
);

/** How many orders are due at `now`, counted up to 10,001. */
export function countDue(reader: Reader, now: number): number {
  return counted(reader).get({ now })?.count ?? 0;
}

const triageDue = statement({ now: orders.triageDueAt }, (db, { now }) =>
  db.select({ id: orders.id }).from(orders).where(lte(orders.triageDueAt, now)).limit(1),
);
const expiryDue = statement({ now: orders.evidenceValidUntil }, (db, { now }) =>
  db.select({ id: orders.id }).from(orders).where(hasExpired(now)).limit(1),
);
const askDue = statement({ now: orders.evidenceValidUntil }, (db, { now }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .innerJoin(orderSync, eq(orderSync.id, orders.id))
    .where(isToBeAskedAbout(now))
    .orderBy(asc(orders.evidenceValidUntil))
    .limit(MOST_ASKED_ABOUT),
);

const sleeping = statement({ now: 'integer', limit: orderSync.dueAt }, (db, { now, limit }) =>
  db
    .select({ refId: orderSync.refId, what: FIELDS.what })
    .from(orderSync)
    .innerJoin(orders, eq(orders.id, orderSync.id))
    .where(
      and(
        gt(orderSync.dueAt, limit),
        or(isNull(orders.erasedAt), and(isNull(orders.goneAt), inSet(orders.status, PENDING_STATUSES))),
        // What is gone is asked about the more seldom the longer it has been gone.
        or(isNull(orders.goneAt), sql`${orderSync.dueAt} > ${now} + max(${now} - ${orders.goneAt}, 0)`),
        // The window after a Terminated that SRS dates ahead is waited for.
        or(
          ne(orders.status, 'terminated'),
          sql`${orders.statusChangedAt} <= ${now}`,
          notExists(
            db
              .select({ id: orderStatusHistory.id })
              .from(orderStatusHistory)
              .where(
                and(
                  eq(orderStatusHistory.refId, orders.refId),
                  eq(orderStatusHistory.happenedAt, orders.statusChangedAt),
                  ne(orderStatusHistory.happenedAt, orderStatusHistory.observedAt),
                ),
              ),
          ),
        ),
      ),
    )
    .limit(MOST_WOKEN),
);

/**
 * Orders that are due later than any gap lasts, and what they are to be asked: the desk's clock was ahead when they were asked last.
 * `limit`: the longest gap from `now` on, both in ms since epoch.
 */
export function sleepingOrders(
  reader: Reader,
  now: number,
  limit: number,
): { refId: string; what: (typeof DUE_CALLS)[number] }[] {
  return sleeping(reader).all({ now, limit });
}

/** Whether anything that the clock changes waits to be written down; Ref IDs of orders whose evidence is to be asked about. */
export function upkeepDue(
  reader: Reader,
  now: number,
): { triage: boolean; expiry: boolean; ask: readonly string[] } {
  return {
    triage: triageDue(reader).get({ now }) !== undefined,
    expiry: expiryDue(reader).get({ now }) !== undefined,
    ask: askDue(reader)
      .all({ now })
      .map(({ refId }) => refId),
  };
}

const lastFailed = statement({ refId: orderSync.refId }, (db, { refId }) =>
  db
    .select({ at: sql<number>`coalesce(${calls.finishedAt}, ${calls.startedAt})` })
    .from(orderSync)
    .innerJoin(calls, eq(calls.refId, orderSync.refId))
    .where(
      and(
        eq(orderSync.refId, refId),
        gt(orderSync.failures, 0),
        notInArray(calls.outcome, ['ok', 'in_flight']),
      ),
    )
    .orderBy(desc(calls.id))
    .limit(1),
);

/** When the last poll of an order failed, ms since epoch; null when it succeeded or there was none. */
export function lastFailureOf(reader: Reader, refId: string): number | null {
  return lastFailed(reader).get({ refId })?.at ?? null;
}
