import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { readOrder } from './get-order.ts';
import { knownOrder } from './known-order.ts';

/** How long somebody waits for SRS before the answer is "under way", ms. */
export const WAIT_MS = 10_000;

/** The order as it is now, and whether the reading came to its end in time. */
interface Refreshed {
  done: boolean;
  order: OrderDetail;
}

/** By whom the sync is asked, as the sync knows origins. */
export function askedBy(who: Principal): { actor: string; origin: 'user' | 'cli' | 'gateway' | 'system' } {
  return { actor: who.actor, origin: who.origin === 'sync' ? 'system' : who.origin };
}

/** True when `work` ended within `ms`; a failure of it is thrown if it comes in time. */
export async function inTime(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads the order's status (or evidence) at SRS now and waits a little for it. That SRS failed is no error here: the
 * order stays as it was, the call is recorded, and `lastSyncFailure` tells.
 * @throws NotFound
 */
export async function refreshOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  what: 'status' | 'verify',
): Promise<Refreshed> {
  const order = knownOrder(desk, refId);
  const action = what === 'status' ? 'order.sync_requested' : 'order.verify_requested';
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action,
          actor: who.actor,
          origin: who.origin,
          refId: order.refId,
          orderId: order.orderId,
          externalId: order.externalId,
        },
      ],
    ),
  );
  const work = desk.sync.syncNow(order.refId, askedBy(who), what);
  // When nobody waits any more a failure is the sync's own affair: it has recorded it.
  work.catch((error: unknown) => desk.log.debug({ err: error }, 'a requested sync failed'));
  const done = await inTime(work, WAIT_MS);
  return { done, order: readOrder(desk, who, order.refId) };
}
