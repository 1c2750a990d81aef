import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isCancellable, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { type DeskError, OutcomeUnknown, Unavailable, UpstreamFailed } from '../../../platform/errors.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { LedgerUnavailable } from '../../../platform/ledger/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { OutcomeUnrecorded } from '../../../platform/recorder/call.ts';
import {
  describeFailure,
  isOutcomeUnknown,
  type SrsFailure,
  wasNeverSent,
} from '../../../platform/srs/errors.ts';
import { readOrder } from '../get-order.ts';
import { knownOrder } from '../known-order.ts';
import { SyncSuspended } from '../poll/suspended.ts';
import type { OrderFacts } from '../queries.ts';
import { srsTrouble } from '../srs-trouble.ts';
import { askedBy, inTime } from '../sync-order.ts';
import { isAskedNoMore, wasReadSince } from './asked-no-more.ts';
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

/** The order as SRS shows it, or why it did not. */
type Reading = { order: OrderFacts } | { failure: SrsFailure };

/** A reading waits this long for its turn and its answer, ms: longer than the longest answer, so what is late was not sent. */
const READING_MS = 20_000;

async function reread(desk: Desk, who: Principal, refId: string): Promise<Reading> {
  const known = knownOrder(desk, refId);
  if (isAskedNoMore(known)) return { order: known };
  const before = desk.clock.now();
  const first = await readSince(desk, who, refId, before);
  // A poll that was under way already, and had its answer before this was asked, says nothing: then there is none now.
  return first === 'earlier' ? readAgain(desk, who, refId, before) : first;
}

async function readAgain(desk: Desk, who: Principal, refId: string, before: number): Promise<Reading> {
  const second = await readSince(desk, who, refId, before);
  return second === 'earlier' ? { failure: { kind: 'aborted' } } : second;
}

async function readSince(
  desk: Desk,
  who: Principal,
  refId: string,
  before: number,
): Promise<Reading | 'earlier'> {
  const reading = desk.sync.syncNow(refId, askedBy(who), 'status').catch((error: unknown): SrsFailure => {
    if (!(error instanceof SyncSuspended)) throw error;
    return { kind: 'aborted' };
  });
  if (!(await inTime(reading, READING_MS))) return { failure: { kind: 'aborted' } };
  const failure = await reading;
  const order = knownOrder(desk, refId);
  if (wasReadSince(order, before, desk.clock.now())) return { order };
  return failure === null ? 'earlier' : { failure };
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

/** The order after a call: looked for twice, since what SRS shows counts and not what it answered. Null when it is not shown. */
async function readAfter(desk: Desk, who: Principal, refId: string): Promise<OrderFacts | null> {
  for (let look = 0; look < 2; look += 1) {
    const reading = await reread(desk, who, refId);
    if ('order' in reading) return reading.order;
  }
  return null;
}

/**
 * What holds after the call. SRS's answer decides what to ask next; its status, read again, decides the result. `first`: what
 * came of the call before, when this is the second.
 */
async function settle(
  desk: Desk,
  who: Principal,
  order: OrderFacts,
  sent: Sent,
  first: Sent | null,
): Promise<CancelResult> {
  const failure = sent.ok ? null : sent.failure;
  const isRefused = failure?.kind === 'order_final';
  // Only the order read again says what became of it, also after a 404 or a 409.
  const isUnknown = failure !== null && (failure.kind === 'not_found' || isOutcomeUnknown(failure));
  if (failure !== null && !isRefused && !isUnknown) {
    // That a second call was not sent says nothing of the first.
    throw first !== null && wasNeverSent(failure) ? notDone(first) : srsTrouble(failure, sent.callId);
  }
  const now = await readAfter(desk, who, order.refId);
  if (now === null) throw cancelUnknown(sent.callId);
  // What became of an order that SRS shows no more nobody knows.
  if (sent.ok && now.goneAt === null && now.status !== 'cancelled')
    await recordWithoutEffect(desk, order, { ...who, callId: sent.callId }, now.status);
  const reason = whyNotCancellable(now);
  // A call of ours went before that may have done it.
  if (reason === 'already_cancelled' && (!isRefused || first !== null)) return 'cancelled';
  if (reason !== null) return reason;
  if (now.status !== order.status) return 'changed';
  if (isRefused) throw refused(sent.callId);
  if (first === null) return settle(desk, who, now, await sendCancel(desk, who, now), sent);
  throw notDone(sent);
}

/** Asks SRS to cancel; from then on a ledger that cannot write leaves open what became of the order. */
async function cancelAtSrs(desk: Desk, who: Principal, order: OrderFacts): Promise<CancelResult> {
  let sent: Sent | null = null;
  try {
    sent = await sendCancel(desk, who, order);
    return await settle(desk, who, order, sent, null);
  } catch (error) {
    if (sent !== null && (error instanceof LedgerUnavailable || error instanceof OutcomeUnrecorded))
      throw cancelUnknown(sent.callId);
    // Nothing was asked of SRS yet where it is the outcome of fetching a token that could not be written.
    if (error instanceof OutcomeUnrecorded && error.operation === 'cancel_order')
      throw cancelUnknown(error.callId);
    throw error;
  }
}

/** The order is shown as it was, after an answer that was lost or was a yes. */
function notDone({ ok, callId }: Sent): OutcomeUnknown | UpstreamFailed {
  return ok ? withoutEffect(callId) : cancelUnknown(callId);
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
  const reading = await reread(desk, who, before.refId);
  if ('failure' in reading) throw statusUnread(reading.failure);
  const now = reading.order;
  const answer = (result: CancelResult): Cancelled => ({ result, order: readOrder(desk, who, before.refId) });
  const reason = whyNotCancellable(now);
  if (reason !== null) return answer(reason);
  if (now.status !== before.status && before.lastSyncedAt !== null) return answer('changed');
  return answer(await cancelAtSrs(desk, who, now));
}

/** Without the order's present status nothing is cancelled; whether SRS was asked for it is told apart. */
function statusUnread(failure: SrsFailure): DeskError {
  if (wasNeverSent(failure)) return srsTrouble(failure, null);
  return new Unavailable(
    'srs_not_reachable',
    `SRS could not tell the order’s present status (${describeFailure(failure)}), so nothing was cancelled.`,
    { failure: failure.kind },
  );
}
