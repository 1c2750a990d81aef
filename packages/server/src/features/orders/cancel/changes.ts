import { isPending, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

interface By {
  actor: Actor;
  origin: Origin;
}

interface OrderRow {
  status: OrderStatus;
  goneAt: number | null;
  orderId: string | null;
  externalId: string | null;
  subject: string;
}

function orderRow(tx: Tx, refId: string): OrderRow | undefined {
  return tx
    .sql(
      `SELECT status, gone_at AS goneAt, order_id AS orderId, external_id AS externalId, subject_id AS subject
       FROM orders WHERE ref_id = ?`,
    )
    .get(refId) as OrderRow | undefined;
}

export const cancellationRequestChanges = {
  /**
   * Asks for the cancellation of an order that another one replaced (guide §7.2). Gives no id where there is nothing to cancel
   * or it is asked for already; then it leaves no entry either, so it goes along with a change that leaves one.
   */
  'cancellation_request.open': (
    tx: Tx,
    { refId, successorRefId, actor, origin }: By & { refId: string; successorRefId: string },
  ): { id: number | null } => {
    const order = orderRow(tx, refId);
    if (order === undefined || order.goneAt !== null || !isPending(order.status)) return { id: null };
    const { changes, lastInsertRowid } = tx
      .sql(
        `INSERT INTO cancellation_requests (ref_id, successor_ref_id, requested_by, requested_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (ref_id) WHERE state = 'open' DO NOTHING`,
      )
      .run(refId, successorRefId, actor, tx.now);
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
    const row = tx
      .sql("SELECT ref_id AS refId FROM cancellation_requests WHERE id = ? AND state = 'open'")
      .get(id) as { refId: string } | undefined;
    if (row === undefined) throw new GuardConflict('request_not_open', { id });
    tx.sql(
      'UPDATE cancellation_requests SET state = ?, result = ?, decided_by = ?, decided_at = ? WHERE id = ?',
    ).run(state, result, actor, tx.now, id);
    const order = orderRow(tx, row.refId);
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
