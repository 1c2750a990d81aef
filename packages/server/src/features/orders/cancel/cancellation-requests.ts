import type { CancelResult } from '@srs-desk/shared/api/orders.ts';
import type { CancellationRequestRow } from '@srs-desk/shared/api/placing.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { knownOrder } from '../known-order.ts';
import { type Cancelled, cancelOrder } from './cancel-order.ts';
import { findOpenRequest, listOpenRequests, type StoredRequest } from './queries.ts';

const MOST = 500;

function asked(desk: Desk, id: number): StoredRequest {
  const request = findOpenRequest(desk.reader, id);
  if (request === undefined)
    throw new NotFound(
      'request_not_open',
      'There is no open request with this number: it may be done already.',
    );
  return request;
}

/** Cancellations that were asked for and still make sense, oldest first. */
export function openRequests(desk: Desk): CancellationRequestRow[] {
  return listOpenRequests(desk.reader, MOST).map(({ requestedAt, ...row }) => ({
    ...row,
    requestedAt: new Date(requestedAt).toISOString(),
  }));
}

async function close(
  desk: Desk,
  who: Principal,
  id: number,
  end: { state: 'done' | 'dismissed'; result: CancelResult | null; reason: string | null },
): Promise<void> {
  const args = { id, ...end, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'cancellation_request.close', args }], []));
}

/**
 * Cancels the order that a request is about and ends the request with what came of it; where the order moved on meanwhile nothing
 * was cancelled, and the request stays open.
 * @throws NotFound `request_not_open`; Unavailable, OutcomeUnknown as {@link cancelOrder}: the request then stays open.
 */
export async function executeRequest(
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason?: string | undefined } = {},
): Promise<Cancelled> {
  const { refId, successorRefId } = asked(desk, id);
  const why = successorRefId === null ? 'Asked for' : `Replaced by the order ${successorRefId}`;
  const done = await cancelOrder(desk, who, refId, { reason: input.reason ?? why });
  if (done.result === 'changed') return done;
  try {
    await close(desk, who, id, { state: 'done', result: done.result, reason: null });
  } catch (error) {
    // The order has ended all the same: an open request about it needs nobody.
    desk.log.warn({ err: error, id }, 'a request could not be closed');
  }
  return done;
}

/** Ends a request without cancelling. @throws NotFound `request_not_open` */
export async function dismissRequest(
  desk: Desk,
  who: Principal,
  id: number,
  reason: string | null,
): Promise<void> {
  asked(desk, id);
  await close(desk, who, id, { state: 'dismissed', result: null, reason });
}

/** Undoes {@link dismissRequest}. @throws Conflict `request_not_open` */
export async function reopenRequest(desk: Desk, who: Principal, id: number): Promise<void> {
  const args = { id, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'cancellation_request.reopen', args }], []));
}

/**
 * Asks an admin to cancel a pending order; gives the request's number.
 * @throws NotFound, Conflict `order_not_pending`, Conflict `already_requested`
 */
export async function askForCancellation(
  desk: Desk,
  who: Principal,
  refId: string,
  { reason }: { reason: string },
): Promise<number> {
  const args = { refId: knownOrder(desk, refId).refId, reason, actor: who.actor, origin: who.origin };
  const { results } = unwrap(await desk.ledger.record([{ name: 'cancellation_request.ask', args }], []));
  return results[0].id;
}
