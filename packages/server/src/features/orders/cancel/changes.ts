import type { CancelResult } from '@srs-desk/shared/api/orders.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import { and, eq } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { orders } from '../table.ts';
import { cancellationRequests as requests } from './table.ts';

interface By {
  actor: Actor;
  origin: Origin;
}

const orderOf = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({
      status: orders.status,
      goneAt: orders.goneAt,
      orderId: orders.orderId,
      externalId: orders.externalId,
      subject: orders.subjectId,
      supersededBy: orders.supersededBy,
    })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

// Written out, since the index of open requests is a partial one.
const isOpen = eq(requests.state, 'open').inlineParams();

const open = statement(
  {
    refId: requests.refId,
    successorRefId: requests.successorRefId,
    requestedBy: requests.requestedBy,
    requestedAt: requests.requestedAt,
  },
  (db, row) =>
    db
      .insert(requests)
      .values(row)
      // One open request per order: the only rule a new row can break.
      .onConflictDoNothing(),
);
const openById = statement({ id: requests.id }, (db, { id }) =>
  db
    .select({ refId: requests.refId })
    .from(requests)
    .where(and(eq(requests.id, id), isOpen)),
);
const decide = statement(
  {
    id: requests.id,
    state: requests.state,
    result: requests.result,
    decidedBy: requests.decidedBy,
    decidedAt: requests.decidedAt,
  },
  (db, { id, ...decision }) => db.update(requests).set(decision).where(eq(requests.id, id)),
);

const openByRefId = statement({ refId: requests.refId }, (db, { refId }) =>
  db
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.refId, refId), isOpen)),
);
const dismissedById = statement({ id: requests.id }, (db, { id }) =>
  db
    .select({ refId: requests.refId })
    .from(requests)
    .where(and(eq(requests.id, id), eq(requests.state, 'dismissed').inlineParams())),
);

type Asked = ReturnType<ReturnType<typeof orderOf>['get']>;

function isOpenAtSrs(order: Asked): boolean {
  return order !== undefined && order.goneAt === null && isPending(order.status);
}

interface Wish extends By {
  refId: string;
  successorRefId: string | null;
  reason: string | null;
}

function openRequest(tx: Tx, { refId, successorRefId, reason, actor, origin }: Wish): number | null {
  const order = orderOf(tx).get({ refId });
  if (order === undefined || !isOpenAtSrs(order)) return null;
  const { changes, lastInsertRowid } = open(tx).run({
    refId,
    successorRefId,
    requestedBy: actor,
    requestedAt: tx.now,
  });
  if (changes === 0) return null;
  const id = Number(lastInsertRowid);
  const { orderId, externalId, subject } = order;
  tx.append({
    action: 'cancellation_request.create',
    actor,
    origin,
    refId,
    orderId,
    externalId,
    subject,
    target: String(id),
    ...(successorRefId === null ? {} : { detail: { successor: successorRefId } }),
    ...(reason === null ? {} : { sealed: { reason } }),
  });
  tx.rowChanged('cancellation-requests', id);
  tx.rowChanged('orders', refId);
  return id;
}

export const cancellationRequestChanges = {
  /**
   * Asks for the cancellation of an order that another one replaced (guide §7.2). Gives no id where there is nothing to cancel
   * or it is asked for already; then it leaves no entry either, so it goes along with a change that leaves one.
   */
  'cancellation_request.open': (tx: Tx, args: By & { refId: string; successorRefId: string }) => ({
    id: openRequest(tx, { ...args, reason: null }),
  }),

  /** The same for any pending order, by itself. Guards: `order_not_pending`, `already_requested`. */
  'cancellation_request.ask': (tx: Tx, args: By & { refId: string; reason: string }): { id: number } => {
    const order = orderOf(tx).get(args);
    if (!isOpenAtSrs(order)) throw new GuardConflict('order_not_pending', { refId: args.refId });
    const id = openRequest(tx, { ...args, successorRefId: order?.supersededBy ?? null });
    if (id === null) throw new GuardConflict('already_requested', { refId: args.refId });
    return { id };
  },

  /** Undoes a rejection. Guard: `request_not_open` where it was not rejected, or the order has another request by now. */
  'cancellation_request.reopen': (tx: Tx, { id, actor, origin }: By & { id: number }): void => {
    const row = dismissedById(tx).get({ id });
    if (row === undefined || openByRefId(tx).get(row) !== undefined)
      throw new GuardConflict('request_not_open', { id });
    const order = orderOf(tx).get(row);
    decide(tx).run({ id, state: 'open', result: null, decidedBy: null, decidedAt: null });
    tx.append({
      action: 'cancellation_request.reopen',
      actor,
      origin,
      refId: row.refId,
      orderId: order?.orderId,
      externalId: order?.externalId,
      subject: order?.subject,
      target: String(id),
    });
    tx.rowChanged('cancellation-requests', id);
    tx.rowChanged('orders', row.refId);
  },

  /** Ends a request. Guard: `request_not_open`. */
  'cancellation_request.close': (
    tx: Tx,
    {
      id,
      state,
      result,
      reason,
      actor,
      origin,
    }: By & { id: number; state: 'done' | 'dismissed'; result: CancelResult | null; reason: string | null },
  ): void => {
    const row = openById(tx).get({ id });
    if (row === undefined) throw new GuardConflict('request_not_open', { id });
    decide(tx).run({ id, state, result, decidedBy: actor, decidedAt: tx.now });
    const order = orderOf(tx).get({ refId: row.refId });
    tx.append({
      action: state === 'done' ? 'cancellation_request.done' : 'cancellation_request.dismiss',
      actor,
      origin,
      refId: row.refId,
      orderId: order?.orderId,
      externalId: order?.externalId,
      subject: order?.subject,
      target: String(id),
      outcome: result ?? undefined,
      ...(reason !== null && order ? { sealed: { reason } } : {}),
    });
    tx.rowChanged('cancellation-requests', id);
    tx.rowChanged('orders', row.refId);
  },
};
