import { Arrivals } from './arrivals.ts';
import { CallLog } from './call-log.ts';
import { SimulatorClock } from './clock.ts';
import { verifyPerson } from './evidence.ts';
import { FaultDesk } from './faults/fault-desk.ts';
import type { Faults } from './faults/fault-schema.ts';
import { addStep, cutPlan, kindOf, type Order, stepAt } from './order.ts';
import { OrderBook } from './order-book.ts';
import { FULL_POPULATION, populate } from './population/populate.ts';
import { Random } from './random.ts';
import { Tokens } from './tokens.ts';

export type Population = 'full' | 'none' | number;

/** What a world is made from; a reset may change any of it. */
export interface WorldOptions {
  readonly seed: number;
  /** Steps take 1/speed of their real time. */
  readonly speed: number;
  readonly population: Population;
  readonly arrivalsPerMinute: number;
}

/** What really happened with an order, for tests that compare a desk's view with it. */
export interface Truth {
  readonly refId: string;
  readonly orderId: string | null;
  readonly externalId: string | null;
  readonly issuer: string;
  readonly method: string;
  readonly msisdn: string | null;
  readonly createdAt: string;
  readonly status: string;
  readonly statusAt: string;
  readonly reason: string | null;
  readonly verify: 'OK' | 'EVIDENCE_NOT_FOUND' | 'TERMS_NOT_ACCEPTED';
  readonly evidenceId: string | null;
  /** Cancel calls that took effect, and all that were received. */
  readonly cancelled: number;
  readonly cancelRequests: number;
}

/** The whole state of the simulator: orders, people, tokens, calls, faults, clock. */
export class Simulation {
  readonly clock: SimulatorClock;
  readonly calls = new CallLog();
  readonly faults: FaultDesk;
  book: OrderBook;
  tokens: Tokens;
  private arrivals: Arrivals;
  private placed = 0;
  private batches = new Map<number, number>();

  constructor(
    private options: WorldOptions,
    realNow: () => number,
  ) {
    this.clock = new SimulatorClock(realNow);
    this.faults = new FaultDesk(options.seed);
    this.tokens = new Tokens(new Random(options.seed, 'tokens'));
    this.book = this.newBook();
    this.arrivals = new Arrivals(this.book, options.seed, options.arrivalsPerMinute);
  }

  /** What the present world was made from. */
  settings(): WorldOptions {
    return this.options;
  }

  /** Begins anew: orders, calls, tokens, faults and clock as after a start. */
  reset(changes: { [K in keyof WorldOptions]?: WorldOptions[K] | undefined }): void {
    const { seed: oldSeed, speed, population, arrivalsPerMinute } = this.options;
    this.options = {
      seed: changes.seed ?? oldSeed,
      speed: changes.speed ?? speed,
      population: changes.population ?? population,
      arrivalsPerMinute: changes.arrivalsPerMinute ?? arrivalsPerMinute,
    };
    const { seed } = this.options;
    this.clock.reset();
    this.calls.clear();
    this.faults.reset(seed);
    this.tokens = new Tokens(new Random(seed, 'tokens'));
    this.placed = 0;
    this.batches = new Map();
    this.book = this.newBook();
    this.arrivals = new Arrivals(this.book, seed, this.options.arrivalsPerMinute);
  }

  /** Replaces all faults; an empty object clears them. */
  setFaults(faults: Faults): void {
    this.faults.set(faults);
    this.tokens.limit(faults.tokenTtlSeconds);
  }

  /** The order with this Ref ID, or undefined. */
  find(refId: string): Order | undefined {
    const known = this.book.find(refId);
    if (known !== undefined) return known;
    this.arrive();
    return this.book.find(refId);
  }

  /** All orders so far, in the order of their creation. */
  orders(): readonly Order[] {
    this.arrive();
    return this.book.orders;
  }

  /** Lets the orders that were due by now come in. */
  arrive(): void {
    this.arrivals.catchUp(this.clock.now());
  }

  /** The stream for the next order placed over the wire. */
  nextPlacing(): Random {
    return new Random(this.options.seed, 'placed', this.placed++);
  }

  /**
   * `count` orders as from a Service Provider's application, created over the last `spreadSeconds`. The same
   * seed used again gives other orders, since two orders cannot share a Ref ID.
   */
  addOrders(
    count: number,
    seed: number,
    wanted: Parameters<OrderBook['openDrawn']>[2] & { spreadSeconds?: number | undefined },
  ): Order[] {
    const { spreadSeconds = 0, ...rest } = wanted;
    const batch = this.batches.get(seed) ?? 0;
    this.batches.set(seed, batch + 1);
    const now = this.clock.now();
    return Array.from({ length: count }, (_, i) => {
      const age = (spreadSeconds * 1000 * (count - 1 - i)) / Math.max(1, count);
      return this.book.openDrawn(new Random(seed, `batch ${batch}`, i), Math.floor(now - age), rest);
    });
  }

  /**
   * Sets an order's status (any text) as of now and ends its plan: from here on only orders from outside
   * move it. A Terminated set by hand comes with accepted terms unless `termsAccepted` says otherwise.
   */
  setStatus(
    order: Order,
    change: { status?: string | undefined; reason?: string | undefined; termsAccepted?: boolean | undefined },
  ): void {
    const now = this.clock.now();
    if (change.status !== undefined) {
      cutPlan(order, now);
      addStep(order, change.status, now, change.reason);
      order.sessionOpen = false;
      if (kindOf(change.status) === 'terminated' && order.termsAcceptedAt > now) order.termsAcceptedAt = now;
      if (order.provider.flow === 'mock' && kindOf(change.status) === 'data_ready')
        order.termsAcceptedAt = now;
    }
    if (change.termsAccepted !== undefined) order.termsAcceptedAt = change.termsAccepted ? now : Infinity;
  }

  /** The truth about one order at this moment. */
  truthOf(order: Order): Truth {
    const now = this.clock.now();
    const step = stepAt(order, now);
    const result = verifyPerson(order.person, { jurisdiction: 'EIDAS', loa: 4 }, now);
    return {
      refId: order.refId,
      orderId: order.orderId ?? null,
      externalId: order.externalId ?? null,
      issuer: order.provider.issuer,
      method: order.provider.method,
      msisdn: order.person.msisdn,
      createdAt: new Date(order.createdAt).toISOString(),
      status: step.status,
      statusAt: new Date(step.at).toISOString(),
      reason: step.reason ?? null,
      verify: result.code,
      evidenceId: result.code === 'OK' ? result.evidenceId : null,
      cancelled: order.cancelled,
      cancelRequests: order.cancelRequests,
    };
  }

  /** The truth about all orders from the `since`-th on, at most `limit`. */
  *truths(since: number, limit = Infinity): Generator<Truth> {
    for (const order of this.orders().slice(since, since + limit)) yield this.truthOf(order);
  }

  private newBook(): OrderBook {
    const { seed, speed, population } = this.options;
    const book = new OrderBook(this.clock.now(), speed);
    const count = population === 'full' ? FULL_POPULATION : population === 'none' ? 0 : population;
    populate(book, seed, count);
    return book;
  }
}
