import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { OrdersOfCalls } from '../../../platform/recorder/changes.ts';
import { findRegistration, livingSubject } from '../registrations/queries.ts';
import { orderSync, orders } from '../table.ts';

const idsByRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({ orderId: orders.orderId, externalId: orders.externalId, subjectId: orders.subjectId })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

const pollAt = statement({ refId: orderSync.refId, dueAt: orderSync.dueAt }, (db, { refId, dueAt }) =>
  db
    .update(orderSync)
    .set({ dueAt, dueWhat: 'status' })
    .where(and(eq(orderSync.refId, refId), or(isNull(orderSync.dueAt), gt(orderSync.dueAt, dueAt)))),
);

/** What the recorder asks of the orders: whose a call is, and that orders of cut off calls are polled again. */
export const ordersOfCalls: OrdersOfCalls = {
  idsOf(tx, refId) {
    const order = idsByRefId(tx).get({ refId });
    if (order !== undefined) return order;
    const asked = findRegistration(tx, refId);
    const subjectId = asked === undefined ? null : livingSubject(asked);
    return subjectId === null
      ? undefined
      : { orderId: null, externalId: asked?.externalId ?? null, subjectId };
  },
  readAgain(tx, refIds) {
    for (const refId of refIds) pollAt(tx).run({ refId, dueAt: tx.now });
  },
};
