import { backoffMs, hasEnded, type ItemResult } from '@srs-desk/shared/cancellation/job.ts';
import { decideLive } from '@srs-desk/shared/cancellation/plan.ts';
import { isCancellable, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import type { EntryDraft } from '../../platform/ledger/entry-draft.ts';
import {
  describeFailure,
  isOutcomeUnknown,
  type SrsFailure,
  wasNeverSent,
} from '../../platform/srs/errors.ts';
import type { OnBehalf } from '../../platform/srs/srs-call.ts';
import {
  type Alongside,
  findOrder,
  isAskedNoMore,
  type OrderFacts,
  recordWithoutEffect,
  SyncSuspended,
  wasReadSince,
} from '../orders/index.ts';
import type { ClaimedItem, Ended } from './claimed-item.ts';
import { cancelCallSince, isUnderWay } from './item-queries.ts';
import { jobState } from './job-queries.ts';
import { NextCall } from './next-call.ts';

/** A call whose outcome nobody knows is settled by reading; after so many reads it is handed to people. */
const MOST_READS = 60;
/** While SRS fails cancellations, it is looked this often whether the job still runs, ms. */
const LOOK_MS = 1_000;
/** Answers that say "not now" do not count against the order; so many of them do. */
const MOST_REFUSALS = 200;

/** Wait before the next attempt on an order, ms, after so many. */
export type Backoff = (attempt: number) => number;

type Ids = Pick<OrderFacts, 'refId' | 'orderId' | 'externalId' | 'subjectId'>;

/** One order of a job on its way: how often it was tried, and whether a cancelling call may have arrived. */
class ItemRun {
  readonly #desk: Desk;
  readonly #item: ClaimedItem;
  readonly #signal: AbortSignal;
  #attempts = 0;
  #refusals = 0;
  /** Call by which this job may have cancelled the order. */
  #callId: number | null;
  #mayHaveCancelled: boolean;
  /** Call to which SRS said yes, until the order was read again. */
  #accepted: number | null = null;
  #lastFailure = 'never_asked';
  readonly #next = new NextCall();
  /** The call was not sent, since those before it failed. */
  #heldBack = false;
  readonly #backoffMs: Backoff;

  constructor(desk: Desk, item: ClaimedItem, signal: AbortSignal, backoff: Backoff) {
    this.#desk = desk;
    this.#backoffMs = backoff;
    this.#item = item;
    this.#signal = signal;
    this.#callId = cancelCallSince(desk.reader, item.refId, item.claimedAt);
    this.#mayHaveCancelled = this.#callId !== null;
  }

  async run(): Promise<Ended> {
    try {
      return await this.#run();
    } finally {
      await this.#next.drop();
    }
  }

  async #run(): Promise<Ended> {
    for (;;) {
      const resting = this.#mayRest();
      if (resting !== null) return resting;
      if (this.#heldBack) {
        this.#heldBack = !(await this.#desk.srs.limiter.untilOpen('cancel_order', LOOK_MS, this.#signal));
        continue;
      }
      const live = await this.#read(this.#thenCancel);
      const ended = live === null ? null : await this.#decide(live);
      if (ended !== null) return ended;
      const exhausted = this.#givenUp();
      if (exhausted !== null) return exhausted;
      await this.#wait(this.#backoffMs(Math.max(1, this.#attempts)));
    }
  }

  /** Between two calls: the job was paused or stopped, or the desk stops. Not while a call's outcome is unknown. */
  #mayRest(): Ended | null {
    if (this.#signal.aborted) return this.#mayHaveCancelled ? { kind: 'open' } : { kind: 'released' };
    if (this.#mayHaveCancelled) return null;
    const state = jobState(this.#desk.reader, this.#item.jobId);
    if (state === 'running') return null;
    if (state === undefined || hasEnded(state)) return this.#settle('left', 'stopped', null);
    return { kind: 'released' };
  }

  /**
   * With the answer of a look that says to cancel goes the intent of the cancellation: one write instead of two. What is looked
   * at between two calls is looked at again before it is sent.
   */
  readonly #thenCancel: Alongside = {
    changes: ({ status }, order) => {
      if (this.#mayHaveCancelled || this.#accepted !== null || this.#mayRest() !== null) return [];
      if (decideLive(this.#item.plannedStatus, status) !== 'cancel') return [];
      return this.#next.intentOf(this.#desk.srs.readyCancel(this.#cancelling(order)));
    },
    written: ([opened]) => this.#next.written(opened),
  };

  /** The order as SRS tells it now; null when it could not be read. `also`: written with the answer, if this asks for it. */
  async #read(also?: Alongside): Promise<OrderFacts | null> {
    const [desk, { refId }] = [this.#desk, this.#item];
    const before = desk.clock.now();
    const ready = await this.#next.take();
    const by = { ...this.#who, urgency: 'sync', also, ready, signal: this.#signal } as const;
    let failure: SrsFailure | null;
    try {
      failure = await desk.sync.syncNow(refId, by, 'status');
    } catch (error) {
      if (!(error instanceof SyncSuspended)) throw error;
      this.#refusals += 1;
      return null;
    } finally {
      await ready?.release();
    }
    const order = findOrder(desk.reader, refId);
    if (order === undefined) return null;
    if (wasReadSince(order, before, desk.clock.now()) || isAskedNoMore(order)) return order;
    if (failure === null) return null;
    this.#lastFailure = describeFailure(failure);
    if (failure.kind === 'rate_limited') this.#refusals += 1;
    else if (!wasNeverSent(failure)) this.#attempts += 1;
    return null;
  }

  async #decide(live: OrderFacts): Promise<Ended | null> {
    const { status } = live;
    if (live.goneAt !== null) return this.#settle('unknown_at_srs', null, status);
    if (status === 'cancelled') return this.#cancelled(status);
    await this.#correct(live);
    const decision = decideLive(this.#item.plannedStatus, status);
    if (decision !== 'cancel') return this.#settle(decision, null, status);
    // Read just now as not cancelled: what was sent before did not take effect.
    this.#mayHaveCancelled = false;
    return this.#mayRest() ?? this.#givenUp() ?? (await this.#send(live));
  }

  #cancelled(status: OrderStatus): Ended {
    return this.#settle(this.#callId === null ? 'already_cancelled' : 'cancelled', null, status);
  }

  async #send(order: OrderFacts): Promise<Ended | null> {
    const { srs } = this.#desk;
    const ready = await this.#next.take();
    const result = await srs.cancel({ ...this.#cancelling(order), ready }, (parsed, callId) => ({
      entries: [this.#entry(order, parsed.ok ? null : parsed.failure, callId)],
      // The look that settles it comes next: its intent is written with SRS's yes.
      changes: parsed.ok
        ? this.#next.intentOf(srs.readyStatus({ ...this.#about(order), urgency: 'sync' }))
        : [],
    }));
    if (result.ok) {
      this.#next.written(result.recorded[0]);
      this.#attempts += 1;
      this.#callId = result.callId;
      this.#accepted = result.callId;
      this.#mayHaveCancelled = true;
      return this.#confirm();
    }
    return this.#onFailure(result.failure, result.callId);
  }

  /** SRS said yes; what counts is what it shows after that. A yes without effect is no cancellation. */
  async #confirm(): Promise<Ended | null> {
    const { id: itemId, refId } = this.#item;
    const args = { itemId, refId, callId: this.#callId, attempts: this.#attempts, ...this.#who };
    const settle = [{ name: 'cancellation.settle_cancelled', args }] as const;
    const now = await this.#read({ changes: () => settle });
    if (now === null) return null;
    if (now.goneAt !== null) return this.#decide(now);
    // Who joined somebody else's look has its answer, and settles by itself.
    if (now.status === 'cancelled')
      return isUnderWay(this.#desk.reader, itemId)
        ? this.#cancelled(now.status)
        : { kind: 'settled_already' };
    this.#mayHaveCancelled = false;
    this.#lastFailure = 'srs_said_yes_without_effect';
    await this.#correct(now);
    return null;
  }

  async #correct(now: OrderFacts): Promise<void> {
    if (this.#accepted === null) return;
    const { requestedBy: actor, jobId: job } = this.#item;
    const callId = this.#accepted;
    this.#accepted = null;
    await recordWithoutEffect(this.#desk, now, { callId, actor, origin: 'system', job }, now.status);
  }

  async #onFailure(failure: SrsFailure, callId: number | null): Promise<Ended | null> {
    // What was not asked says nothing of the order, and does not count against it.
    this.#heldBack = failure.kind === 'breaker_open' || failure.kind === 'paused';
    if (wasNeverSent(failure)) return null;
    this.#lastFailure = describeFailure(failure);
    if (failure.kind === 'rate_limited') {
      this.#refusals += 1;
      return null;
    }
    this.#attempts += 1;
    // Also after a 404 only the order read again says what became of it.
    if (failure.kind === 'not_found' || isOutcomeUnknown(failure)) {
      this.#callId = callId;
      this.#mayHaveCancelled = true;
      return null;
    }
    if (failure.kind !== 'order_final') return null;
    this.#lastFailure = 'srs_refused_while_pending';
    const now = await this.#read();
    // What SRS shows counts, not why it refused: while it shows the order as pending, it is no final one.
    return now === null || (now.goneAt === null && isCancellable(now.status)) ? null : this.#decide(now);
  }

  #givenUp(): Ended | null {
    if (this.#mayHaveCancelled) {
      return this.#attempts < MOST_READS ? null : this.#settle('failed', 'outcome_unknown', null);
    }
    const { mostTries } = this.#desk.settings.get(CANCELLATION_SETTINGS);
    const spent = this.#attempts >= mostTries || this.#refusals >= MOST_REFUSALS;
    return spent ? this.#settle('failed', this.#lastFailure, null) : null;
  }

  #settle(state: ItemResult, reason: string | null, status: OrderStatus | null): Ended {
    const known = status ?? findOrder(this.#desk.reader, this.#item.refId)?.status ?? null;
    return { kind: 'settled', state, reason, status: known, callId: this.#callId, attempts: this.#attempts };
  }

  get #who() {
    return { actor: this.#item.requestedBy, origin: 'system' } as const;
  }

  #cancelling(order: Ids): OnBehalf & { refId: string } {
    return { ...this.#about(order), urgency: 'job', signal: this.#signal, attempt: this.#attempts + 1 };
  }

  #about({ refId, orderId, externalId, subjectId }: Ids) {
    return { refId, orderId, externalId, subject: subjectId, ...this.#who };
  }

  #entry(order: OrderFacts, failure: SrsFailure | null, callId: number): EntryDraft {
    return {
      action: 'order.cancel',
      actor: this.#item.requestedBy,
      origin: 'system',
      refId: order.refId,
      orderId: order.orderId,
      externalId: order.externalId,
      subject: order.subjectId,
      callId,
      target: String(this.#item.jobId),
      outcome: failure === null ? 'cancelled' : failure.kind,
      detail: { statusBefore: order.status, job: this.#item.jobId },
    };
  }

  async #wait(ms: number): Promise<void> {
    if (this.#signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#signal.addEventListener('abort', done, { once: true });
    });
  }
}

/**
 * Brings one claimed order to its end: reads its status at SRS, cancels it if that still is right, reads it again. A call
 * whose outcome was lost is never sent again before SRS has said that the order is not cancelled.
 * @throws LedgerUnavailable, OutcomeUnrecorded: the item stays under way and is taken up again.
 */
export function cancelItem(
  desk: Desk,
  item: ClaimedItem,
  signal: AbortSignal,
  backoff: Backoff = backoffMs,
): Promise<Ended> {
  return new ItemRun(desk, item, signal, backoff).run();
}
