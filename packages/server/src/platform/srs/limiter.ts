import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { OperationFacts, TroubleCode } from '@srs-desk/shared/health/trouble.ts';
import type { SrsFailure } from './errors.ts';
import { GrantMeter } from './grant-meter.ts';
import { Lane, type Permit, type Urgency, type Waiter } from './lane.ts';
import { RateControl } from './rate-control.ts';

/** What came of a call, as far as the pace is concerned. */
export type AttemptOutcome =
  | { kind: 'alive' }
  /** `retryAfterMs`: how long SRS itself asks to wait (503), null when it does not. */
  | { kind: 'overload'; retryAfterMs: number | null; code: TroubleCode; status: number | null }
  | { kind: 'rate_limited'; retryAfterMs: number | null }
  /** Nothing was sent. */
  | { kind: 'unused' };

export interface LimiterOptions {
  /** Known limit, requests/s; null: to be found out. */
  rateLimit: number | null;
  /** Calls of one operation at once. */
  maxConcurrency?: number;
  random?: () => number;
  /** Steady clock, ms. */
  steady?: () => number;
  /** Wall clock, ms since epoch: for what is told to people. */
  wall?: () => number;
}

/** How much of a delay is caught up in one go, ms: so much that no second of a known limit gets more calls than it allows. */
const CATCH_UP_MS = 25;
/** Pause after a 429 that names no time, ms. */
const UNNAMED_PAUSE_MS = 1_000;
/** Kept beyond the time SRS names: its clock and ours tick apart. */
const PAUSE_MARGIN_MS = 25;
/** An operation that is refused this often in a row, with nothing let through, is not refused for the pace of all. */
const REFUSED_FOR_ITSELF = 3;

/** What may be granted next, and in how many ms. */
interface Next {
  lane: Lane;
  queue: Waiter[];
  waiter: Waiter;
  wait: number;
}

/**
 * Decides when each call may be sent: evenly paced over all operations, people first. Trouble stays with its operation: each
 * has its own {@link Lane} with breaker, pause and concurrency.
 */
export class Limiter {
  readonly #rate: RateControl;
  readonly #steady: () => number;
  readonly #wall: () => number;
  readonly #random: () => number;
  readonly #maxConcurrency: number;
  readonly #lanes = new Map<CallOperation, Lane>();
  readonly #granted: GrantMeter;
  #places = 0;
  #nextAt = 0;
  #leavesAt = 0;
  #saturated = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LimiterOptions) {
    this.#random = options.random ?? Math.random;
    this.#steady = options.steady ?? (() => performance.now());
    this.#wall = options.wall ?? Date.now;
    this.#rate = new RateControl(options.rateLimit);
    this.#granted = new GrantMeter(this.#steady());
    this.#maxConcurrency = options.maxConcurrency ?? 64;
  }

  /** Calls per second that the pacing allows at most. */
  get rate(): number {
    return this.#rate.rate;
  }

  /** Calls per second that were really let go of late. */
  get grantedRate(): number {
    return this.#granted.perSecond(this.#steady());
  }

  /** How each operation goes that was called so far. */
  operations(): OperationFacts[] {
    const now = this.#steady();
    return [...this.#lanes.values()].map((lane) => lane.facts(now, this.#toWallAt(now)));
  }

  concurrencyOf(operation: CallOperation): number {
    return this.#lane(operation).concurrency;
  }

  /**
   * Waits for the turn to send. People and jobs are told at once when it would take too long (`paused`, `breaker_open`);
   * the sync waits. `aborted` when the signal ends the wait.
   */
  async acquire(
    operation: CallOperation,
    urgency: Urgency,
    signal?: AbortSignal,
  ): Promise<Permit | SrsFailure> {
    if (signal?.aborted) return { kind: 'aborted' };
    const lane = this.#lane(operation);
    const now = this.#steady();
    const refusal = lane.refusalFor(urgency, now, this.#toWallAt(now));
    if (refusal !== null) return refusal;
    return new Promise((resolve) => {
      const queue = urgency === 'user' ? lane.users : lane.others;
      const onAbort = (): void => {
        const index = queue.indexOf(waiter);
        if (index >= 0) queue.splice(index, 1);
        resolve({ kind: 'aborted' });
      };
      const waiter: Waiter = {
        urgency,
        place: this.#places++,
        give: (permit) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(permit);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(waiter);
      this.#pump();
    });
  }

  /** The turn to send, where a call may go now and nobody waits for one; else null. */
  acquireNow(operation: CallOperation, urgency: Urgency): Permit | null {
    const [lane, now] = [this.#lane(operation), this.#steady()];
    const isOpen = lane.refusalFor(urgency, now, this.#toWallAt(now)) === null;
    if (!isOpen || lane.waitFor(urgency, now) !== 0 || this.#nextAt > now || this.#isAnybodyWaiting())
      return null;
    this.#takeSlot(now);
    this.#granted.add(now);
    return lane.grant(urgency, now);
  }

  /** When a call with its permit may leave; null: at once. Those that then waited for one disk leave one by one. */
  turnToLeave(): Promise<void> | null {
    const now = this.#steady();
    const leavesAt = this.#leavesAt;
    this.#leavesAt = this.#slotAfter(leavesAt, now);
    return leavesAt <= now ? null : new Promise((resolve) => setTimeout(resolve, leavesAt - now));
  }

  /** Waits, `mostMs` at most, until a job's call of this operation may go. False when it may not yet. */
  async untilOpen(operation: CallOperation, mostMs: number, signal: AbortSignal): Promise<boolean> {
    const lane = this.#lane(operation);
    const now = this.#steady();
    const opensAt = lane.opensAt(now) ?? Number.POSITIVE_INFINITY;
    if (opensAt > now && !signal.aborted) {
      lane.watchers += 1;
      await untilOver(Math.min(opensAt - now, mostMs), signal);
      lane.watchers -= 1;
    }
    const then = this.#steady();
    return (lane.opensAt(then) ?? Number.POSITIVE_INFINITY) <= then;
  }

  /** Tells what came of the call; each permit exactly once. */
  done(permit: Permit, outcome: AttemptOutcome): void {
    const now = this.#steady();
    const lane = this.#lane(permit.operation);
    switch (outcome.kind) {
      case 'alive':
        lane.onAlive();
        this.#rate.onPassed(now, this.#saturated);
        this.#saturated = this.#isAnybodyWaiting();
        break;
      case 'rate_limited': {
        const inARow = lane.onRefused(permit, now);
        const isNews = inARow > 0 && inARow <= REFUSED_FOR_ITSELF && !this.#isPausedBeside(lane, now);
        if (isNews) this.#rate.onRateLimited(now, permit.grantedAt);
        this.#pause(lane, now, outcome.retryAfterMs);
        break;
      }
      case 'overload':
        lane.onOverload(permit, now, outcome.code, outcome.status);
        if (outcome.retryAfterMs !== null) this.#pause(lane, now, outcome.retryAfterMs);
        lane.refuse(now, this.#toWallAt(now));
        break;
      case 'unused':
        lane.onUnused(permit);
    }
    this.#pump();
  }

  /** A call that went out past this limiter: it takes a slot of the same rate, and its 429 pauses its operation. */
  noteForeign(call: { operation: CallOperation; rateLimited: boolean; retryAfterMs: number | null }): void {
    const now = this.#steady();
    this.#takeSlot(now);
    if (call.rateLimited || call.retryAfterMs !== null)
      this.#pause(this.#lane(call.operation), now, call.retryAfterMs);
  }

  #lane(operation: CallOperation): Lane {
    let lane = this.#lanes.get(operation);
    if (lane === undefined) {
      lane = new Lane(operation, this.#maxConcurrency, this.#random);
      this.#lanes.set(operation, lane);
    }
    return lane;
  }

  #pause(lane: Lane, now: number, retryAfterMs: number | null): void {
    const wait = retryAfterMs ?? UNNAMED_PAUSE_MS * (0.5 + this.#random());
    lane.pause(now, now + wait + PAUSE_MARGIN_MS);
    lane.refuse(now, this.#toWallAt(now));
  }

  #isPausedBeside(own: Lane, now: number): boolean {
    for (const lane of this.#lanes.values()) if (lane !== own && lane.pausedUntil(now) !== null) return true;
    return false;
  }

  #isAnybodyWaiting(): boolean {
    for (const lane of this.#lanes.values()) if (lane.users.length + lane.others.length > 0) return true;
    return false;
  }

  #toWallAt(now: number): (at: number) => number {
    return (at) => Math.round(this.#wall() + (at - now));
  }

  /** Grants what may be granted now; sets the timer for the next slot. */
  #pump(): void {
    for (;;) {
      const now = this.#steady();
      const next = this.#next(now);
      if (next === null) return;
      if (next.wait > 0) {
        this.#saturated = true;
        this.#wakeIn(next.wait);
        return;
      }
      next.queue.shift();
      this.#takeSlot(now);
      this.#granted.add(now);
      next.waiter.give(next.lane.grant(next.waiter.urgency, now));
    }
  }

  /** Whose turn it is: who may go first; of those a person; of those who came first. */
  #next(now: number): Next | null {
    const slot = Math.max(this.#nextAt - now, 0);
    let best: Next | null = null;
    for (const lane of this.#lanes.values())
      for (const queue of [lane.users, lane.others]) {
        const waiter = queue[0];
        if (waiter === undefined) continue;
        const own = lane.waitFor(waiter.urgency, now);
        if (own === null) continue;
        const one = { lane, queue, waiter, wait: Math.max(own, slot) };
        if (best === null || isBefore(one, best)) best = one;
      }
    return best;
  }

  #takeSlot(now: number): void {
    this.#nextAt = this.#slotAfter(this.#nextAt, now);
  }

  /** When the slot after this one begins, if it is taken at `now`. */
  #slotAfter(slot: number, now: number): number {
    const interval = 1000 / this.#rate.rate;
    return Math.max(slot, now - Math.max(CATCH_UP_MS - interval, 0)) + interval;
  }

  #wakeIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#pump();
      },
      Math.max(ms, 0.5),
    );
  }
}

function isBefore(one: Next, other: Next): boolean {
  if (one.wait !== other.wait) return one.wait < other.wait;
  const [isUser, isOtherUser] = [one.waiter.urgency === 'user', other.waiter.urgency === 'user'];
  return isUser === isOtherUser ? one.waiter.place < other.waiter.place : isUser;
}

function untilOver(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
