import { isCancellable } from '@srs-desk/shared/order/status.ts';
import type { OrderFacts } from '../queries.ts';

/** Of an erased order that has ended or is gone SRS is asked no more: it stays what it was. */
export function isAskedNoMore(order: Pick<OrderFacts, 'erasedAt' | 'goneAt' | 'status'>): boolean {
  return order.erasedAt !== null && (order.goneAt !== null || !isCancellable(order.status));
}

/** SRS told of the order since then, all in ms since epoch: what was read while the clock was ahead does not count. */
export function wasReadSince(
  { lastSyncedAt }: Pick<OrderFacts, 'lastSyncedAt'>,
  since: number,
  now: number,
): boolean {
  return lastSyncedAt !== null && lastSyncedAt >= since && lastSyncedAt <= now;
}
