import { OWN_SUBJECTS } from '@srs-desk/shared/audit/own-subject.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries, subjectKeys } from '../../../platform/ledger/table.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { orders } from '../../orders/table.ts';

/** Everything that belongs to the person of an order: all their orders, all keys their data was sealed with. */
export interface PersonScope {
  refIds: string[];
  subjects: string[];
  /** Those of the orders that are under legal hold. */
  onLegalHold: string[];
  /** Those of the orders that SRS still holds open. */
  pending: string[];
}

const byRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({
      token: orders.personToken,
      legalHold: orders.legalHold,
      erasedAt: orders.erasedAt,
      status: orders.status,
      goneAt: orders.goneAt,
    })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

const ordersByToken = statement({ token: orders.personToken }, (db, { token }) =>
  db.select({ refId: orders.refId }).from(orders).where(eq(orders.personToken, token)),
);

const keysByToken = statement({ token: subjectKeys.personToken }, (db, { token }) =>
  db.select({ id: subjectKeys.subjectId }).from(subjectKeys).where(eq(subjectKeys.personToken, token)),
);

/** The person behind `refId`: their other orders are found by the keyed token of their number. */
export function personScope(db: Db, refId: string): PersonScope | null {
  const order = byRefId(db).get({ refId });
  if (order === undefined) return null;
  const refIds = new Set([refId]);
  const subjects = new Set<string>();
  const { token } = order;
  if (token !== null) {
    for (const other of ordersByToken(db).all({ token })) refIds.add(other.refId);
    for (const { id } of keysByToken(db).all({ token })) subjects.add(id);
  }
  for (const id of refIds) for (const subject of subjectsOfOrder(db, id)) subjects.add(subject);
  const rows = [...refIds].map((id) => ({ id, row: byRefId(db).get({ refId: id }) }));
  return {
    refIds: [...refIds],
    subjects: [...subjects],
    onLegalHold: rows.flatMap(({ id, row }) => (row?.legalHold ? [id] : [])),
    pending: rows.flatMap(({ id, row }) =>
      row !== undefined && row.goneAt === null && isPending(row.status) ? [id] : [],
    ),
  };
}

const subjectsByRefId = statement({ refId: calls.refId }, (db, { refId }) =>
  db.rows(
    { id: orders.subjectId },
    (columns) => sql`SELECT ${columns} FROM ${orders} WHERE ${orders.refId} = ${refId}
      UNION SELECT ${calls.subjectId} FROM ${calls} WHERE ${calls.refId} = ${refId} AND ${calls.subjectId} IS NOT NULL
      UNION SELECT ${entries.subjectId} FROM ${entries} WHERE ${entries.refId} = ${refId} AND ${entries.kind} <> 'call'
        AND ${entries.subjectId} IS NOT NULL`,
  ),
);

/** Keys that something about this order was sealed with: its own, and those of its calls and entries. */
export function subjectsOfOrder(db: Db, refId: string): string[] {
  return subjectsByRefId(db)
    .all({ refId })
    .map(({ id }) => id)
    .filter((id) => !id.startsWith(OWN_SUBJECTS));
}

const livingKey = statement({ id: subjectKeys.subjectId }, (db, { id }) =>
  db
    .select({ id: subjectKeys.subjectId })
    .from(subjectKeys)
    .where(and(eq(subjectKeys.subjectId, id), isNull(subjectKeys.erasedAt))),
);

/** Of an erasure's orders and keys, those that the file still holds. */
export function subjectsStillThere(
  db: Db,
  refIds: readonly string[],
  subjects: readonly string[],
): { refIds: string[]; subjects: string[] } {
  const leftOrders = refIds.filter((refId) => byRefId(db).get({ refId })?.erasedAt === null);
  const all = new Set([...subjects, ...leftOrders.flatMap((refId) => subjectsOfOrder(db, refId))]);
  return { refIds: leftOrders, subjects: [...all].filter((id) => livingKey(db).get({ id }) !== undefined) };
}

// Not sorted here: SQLite would go through all orders by their Ref IDs to save sorting the few.
const onLegalHold = statement((db) =>
  db.select({ refId: orders.refId }).from(orders).where(eq(orders.legalHold, true)),
);

/** Every order under legal hold, by Ref ID. */
export function ordersOnLegalHold(db: Db): string[] {
  return onLegalHold(db)
    .all()
    .map(({ refId }) => refId)
    .toSorted();
}

const released = statement({ seq: entries.seq }, (db, { seq }) =>
  db
    .selectDistinct({ refId: entries.refId })
    .from(entries)
    .where(
      and(
        eq(entries.action, 'order.legal_hold_released').inlineParams(),
        ne(entries.kind, 'call').inlineParams(),
        gt(entries.seq, seq),
      ),
    ),
);

/** The orders whose legal hold was released after entry `seq`. */
export function holdsReleasedSince(db: Db, seq: number): string[] {
  return released(db)
    .all({ seq })
    .flatMap(({ refId }) => refId ?? []);
}

const newestHoldOf = statement({ refId: entries.refId }, (db, { refId }) =>
  db
    .select({ at: entries.at })
    .from(entries)
    .where(and(eq(entries.refId, refId), ne(entries.kind, 'call'), eq(entries.action, 'order.legal_hold')))
    .orderBy(desc(entries.seq))
    .limit(1),
);

/** Of these orders, those under a legal hold that was set before `before` (ms). */
export function holdsOfBefore(db: Db, refIds: readonly string[], before: number): string[] {
  return refIds.filter((refId) => {
    if (!byRefId(db).get({ refId })?.legalHold) return false;
    const set = newestHoldOf(db).get({ refId });
    return set !== undefined && set.at < before;
  });
}
