import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isCancellable, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Desk, Principal } from '../desk.ts';
import { OutcomeUnknown, Unavailable } from '../errors.ts';
import type { EntryDraft } from '../ledger/entry-draft.ts';
import { held } from '../ledger/held.ts';
import { isOutcomeUnknown, type SrsFailure } from '../srs/errors.ts';
import type { OrderFacts } from '../stores/orders/order-store.ts';
import { readOrder } from './get-order.ts';
import { knownOrder } from './known-order.ts';
import { srsTrouble } from './srs-trouble.ts';
import { askedBy } from './sync-order.ts';

export interface Cancelled {
  result: CancelResult;
  order: OrderDetail;
}

/** What an order's state means for who wants it cancelled; null when it can be. */
export function whyNotCancellable(order: {
  status: OrderStatus;
  goneAt: number | null;
}): CancelResult | null {
  if (order.goneAt !== null) return 'unknown_at_srs';
  if (order.status === 'cancelled') return 'already_cancelled';
  return isCancellable(order.status) ? null : 'already_final';
}

/** Reads the order at SRS; null when it could not be read. */
async function reread(desk: Desk, who: Principal, refId: string): Promise<OrderFacts | null> {
  const before = desk.clock.now();
  try {
    await desk.sync.syncNow(refId, askedBy(who), 'status');
  } catch (error) {
    desk.log.debug({ err: error }, 'an order could not be read again');
    return null;
  }
  const order = knownOrder(desk, refId);
  return (order.lastSyncedAt ?? 0) >= before || order.goneAt !== null ? order : null;
}

function entryOf(
  who: Principal,
  order: OrderFacts,
  part: Pick<EntryDraft, 'action' | 'outcome' | 'detail' | 'sealed'>,
): EntryDraft {
  return {
    actor: who.actor,
    origin: who.origin,
    refId: order.refId,
    orderId: order.orderId,
    externalId: order.externalId,
    subject: order.subjectId,
    ...part,
  };
}

type Sent = { ok: true } | { ok: false; failure: SrsFailure; callId: number | null };

async function sendCancel(desk: Desk, who: Principal, order: OrderFacts): Promise<Sent> {
  const result = await desk.srs.cancel(
    {
      refId: order.refId,
      orderId: order.orderId,
      externalId: order.externalId,
      subject: order.subjectId,
      actor: who.actor,
      origin: who.origin,
      urgency: 'user',
    },
    (parsed, callId) => ({
      entries: [
        {
          ...entryOf(who, order, {
            action: 'order.cancel',
            outcome: parsed.ok ? 'cancelled' : parsed.failure.kind,
            detail: { statusBefore: order.status },
          }),
          callId,
        },
      ],
    }),
  );
  return result.ok ? { ok: true } : { ok: false, failure: result.failure, callId: result.callId };
}

/** What holds after SRS said no, or nothing that can be understood. */
async function settle(
  desk: Desk,
  who: Principal,
  order: OrderFacts,
  sent: Sent,
  mayRepeat: boolean,
): Promise<CancelResult> {
  if (sent.ok) {
    await reread(desk, who, order.refId);
    return 'cancelled';
  }
  const { failure, callId } = sent;
  if (failure.kind === 'not_found') {
    await reread(desk, who, order.refId);
    return 'unknown_at_srs';
  }
  const known = failure.kind === 'order_final' || isOutcomeUnknown(failure);
  if (!known) throw srsTrouble(failure, callId);
  const now = await reread(desk, who, order.refId);
  if (failure.kind === 'order_final') return (now && whyNotCancellable(now)) ?? 'already_final';
  if (now === null) throw cancelUnknown(callId);
  const reason = whyNotCancellable(now);
  if (reason === 'already_cancelled') return 'cancelled';
  if (reason !== null) return reason;
  if (!mayRepeat) throw cancelUnknown(callId);
  return settle(desk, who, now, await sendCancel(desk, who, now), false);
}

function cancelUnknown(callId: number | null): OutcomeUnknown {
  return new OutcomeUnknown(
    'cancel_outcome_unknown',
    'Whether SRS cancelled the order is unknown. It is read again by itself; look at it before you try once more.',
    { callId },
  );
}

/**
 * Cancels one order at SRS: looks at its state there first, asks, and reads it again. That it was final, cancelled,
 * unknown to SRS or changed meanwhile is an answer.
 * @throws Unavailable when SRS cannot be asked (nothing was cancelled), OutcomeUnknown when nobody knows.
 */
export async function cancelOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  input: { reason: string },
): Promise<Cancelled> {
  const before = knownOrder(desk, refId);
  held(
    await desk.ledger.record(
      [{ name: 'order.acted_on', args: { refId: before.refId } }],
      [
        entryOf(who, before, {
          action: 'order.cancel_requested',
          detail: { status: before.status },
          sealed: { reason: input.reason },
        }),
      ],
    ),
  );
  const now = await reread(desk, who, before.refId);
  if (now === null) {
    throw new Unavailable(
      'srs_not_reachable',
      'SRS cannot tell the order’s present status, so nothing was cancelled. Try again later.',
    );
  }
  const answer = (result: CancelResult): Cancelled => ({ result, order: readOrder(desk, who, before.refId) });
  const reason = whyNotCancellable(now);
  if (reason !== null) return answer(reason);
  if (now.status !== before.status && before.lastSyncedAt !== null) return answer('changed');
  return answer(await settle(desk, who, now, await sendCancel(desk, who, now), true));
}
