import { type OrderDetail, orderDetail } from '@srs-desk/shared/api/orders.ts';
import { isFinal, isPending } from '@srs-desk/shared/order/status.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { openRequestOf } from './cancel/queries.ts';
import { knownOrder } from './known-order.ts';
import { orderViewOf } from './order-columns.ts';
import { activeReveal, clearPerson, type OrderFacts, orderDetailJson } from './queries.ts';
import { readTriageFacts } from './read-triage.ts';

/** An open page is noted as viewed this often at most, ms. */
const VIEWED_EVERY_MS = 60_000;
/** A status younger than this is fresh enough for who has just opened the page, ms. */
const FRESH_MS = 15_000;

/** One order as the role may see it, with the person in clear as far as a reveal is in force. @throws NotFound */
export function readOrder(desk: Desk, who: Principal, refId: string): OrderDetail {
  const view = orderViewOf(who.role);
  const json = orderDetailJson(desk.reader, view, refId);
  if (json === undefined) throw new NotFound('order_not_found', 'The desk knows no order with this Ref ID.');
  const order = orderDetail.parse(JSON.parse(json));
  if (view === 'facts') return order;
  return {
    ...withReveal(desk, who, order),
    cancellationRequest: requestOf(desk, order),
    triageFacts: readTriageFacts(desk, refId),
  };
}

/** Once an order has ended, nobody needs to decide about it any more. */
function requestOf(desk: Desk, order: OrderDetail): OrderDetail['cancellationRequest'] {
  const isOpenAtSrs = isPending(order.status) && order.goneAt === null;
  const request = isOpenAtSrs ? openRequestOf(desk.reader, order.refId) : undefined;
  if (request === undefined) return null;
  const { id, requestedBy, requestedAt } = request;
  return { id, requestedBy, requestedAt: new Date(requestedAt).toISOString() };
}

function withReveal(desk: Desk, who: Principal, order: OrderDetail): OrderDetail {
  const reveal = activeReveal(desk.reader, order.refId, who.actor, desk.clock.now());
  if (!reveal) return { ...order, revealed: null };
  const person = clearPerson(desk.reader, order.refId);
  const fields = reveal.fields;
  const clear = Object.fromEntries(fields.map((field) => [field, person?.[field] ?? null]));
  return { ...order, ...clear, revealed: { fields, until: new Date(reveal.until).toISOString() } };
}

function noteViewed(desk: Desk, order: OrderFacts): void {
  const now = desk.clock.now();
  if (order.viewedAt !== null && !hasPassed(VIEWED_EVERY_MS, order.viewedAt, now)) return;
  const stale =
    hasPassed(FRESH_MS, order.lastSyncedAt ?? 0, now) && !isFinal(order.status, order.verifyStatus);
  desk.ledger
    .recordWithoutEntry([{ name: 'order.viewed', args: { refId: order.refId, dueAt: stale ? now : null } }])
    .then(() => stale && desk.sync.nudge())
    .catch(() => undefined);
}

/**
 * One order for somebody who opens its page: its status is then read again soon. Who only reads never waits for
 * that. @throws NotFound
 */
export function openOrder(desk: Desk, who: Principal, refId: string): OrderDetail {
  const order = knownOrder(desk, refId);
  if (who.kind === 'user') noteViewed(desk, order);
  return readOrder(desk, who, order.refId);
}
