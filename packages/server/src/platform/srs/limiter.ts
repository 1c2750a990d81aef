import { Breaker, type BreakerState } from './breaker.ts';
import type { SrsFailure } from './errors.ts';
import { RateControl } from './rate-control.ts';

/** The right to send one call. Given back with {@link Limiter.done}. */
export interface Permit {
  readonly grantedAt: number;
  readonly urgency: 'user' | 'sync';
  readonly probe: boolean;
}

/** What came of a call, as far as the pace is concerned. */
export type AttemptOutcome =
  | { kind: 'alive' }
  /** `retryAfterMs`: how long SRS itself asks to wait (503), null when it does not. */
  | { kind: 'overload'; retryAfterMs: number | null }
  | { kind: 'rate_limited'; retryAfterMs: number | null }
  /** Nothing was sent. */
  | { kind: 'unused' };

type Waiter = { urgency: 'user' | 'sync'; give: (permit: Permit | SrsFailure) => void };

export interface LimiterOptions {
  /** Known limit, requests/s; null: to be found out. */
  rateLimit: number | null;
  maxConcurrency?: number;
  random?: () => number;
  /** Steady clock, ms. */
  steady?: () => number;
  /** Wall clock, ms since epoch: for what is told to people. */
  wall?: () => number;
}

/** A person waits this long for a pause to end, not longer. */
const USER_PATIENCE_MS = 8_000;
/** Calls of people that may run beside a full set of the sync's. */
const USER_RESERVE = 8;
/** How much of a delay is caught up in one go, ms: more would be a burst. */
const CATCH_UP_MS = 15;
/** Pause after a 429 that names no time, ms. */
const UNNAMED_PAUSE_MS = 1_000;
/** Kept beyond the time SRS names: its clock and ours tick apart. */
const PAUSE_MARGIN_MS = 25;

/** Decides when each call may be sent: evenly paced, people first, fewer at once when SRS struggles. */
export class Limiter {
  readonly #rate: RateControl;
  readonly #breaker: Breaker;
  readonly #steady: () => number;
  readonly #wall: () => number;
  readonly #random: () => number;
  readonly #maxConcurrency: number;
  #concurrency: number;
  #lastHalvedAt = Number.NEGATIVE_INFINITY;
  #passedSinceChange = 0;
  #inFlight = 0;
  #users: Waiter[] = [];
  #others: Waiter[] = [];
  #nextAt = 0;
  #pausedUntil = 0;
  #saturated = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LimiterOptions) {
    this.#random = options.random ?? Math.random;
    this.#steady = options.steady ?? (() => performance.now());
    this.#wall = options.wall ?? Date.now;
    this.#rate = new RateControl(options.rateLimit);
    this.#breaker = new Breaker(this.#random);
    this.#maxConcurrency = options.maxConcurrency ?? 64;
    this.#concurrency = this.#maxConcurrency;
  }

  get rate(): number {
    return this.#rate.rate;
  }

  get concurrency(): number {
    return this.#concurrency;
  }

  get breaker(): BreakerState {
    return this.#breaker.state(this.#steady());
  }

  /** Wall time until which SRS asked to wait; null when it does not. */
  get pausedUntil(): number | null {
    const now = this.#steady();
    return this.#pausedUntil > now ? this.#toWall(this.#pausedUntil, now) : null;
  }

  /**
   * Waits for the turn to send. People are told at once when it would take too long (`paused`, `breaker_open`);
   * the sync waits. `aborted` when the signal ends the wait.
   */
  async acquire(urgency: 'user' | 'sync', signal?: AbortSignal): Promise<Permit | SrsFailure> {
    if (signal?.aborted) return { kind: 'aborted' };
    const refusal = urgency === 'user' ? this.#refusal() : null;
    if (refusal !== null) return refusal;
    return new Promise((resolve) => {
      const queue = urgency === 'user' ? this.#users : this.#others;
      const onAbort = (): void => {
        const index = queue.indexOf(waiter);
        if (index >= 0) queue.splice(index, 1);
        resolve({ kind: 'aborted' });
      };
      const waiter: Waiter = {
        urgency,
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

  /** Tells what came of the call; each permit exactly once. */
  done(permit: Permit, outcome: AttemptOutcome): void {
    const now = this.#steady();
    this.#inFlight -= 1;
    switch (outcome.kind) {
      case 'alive':
        this.#breaker.onAlive();
        this.#rate.onPassed(now, this.#saturated);
        this.#saturated = this.#others.length + this.#users.length > 0;
        this.#widen();
        break;
      case 'rate_limited':
        this.#breaker.onAlive();
        this.#rate.onRateLimited(now, permit.grantedAt);
        this.#pause(now, outcome.retryAfterMs);
        break;
      case 'overload':
        this.#breaker.onFailure(now, permit.probe);
        this.#narrow(now, permit.grantedAt);
        if (outcome.retryAfterMs !== null) this.#pause(now, outcome.retryAfterMs);
        this.#refuseUsersIfOpen();
        break;
      case 'unused':
        if (permit.probe) this.#breaker.cancelProbe();
    }
    this.#pump();
  }

  /** A call that went out past this limiter: it takes a slot of the same rate, and its 429 pauses everybody. */
  noteForeign(call: { rateLimited: boolean; retryAfterMs: number | null }): void {
    const now = this.#steady();
    this.#takeSlot(now);
    if (call.rateLimited || call.retryAfterMs !== null) this.#pause(now, call.retryAfterMs);
  }

  #pause(now: number, retryAfterMs: number | null): void {
    const wait = retryAfterMs ?? UNNAMED_PAUSE_MS * (0.5 + this.#random());
    this.#pausedUntil = Math.max(this.#pausedUntil, now + wait + PAUSE_MARGIN_MS);
    this.#nextAt = Math.max(this.#nextAt, this.#pausedUntil);
    if (wait > USER_PATIENCE_MS)
      this.#refuseUsers({ kind: 'paused', until: this.#toWall(this.#pausedUntil, now) });
  }

  #narrow(now: number, grantedAt: number): void {
    if (grantedAt < this.#lastHalvedAt) return;
    this.#lastHalvedAt = now;
    this.#concurrency = Math.max(Math.floor(this.#concurrency / 2), 2);
    this.#passedSinceChange = 0;
  }

  #widen(): void {
    this.#passedSinceChange += 1;
    if (this.#concurrency >= this.#maxConcurrency || this.#passedSinceChange < this.#concurrency) return;
    this.#concurrency += 1;
    this.#passedSinceChange = 0;
  }

  #refusal(): SrsFailure | null {
    const now = this.#steady();
    if (this.#pausedUntil - now > USER_PATIENCE_MS)
      return { kind: 'paused', until: this.#toWall(this.#pausedUntil, now) };
    // One person at a time may try whether SRS is back, without waiting for the breaker's own try.
    return this.#breaker.state(now) !== 'closed' && this.#breaker.probing ? this.#openFailure(now) : null;
  }

  #openFailure(now: number): SrsFailure {
    return { kind: 'breaker_open', until: this.#toWall(this.#breaker.openUntil ?? now, now) };
  }

  #refuseUsersIfOpen(): void {
    const now = this.#steady();
    if (this.#breaker.state(now) === 'open') this.#refuseUsers(this.#openFailure(now));
  }

  #refuseUsers(failure: SrsFailure): void {
    const refused = this.#users;
    this.#users = [];
    for (const waiter of refused) waiter.give(failure);
  }

  #toWall(at: number, now: number): number {
    return Math.round(this.#wall() + (at - now));
  }

  /** Grants what may be granted now; sets the timer for the next slot. */
  #pump(): void {
    for (;;) {
      const queue = this.#users.length > 0 ? this.#users : this.#others;
      const waiter = queue[0];
      if (waiter === undefined) return;
      const now = this.#steady();
      const wait = this.#waitFor(waiter, now);
      if (wait === null) return;
      if (wait > 0) {
        this.#saturated = true;
        this.#wakeIn(wait);
        return;
      }
      queue.shift();
      this.#grant(waiter, now);
    }
  }

  /** ms until this waiter may go; null: not before a call that is under way comes back. */
  #waitFor(waiter: Waiter, now: number): number | null {
    const state = this.#breaker.state(now);
    if (state !== 'closed') {
      if (this.#breaker.probing) return null;
      const dueAt = waiter.urgency === 'user' ? now : (this.#breaker.openUntil ?? now);
      return Math.max(dueAt - now, this.#pausedUntil - now, 0);
    }
    const room = this.#concurrency + (waiter.urgency === 'user' ? USER_RESERVE : 0);
    if (this.#inFlight >= room) return null;
    return Math.max(this.#nextAt - now, 0);
  }

  #grant(waiter: Waiter, now: number): void {
    const probe = this.#breaker.state(now) !== 'closed';
    if (probe) this.#breaker.startProbe();
    this.#takeSlot(now);
    this.#inFlight += 1;
    waiter.give({ grantedAt: now, urgency: waiter.urgency, probe });
  }

  #takeSlot(now: number): void {
    const interval = 1000 / this.#rate.rate;
    this.#nextAt = Math.max(this.#nextAt, now - Math.max(CATCH_UP_MS - interval, 0)) + interval;
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
