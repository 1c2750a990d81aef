import { isPending, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Tx } from '../../ledger/tx.ts';

interface Sibling {
  refId: string;
  orderId: string | null;
  externalId: string | null;
  status: OrderStatus;
  supersededBy: string | null;
  createdAt: number;
}

/** Other orders of one person that are looked at: a person with more is a test number, not a person. */
const MOST_SIBLINGS = 50;

/**
 * Marks pending orders of the same person and method that a later order has replaced (guide §7.2). A later order that was
 * cancelled replaces nothing. Gives the Ref IDs that were marked; each leaves an entry.
 */
export function markSuperseded(
  tx: Tx,
  personToken: Uint8Array,
  issuer: string | null,
  method: string | null,
): string[] {
  const siblings = tx
    .sql(
      `SELECT ref_id AS refId, order_id AS orderId, external_id AS externalId, status, superseded_by AS supersededBy,
         created_at AS createdAt
       FROM orders WHERE person_token = ? AND issuer IS ? AND method IS ? ORDER BY created_at, id LIMIT ?`,
    )
    .all(personToken, issuer, method, MOST_SIBLINGS) as Sibling[];
  const marked: string[] = [];
  for (const [index, order] of siblings.entries()) {
    if (!isPending(order.status) || order.supersededBy !== null) continue;
    const later = siblings
      .slice(index + 1)
      .find(({ status, createdAt }) => status !== 'cancelled' && createdAt > order.createdAt);
    if (later === undefined) continue;
    tx.sql('UPDATE orders SET superseded_by = ?, updated_at = ?, triage_due_at = ? WHERE ref_id = ?').run(
      later.refId,
      tx.now,
      tx.now,
      order.refId,
    );
    tx.append({
      action: 'order.superseded',
      actor: 'sync',
      origin: 'sync',
      refId: order.refId,
      orderId: order.orderId,
      externalId: order.externalId,
      detail: { by: later.refId },
    });
    tx.touched('orders', order.refId);
    marked.push(order.refId);
  }
  return marked;
}
