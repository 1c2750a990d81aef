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

export const cancellationRequestChanges = {
  /**
   * Asks for the cancellation of an order that another one replaced (guide §7.2). Gives no id where there is nothing to cancel
   * or it is asked for already; then it leaves no entry either, so it goes along with a change that leaves one.
   */
  'cancellation_request.open': (
    tx: Tx,
    { refId, successorRefId, actor, origin }: By & { refId: string; successorRefId: string },
  ): { id: number | null } => {
    const order = orderOf(tx).get({ refId });
    if (order === undefined || order.goneAt !== null || !isPending(order.status)) return { id: null };
    const { changes, lastInsertRowid } = open(tx).run({
      refId,
      successorRefId,
      requestedBy: actor,
      requestedAt: tx.now,
    });
    if (changes === 0) return { id: null };
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
      detail: { successor: successorRefId },
    });
    tx.rowChanged('cancellation-requests', id);
    return { id };
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
    }: By & { id: number; state: 'done' | 'dismissed'; result: string | null; reason: string | null },
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
  },
};
