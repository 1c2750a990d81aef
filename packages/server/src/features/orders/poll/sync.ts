import { setMaxListeners } from 'node:events';
import type { Desk } from '../../../platform/desk.ts';
import type { SrsFailure } from '../../../platform/srs/errors.ts';
import { OrderPolls } from './order-polls.ts';
import type { PollRequest } from './poll-order.ts';
import { countDue, type DueOrder, dueOrder, dueRefIds, firstDueAt } from './queries.ts';
import { RegistrationQueue } from './registration-queue.ts';
import { Standing } from './standing.ts';
import { SyncSuspended } from './suspended.ts';
import type { SyncHealth } from './sync-health.ts';
import { Upkeep } from './upkeep.ts';

/** Orders under way at once: more than the limiter sends at once, so that the next is always at hand. */
const MOST_UNDER_WAY = 128;
/** Orders that are read from the queue in one turn of the loop. */
const TAKEN_PER_TURN = 16;
/** How often the queue is read without a nudge, ms. */
const IDLE_MS = 500;
/** Wait after the ledger could not write, ms. */
const LEDGER_BACKOFF_MS = 1_000;

interface PollNow extends Pick<PollRequest, 'actor' | 'origin' | 'also' | 'ready'> {
  /** `sync`: nobody waits, so it takes its turn behind people. Default `user`. */
  urgency?: PollRequest['urgency'];
  /** Ends the wait for a turn. */
  signal?: AbortSignal;
}

/** Polls the orders that are due, the longest due first; each is claimed in memory while its call runs. One per process. */
export class Sync {
  readonly #desk: Omit<Desk, 'sync'>;
  readonly #upkeep: Upkeep;
  readonly #claims = new Map<string, Promise<SrsFailure | null>>();
  #running = false;
  #pauses = 0;
  /** Ends what waits for its turn: polling's own, and what somebody asked for. */
  #ownAbort = freshAbort();
  #abort = freshAbort();
  #timer: NodeJS.Timeout | null = null;
  #notBefore = 0;
  readonly #standing = new Standing();
  readonly #polls: OrderPolls;
  readonly #registrations: RegistrationQueue;

  constructor(desk: Omit<Desk, 'sync'>) {
    this.#desk = desk;
    this.#upkeep = new Upkeep(desk);
    this.#polls = new OrderPolls(desk, this.#standing, () => this.#ownRequest);
    const { absence } = this.#polls;
    this.#registrations = new RegistrationQueue({ desk, absence, standing: this.#standing });
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#begin();
  }

  /** Polls nothing more by itself; what somebody asked for goes on. */
  rest(): void {
    this.#running = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#ownAbort.abort();
  }

  /** Takes no new work, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#quiet();
  }

  /** Suspends polling (restore, erasure, pruning) until as many calls of `resume`. */
  async pause(): Promise<void> {
    this.#pauses += 1;
    await this.#quiet();
  }

  resume(): void {
    this.#pauses = Math.max(0, this.#pauses - 1);
    if (this.#pauses > 0) return;
    if (this.#running) this.#begin();
    else this.#abort = freshAbort();
  }

  /** Orders became due (registered, placed, viewed): the queue is read at once. */
  nudge(): void {
    if (this.#active) this.#wakeIn(0);
    this.#registrations.nudge();
  }

  /**
   * Reads the order's status now (and verifies if that is due or `verify` is set), joining a run of the same order that is
   * already under way, unless the call is `ready`. A Ref ID that is registered and no order yet is asked about. Gives what kept SRS's answer away, null
   * where it came. @throws SyncSuspended
   */
  async syncNow(refId: string, by: PollNow, what?: 'status' | 'verify'): Promise<SrsFailure | null> {
    if (this.#pauses > 0) throw new SyncSuspended('the sync is suspended');
    const running = this.#claims.get(refId);
    if (running !== undefined) {
      const failure = await running;
      if (what !== 'verify' && by.ready === undefined) return failure;
    }
    const order = dueOrder(this.#desk.reader, refId);
    if (order === null) return this.#ask(refId, by);
    return this.#claim(order, what ?? 'status', this.#request(by));
  }

  /** How polling goes: what the dashboard and the metrics show. */
  health(): SyncHealth {
    const { reader, clock } = this.#desk;
    const now = clock.now();
    const oldest = firstDueAt(reader);
    const oldestDueAt = oldest !== null && oldest <= now ? oldest : null;
    return {
      running: this.#active,
      due: countDue(reader, now),
      oldestDueAt,
      lagMs: oldestDueAt === null ? 0 : now - oldestDueAt,
      inFlight: this.#claims.size,
      ...this.#standing.facts,
    };
  }

  #begin(): void {
    this.#abort = freshAbort();
    this.#ownAbort = freshAbort();
    this.#upkeep.start();
    this.#registrations.start(this.#ownRequest);
    this.#wakeIn(0);
  }

  get #ownRequest(): PollRequest {
    return { actor: 'sync', origin: 'sync', urgency: 'sync', signal: this.#ownAbort.signal };
  }

  /** What somebody asked for ends with the sync, too. */
  #request(by: PollNow): PollRequest {
    const signal = by.signal === undefined ? this.#abort.signal : this.#alsoBy(by.signal);
    return { ...by, urgency: by.urgency ?? 'user', signal };
  }

  // A job asks for all its orders by one signal: each of them would cost a signal more, and a listener at both.
  #alsoBy(signal: AbortSignal): AbortSignal {
    const own = this.#abort.signal;
    if (this.#joined?.own !== own || this.#joined.other !== signal) {
      const both = AbortSignal.any([own, signal]);
      setMaxListeners(0, both);
      this.#joined = { own, other: signal, both };
    }
    return this.#joined.both;
  }
  #joined: { own: AbortSignal; other: AbortSignal; both: AbortSignal } | null = null;

  /** What is registered and no order yet; the evidence of what it became in the same run. */
  async #ask(refId: string, by: PollNow): Promise<SrsFailure | null> {
    const found = await this.#registrations.ask(refId, this.#request(by));
    const isVerifyDue =
      found?.what === 'verify' && (found.dueAt ?? Number.POSITIVE_INFINITY) <= this.#desk.clock.now();
    return isVerifyDue ? this.syncNow(refId, by, 'verify') : null;
  }

  get #active(): boolean {
    return this.#running && this.#pauses === 0;
  }

  async #quiet(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#ownAbort.abort();
    this.#abort.abort();
    await this.#upkeep.stop();
    await this.#registrations.stop();
    await Promise.allSettled(this.#claims.values());
  }

  #wakeIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fill(), ms);
  }

  /** Claims as many due orders as there is room for. */
  #fill(): void {
    this.#timer = null;
    if (!this.#active) return;
    const { reader, clock } = this.#desk;
    const now = clock.now();
    if (now < this.#notBefore && this.#notBefore - now <= LEDGER_BACKOFF_MS) {
      this.#wakeIn(this.#notBefore - now);
      return;
    }
    try {
      const due = dueRefIds(reader, now, MOST_UNDER_WAY + this.#claims.size);
      this.#takeUp(due.filter((refId) => !this.#claims.has(refId)));
      this.#standing.drained(now, due.length === 0, () => firstDueAt(reader));
      const next = due.length === 0 ? (firstDueAt(reader) ?? now + IDLE_MS) : now + IDLE_MS;
      this.#wakeIn(Math.min(Math.max(next - now, 5), IDLE_MS));
    } catch (error) {
      this.#unread(error);
    }
  }

  #unread(error: unknown): void {
    this.#desk.log.error({ err: error }, 'the due queue could not be read');
    this.#wakeIn(LEDGER_BACKOFF_MS);
  }

  /** A few orders per turn of the loop: to read them all at once held others up for tens of milliseconds. */
  #takeUp(refIds: readonly string[]): void {
    if (!this.#active) return;
    try {
      for (const refId of refIds.slice(0, TAKEN_PER_TURN)) {
        if (this.#claims.size >= MOST_UNDER_WAY) return;
        this.#takeUpOne(refId);
      }
    } catch (error) {
      this.#unread(error);
      return;
    }
    const rest = refIds.slice(TAKEN_PER_TURN);
    if (rest.length > 0) setImmediate(() => this.#takeUp(rest));
  }

  /** … unless somebody has asked for it meanwhile. */
  #takeUpOne(refId: string): void {
    const order = this.#claims.has(refId) ? null : dueOrder(this.#desk.reader, refId);
    if (order !== null && order.dueAt !== null && order.dueAt <= this.#desk.clock.now()) this.#launch(order);
  }

  #launch(order: DueOrder): void {
    this.#claim(order, order.what, this.#ownRequest).then(
      () => this.#refill(),
      (error: unknown) => {
        const first = this.#desk.clock.now() >= this.#notBefore;
        if (first) this.#desk.log.error({ err: error }, 'an order could not be polled');
        this.#notBefore = this.#desk.clock.now() + LEDGER_BACKOFF_MS;
        this.#standing.failed(this.#desk.clock.now(), order.refId, 'the log cannot be written');
      },
    );
  }

  /** Reads the queue again when half of the room is free: one read for many orders. */
  #refill(): void {
    if (this.#active && this.#claims.size <= MOST_UNDER_WAY / 2) this.#wakeIn(0);
  }

  /** One order, one run: whoever asks meanwhile waits for the same. */
  #claim(order: DueOrder, what: 'status' | 'verify', by: PollRequest): Promise<SrsFailure | null> {
    const run = this.#polls.poll(order, what, by).finally(() => {
      if (this.#claims.get(order.refId) === run) this.#claims.delete(order.refId);
    });
    this.#claims.set(order.refId, run);
    return run;
  }
}

/** Every order under way listens for the end: many listeners are no leak here. */
function freshAbort(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

declare module '../../../platform/desk.ts' {
  interface Desk {
    readonly sync: Sync;
  }
}
