import type { OrderDetail, OrderRow } from '@srs-desk/shared/api/orders.ts';

type Created = Pick<OrderRow, 'createdAt' | 'registeredAt'>;
type Links = Pick<OrderDetail, 'refId' | 'predecessorRefId' | 'supersededBy' | 'successorRefIds'>;

/** When an order was created at the latest: where SRS does not tell when, then when the desk came to know it. */
export function createdBy({ createdAt, registeredAt }: Created): string {
  return createdAt ?? registeredAt;
}

/** Whether one was created before the other for sure. */
function isBefore(one: Created, other: Created): boolean {
  return other.createdAt !== null && createdBy(one) < other.createdAt;
}

/** How another order of the person stands to this one; `unordered` where nobody knows which of the two is the earlier. */
export function relationOf(
  order: Links & Created,
  row: Pick<OrderRow, 'refId' | 'supersededBy'> & Created,
): 'predecessor' | 'successor' | 'earlier' | 'later' | 'unordered' {
  if (row.refId === order.predecessorRefId) return 'predecessor';
  if (row.refId === order.supersededBy || order.successorRefIds.includes(row.refId)) return 'successor';
  // The desk knows more than SRS tells: an order that was placed here was not there before.
  if (row.supersededBy === order.refId || isBefore(row, order)) return 'earlier';
  return isBefore(order, row) ? 'later' : 'unordered';
}
