import type { OrderDetail, OrderRow } from '@srs-desk/shared/api/orders.ts';
import { isCancellable } from '@srs-desk/shared/order/status.ts';
import { useGetMany } from 'react-admin';
import { createdBy } from './order-in-time.ts';

/** More than this many are left out; a person seldom has so many orders. */
const MOST = 20;

/** The other orders of this person and those that this one replaces or is replaced by, newest first. */
export function usePersonOrders(order: OrderDetail): OrderRow[] {
  const linked = [
    order.predecessorRefId,
    order.supersededBy,
    ...order.successorRefIds,
    ...(order.samePerson ?? []),
  ];
  const others = new Set(linked.filter((id): id is string => id !== null && id !== order.refId));
  const ids = [...others].slice(0, MOST);
  const { data = [] } = useGetMany<OrderRow>('orders', { ids }, { enabled: ids.length > 0 });
  const known = data.filter((row): row is OrderRow => row !== undefined);
  return known.toSorted((a, b) => createdBy(b).localeCompare(createdBy(a)));
}

/** SRS knows it and can still cancel it. */
export function isOpenAtSrs({ status, attentionAll }: Pick<OrderRow, 'status' | 'attentionAll'>): boolean {
  return isCancellable(status) && !attentionAll.includes('gone');
}
