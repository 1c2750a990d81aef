import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isCancellable, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { OutcomeUnknown, Unavailable, UpstreamFailed } from '../../../platform/errors.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { isOutcomeUnknown, type SrsFailure } from '../../../platform/srs/errors.ts';
import { readOrder } from '../get-order.ts';
import { knownOrder } from '../known-order.ts';
import type { OrderFacts } from '../queries.ts';
import { srsTrouble } from '../srs-trouble.ts';
import { askedBy } from '../sync-order.ts';
import { recordWithoutEffect } from './cancel-correction.ts';

export interface Cancelled {
  result: CancelResult;
  order: OrderDetail;
}

/** What an order's state means for who wants it cancelled; null when it can be. */
function whyNotCancellable(order: { status: OrderStatus; goneAt: number | null }): CancelResult | null {
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

type Sent = { ok: true; callId: number | null } | { ok: false; failure: SrsFailure; callId: number | null };

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
  const { callId } = result;
  return result.ok ? { ok: true, callId } : { ok: false, failure: result.failure, callId };
}

/** The order after a call: looked for twice, since what SRS shows counts and not what it answered. */
async function readAfter(desk: Desk, who: Principal, refId: string): Promise<OrderFacts | null> {
  return (await reread(desk, who, refId)) ?? (await reread(desk, who, refId));
}

/** What holds after the call. SRS's answer decides what to ask next; its status, read again, decides the result. */
async function settle(
  desk: Desk,
  who: Principal,
  order: OrderFacts,
  sent: Sent,
  isRepeat: boolean,
): Promise<CancelResult> {
  const failure = sent.ok ? null : sent.failure;
  const isRefused = failure?.kind === 'order_final';
  // Only the order read again says what became of it, also after a 404 or a 409.
  const isUnknown = failure !== null && (failure.kind === 'not_found' || isOutcomeUnknown(failure));
  if (failure !== null && !isRefused && !isUnknown) throw srsTrouble(failure, sent.callId);
  const now = await readAfter(desk, who, order.refId);
  if (now === null) throw cancelUnknown(sent.callId);
  if (sent.ok && now.status !== 'cancelled')
    await recordWithoutEffect(desk, order, { ...who, callId: sent.callId }, now.status);
  const reason = whyNotCancellable(now);
  // A call of ours went before that may have done it.
  if (reason === 'already_cancelled' && (!isRefused || isRepeat)) return 'cancelled';
  if (reason !== null) return reason;
  if (now.status !== order.status) return 'changed';
  if (isRefused) throw refused(sent.callId);
  if (!isRepeat) return settle(desk, who, now, await sendCancel(desk, who, now), true);
  throw isUnknown ? cancelUnknown(sent.callId) : withoutEffect(sent.callId);
}

function withoutEffect(callId: number | null): UpstreamFailed {
  return new UpstreamFailed(
    'cancel_without_effect',
    'SRS accepted the cancellation but still shows the order as it was, also after a second call. It is not cancelled.',
    { callId },
  );
}

function refused(callId: number | null): UpstreamFailed {
  return new UpstreamFailed(
    'cancel_refused',
    'SRS refused the cancellation as if the order were final, and shows it as pending. It is not cancelled.',
    { callId },
  );
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
 * @throws Unavailable when SRS cannot be asked (nothing was cancelled), OutcomeUnknown when nobody knows, UpstreamFailed
 *   `cancel_without_effect` when SRS said yes twice and still shows the order as pending, `cancel_refused` when it said no.
 */
export async function cancelOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  input: { reason: string },
): Promise<Cancelled> {
  const before = knownOrder(desk, refId);
  unwrap(
    await desk.ledger.record(
      // Its person may be erased: an order that was left open at SRS can still be cancelled there.
      before.erasedAt === null ? [{ name: 'order.acted_on', args: { refId: before.refId } }] : [],
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
  return answer(await settle(desk, who, now, await sendCancel(desk, who, now), false));
}
