import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';

/** Whether an order can have a successor: it failed, was ended, or hangs. */
export function isReplaceable(order: OrderDetail): boolean {
  return order.status !== 'terminated' || order.verifyStatus === 'expired';
}
