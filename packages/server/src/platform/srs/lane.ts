import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { OperationFacts, TroubleCode } from '@srs-desk/shared/health/trouble.ts';
import { Breaker } from './breaker.ts';
import type { SrsFailure } from './errors.ts';

/**
 * Who waits for a call. `user`: a person, ahead of all others. `job`: nobody at once, but it is told when its operation
 * fails instead of waiting for that to end. `sync`: waits however long.
 */
export type Urgency = 'user' | 'job' | 'sync';

/** The right to send one call. Given back with `Limiter.done`. */
export interface Permit {
  readonly operation: CallOperation;
  readonly grantedAt: number;
  readonly urgency: Urgency;
  readonly probe: boolean;
}

export interface Waiter {
  readonly urgency: Urgency;
  /** Its place among all that wait. */
  readonly place: number;
  give(permit: Permit | SrsFailure): void;
}

/** A person waits this long for a pause to end, not longer. */
const USER_PATIENCE_MS = 8_000;
/** Calls of people that may run beside a full set of the others. */
const USER_RESERVE = 8;

/**
 * The calls of one operation: who waits, how many run at once, whether SRS asked for a pause, whether they fail. What goes
 * wrong here is of no concern to other operations. Times are ms of a steady clock.
 */
export class Lane {
  readonly #operation: CallOperation;
  readonly #breaker: Breaker;
  readonly #maxConcurrency: number;
  readonly users: Waiter[] = [];
  readonly others: Waiter[] = [];
  /** Jobs that were told to wait and do. */
  watchers = 0;
  #inFlight = 0;
  #concurrency: number;
  #lastHalvedAt = Number.NEGATIVE_INFINITY;
  #passedSinceChange = 0;
  #pause: { since: number; until: number } | null = null;
  #failing: {
    calls: number;
    since: number;
    lastAt: number;
    code: TroubleCode;
    status: number | null;
  } | null = null;
  #refusals = 0;
  #lastRefusedAt = Number.NEGATIVE_INFINITY;

  constructor(operation: CallOperation, maxConcurrency: number, random: () => number) {
    this.#operation = operation;
    this.#breaker = new Breaker(random);
    this.#maxConcurrency = maxConcurrency;
    this.#concurrency = maxConcurrency;
  }

  get concurrency(): number {
    return this.#concurrency;
  }

  /** Until when SRS asked to wait; null when it does not. */
  pausedUntil(now: number): number | null {
    return this.#pause !== null && this.#pause.until > now ? this.#pause.until : null;
  }

  /** How its calls go, told in wall time. */
  facts(now: number, toWall: (at: number) => number): OperationFacts {
    const failing = this.#failing;
    const pause = this.pausedUntil(now) === null ? null : this.#pause;
    const openUntil = this.#breaker.openUntil;
    return {
      operation: this.#operation,
      failing:
        failing === null
          ? null
          : { ...failing, since: toWall(failing.since), lastAt: toWall(failing.lastAt) },
      breaker: this.#breaker.state(now),
      openUntil: openUntil === null ? null : toWall(openUntil),
      paused: pause === null ? null : { since: toWall(pause.since), until: toWall(pause.until) },
      waiting: this.users.length + this.others.length + this.watchers > 0,
    };
  }

  /** When a job's call may go at the earliest: now, at a later time, or (null) not before a call under way comes back. */
  opensAt(now: number): number | null {
    if (this.#breaker.probing) return null;
    return Math.max(now, this.#breaker.openUntil ?? now, this.pausedUntil(now) ?? now);
  }

  /** Why nobody but the sync should wait; null when the turn comes soon. */
  refusalFor(urgency: Urgency, now: number, toWall: (at: number) => number): SrsFailure | null {
    if (urgency === 'sync') return null;
    const { probing } = this.#breaker;
    const state = this.#breaker.state(now);
    // One person at a time may try whether SRS is back, without waiting for the breaker's own try.
    const shut = state !== 'closed' && (probing || (urgency === 'job' && state === 'open'));
    return this.#pauseFailure(now, toWall) ?? (shut ? this.#openFailure(now, toWall) : null);
  }

  /** Sends away who should not wait any longer; who waits when the breaker opens is not the one to try at once. */
  refuse(now: number, toWall: (at: number) => number): void {
    const isOpen = this.#breaker.state(now) === 'open';
    const why = this.#pauseFailure(now, toWall) ?? (isOpen ? this.#openFailure(now, toWall) : null);
    if (why === null) return;
    const refused = [...this.users.splice(0), ...this.others.filter(({ urgency }) => urgency === 'job')];
    this.others.splice(0, this.others.length, ...this.others.filter(({ urgency }) => urgency !== 'job'));
    for (const waiter of refused) waiter.give(why);
  }

  #pauseFailure(now: number, toWall: (at: number) => number): SrsFailure | null {
    const until = this.pausedUntil(now) ?? now;
    return until - now > USER_PATIENCE_MS ? { kind: 'paused', until: toWall(until) } : null;
  }

  #openFailure(now: number, toWall: (at: number) => number): SrsFailure {
    return { kind: 'breaker_open', until: toWall(Math.max(this.#breaker.openUntil ?? now, now)) };
  }

  /** ms until a call of this urgency may go as far as its operation is concerned; null: not before one under way comes back. */
  waitFor(urgency: Urgency, now: number): number | null {
    const paused = (this.pausedUntil(now) ?? now) - now;
    if (this.#breaker.state(now) !== 'closed') {
      if (this.#breaker.probing) return null;
      const dueAt = urgency === 'user' ? now : (this.#breaker.openUntil ?? now);
      return Math.max(dueAt - now, paused, 0);
    }
    const room = this.#concurrency + (urgency === 'user' ? USER_RESERVE : 0);
    return this.#inFlight >= room ? null : paused;
  }

  grant(urgency: Urgency, now: number): Permit {
    const probe = this.#breaker.state(now) !== 'closed';
    if (probe) this.#breaker.startProbe();
    this.#inFlight += 1;
    return { operation: this.#operation, grantedAt: now, urgency, probe };
  }

  onAlive(): void {
    this.#inFlight -= 1;
    this.#answered();
    this.#refusals = 0;
    this.#passedSinceChange += 1;
    if (this.#concurrency >= this.#maxConcurrency || this.#passedSinceChange < this.#concurrency) return;
    this.#concurrency += 1;
    this.#passedSinceChange = 0;
  }

  onOverload(permit: Permit, now: number, code: TroubleCode, status: number | null): void {
    this.#inFlight -= 1;
    const before = this.#failing;
    this.#failing = {
      calls: (before?.calls ?? 0) + 1,
      since: before?.since ?? now,
      lastAt: now,
      code,
      status,
    };
    this.#breaker.onFailure(now, permit.probe);
    if (permit.grantedAt < this.#lastHalvedAt) return;
    this.#lastHalvedAt = now;
    this.#concurrency = Math.max(Math.floor(this.#concurrency / 2), 2);
    this.#passedSinceChange = 0;
  }

  /** A 429. Gives how many came in a row, each to a call that was sent after the one before; 0 when this one is no news. */
  onRefused(permit: Permit, now: number): number {
    this.#inFlight -= 1;
    this.#answered();
    if (permit.grantedAt < this.#lastRefusedAt) return 0;
    this.#lastRefusedAt = now;
    this.#refusals += 1;
    return this.#refusals;
  }

  onUnused(permit: Permit): void {
    this.#inFlight -= 1;
    if (permit.probe) this.#breaker.cancelProbe();
  }

  /** SRS asks to wait until then. */
  pause(now: number, until: number): void {
    const since = this.pausedUntil(now) === null ? now : (this.#pause?.since ?? now);
    this.#pause = { since, until: Math.max(this.#pause?.until ?? until, until) };
  }

  #answered(): void {
    this.#failing = null;
    this.#breaker.onAlive();
  }
}
