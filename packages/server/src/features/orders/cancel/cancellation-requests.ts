import type { CancelResult } from '@srs-desk/shared/api/orders.ts';
import type { CancellationRequestRow } from '@srs-desk/shared/api/placing.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
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
 * Cancels the order that a request is about and ends the request with what came of it.
 * @throws NotFound `request_not_open`; Unavailable, OutcomeUnknown as {@link cancelOrder}: the request then stays open.
 */
export async function executeRequest(desk: Desk, who: Principal, id: number): Promise<Cancelled> {
  const { refId, successorRefId } = asked(desk, id);
  const reason = successorRefId === null ? 'Asked for' : `Replaced by the order ${successorRefId}`;
  const done = await cancelOrder(desk, who, refId, { reason });
  await close(desk, who, id, { state: 'done', result: done.result, reason: null });
  return done;
}

/** Ends a request without cancelling. @throws NotFound `request_not_open` */
export async function dismissRequest(desk: Desk, who: Principal, id: number, reason: string): Promise<void> {
  asked(desk, id);
  await close(desk, who, id, { state: 'dismissed', result: null, reason });
}
