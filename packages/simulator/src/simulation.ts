import { Arrivals } from './arrivals.ts';
import { CallLog } from './call-log.ts';
import { CATALOGUE, findProvider, type Provider } from './catalogue.ts';
import { SimulatorClock } from './clock.ts';
import { FaultDesk } from './faults/fault-desk.ts';
import type { Faults } from './faults/fault-schema.ts';
import type { Journal, JournalHeader, WorldEvent } from './journal.ts';
import type { Order } from './order.ts';
import { act, cancel, type IspAction, type StatusChange, setStatus } from './order-actions.ts';
import { OrderBook } from './order-book.ts';
import { FATES } from './population/fates.ts';
import { placedFate } from './population/plan-order.ts';
import { FULL_POPULATION, populate } from './population/populate.ts';
import { Random } from './random.ts';
import { Tokens } from './tokens.ts';
import { type Truth, truthAt } from './truth.ts';

export type Population = 'full' | 'none' | number;

/** What a world is made from; a reset may change any of it. */
interface WorldOptions {
  readonly seed: number;
  /** Steps take 1/speed of their real time. */
  readonly speed: number;
  readonly population: Population;
  readonly arrivalsPerMinute: number;
}

type WantedOrders = Extract<WorldEvent, { did: 'add_orders' }>['wanted'];
type PlacedData = Extract<WorldEvent, { did: 'place' }>['data'];

/** The whole state of the simulator: orders, people, tokens, calls, faults, clock. */
export class Simulation {
  readonly clock: SimulatorClock;
  readonly calls = new CallLog();
  readonly faults: FaultDesk;
  book: OrderBook;
  tokens: Tokens;
  private arrivals: Arrivals;
  private arrived = 0;
  private placed = 0;
  private batches = new Map<number, number>();
  private replaying = false;

  constructor(
    private options: WorldOptions,
    realNow: () => number,
    private readonly journal: Journal | null = null,
  ) {
    this.clock = new SimulatorClock(realNow);
    this.faults = new FaultDesk(options.seed);
    this.tokens = new Tokens(new Random(options.seed, 'tokens'));
    this.arrivals = new Arrivals(options.seed, 0, 0);
    this.book = this.resume() ?? this.newBook();
    this.arrivals = this.newArrivals();
  }

  /** The world as an earlier run has left it, whose seed and population then hold; null when there is none. */
  private resume(): OrderBook | null {
    const earlier = this.journal?.read() ?? null;
    if (earlier === null) return null;
    const { seed, population } = earlier.header;
    const { speed } = this.options;
    this.options = { ...this.options, seed, population };
    this.faults.reset(seed);
    this.book = this.newBook(earlier.header);
    this.replay(earlier.events);
    // Written again as understood: a line torn by the end of the last run must not hide those to come.
    this.journal?.begin(earlier.header, earlier.events);
    if (this.book.speed !== speed) this.setSpeed(speed);
    return this.book;
  }

  /** Does again, each at its own moment, what a journal tells. */
  private replay(events: readonly WorldEvent[]): void {
    this.replaying = true;
    for (const event of events) {
      this.clock.pin(event.at);
      this.again(event);
    }
    this.clock.pin(null);
    this.replaying = false;
  }

  private again(event: WorldEvent): void {
    const order = 'refId' in event ? this.find(event.refId) : undefined;
    switch (event.did) {
      case 'place': {
        const provider = findProvider(event.issuer, event.method);
        if (provider !== null) this.place(provider, event.data);
        return;
      }
      case 'arrive':
        this.arriveAt(event.at);
        return;
      case 'add_orders':
        this.addOrders(event.count, event.seed, event.wanted);
        return;
      case 'cancel':
        if (order !== undefined) this.cancel(order);
        return;
      case 'set_status':
        if (order !== undefined) this.setStatus(order, event.change);
        return;
      case 'act':
        if (order !== undefined) this.act(order, event.action);
        return;
      case 'advance':
        this.advance(event.seconds);
        return;
      case 'set_speed':
        this.setSpeed(event.speed);
    }
  }

  /** What the present world was made from. */
  settings(): WorldOptions {
    return this.options;
  }

  /** Begins anew: orders, calls, tokens, faults and clock as after a start. */
  reset(changes: { [K in keyof WorldOptions]?: WorldOptions[K] | undefined }): void {
    const old = this.options;
    this.options = {
      seed: changes.seed ?? old.seed,
      speed: changes.speed ?? old.speed,
      population: changes.population ?? old.population,
      arrivalsPerMinute: changes.arrivalsPerMinute ?? old.arrivalsPerMinute,
    };
    const { seed } = this.options;
    this.clock.reset();
    this.calls.clear();
    this.faults.reset(seed);
    this.tokens = new Tokens(new Random(seed, 'tokens'));
    this.arrived = 0;
    this.placed = 0;
    this.batches = new Map();
    this.book = this.newBook();
    this.arrivals = this.newArrivals();
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
    for (const at of this.arrivals.due(this.clock.now())) this.arriveAt(at);
  }

  /** An order placed over the wire, now. */
  place(provider: Provider, data: PlacedData): Order {
    const { externalId, firstName, lastName, mobile } = data;
    const at = this.clock.now();
    this.note({
      did: 'place',
      at,
      issuer: provider.issuer,
      method: provider.method,
      data: { externalId, firstName, lastName, mobile },
    });
    const random = new Random(this.options.seed, 'placed', this.placed++);
    return this.book.open(
      {
        provider,
        person: this.book.people.fromInitialData(data, random),
        externalId,
        createdAt: at,
        mobileSubmitted: mobile !== undefined,
        lastNameSubmitted: lastName !== undefined,
        fate: placedFate(provider, random),
      },
      random,
    );
  }

  /**
   * `count` orders as from a Service Provider's application, created evenly over the last `spreadSeconds`. The
   * same seed used again gives other orders, since two orders cannot share a Ref ID.
   */
  addOrders(count: number, seed: number, wanted: WantedOrders): Order[] {
    const now = this.clock.now();
    this.note({ did: 'add_orders', at: now, count, seed, wanted });
    const fate = FATES.find((name) => name === wanted.fate);
    const provider = CATALOGUE.find(({ issuer }) => issuer === wanted.issuer);
    const batch = this.batches.get(seed) ?? 0;
    this.batches.set(seed, batch + 1);
    const spreadMs = (wanted.spreadSeconds ?? 0) * 1000;
    return Array.from({ length: count }, (_, i) => {
      const createdAt = Math.floor(now - (spreadMs * (count - 1 - i)) / count);
      return this.book.openDrawn(new Random(seed, `batch ${batch}`, i), createdAt, { fate, provider });
    });
  }

  /** A cancel call; false when the order is final already. */
  cancel(order: Order): boolean {
    const at = this.clock.now();
    const done = cancel(order, at);
    if (done) this.note({ did: 'cancel', at, refId: order.refId });
    return done;
  }

  /** Sets an order's status from outside. */
  setStatus(order: Order, change: StatusChange): void {
    const at = this.clock.now();
    this.note({ did: 'set_status', at, refId: order.refId, change });
    setStatus(order, change, at);
  }

  /** What a person does on the identification provider's page; false when it does not fit. */
  act(order: Order, action: IspAction): boolean {
    const at = this.clock.now();
    const done = act(order, action, at, this.book.speed);
    if (done) this.note({ did: 'act', at, refId: order.refId, action });
    return done;
  }

  /** Shifts the clock by seconds. */
  advance(seconds: number): void {
    this.note({ did: 'advance', at: this.clock.now(), seconds });
    this.clock.advance(seconds);
  }

  /** The speed for orders opened from now on. */
  setSpeed(speed: number): void {
    this.note({ did: 'set_speed', at: this.clock.now(), speed });
    this.book.speed = speed;
  }

  /** The truth about one order at this moment. */
  truthOf(order: Order): Truth {
    return truthAt(order, this.clock.now());
  }

  /** The truth about all orders from the `since`-th on, at most `limit`. */
  *truths(since: number, limit = Infinity): Generator<Truth> {
    for (const order of this.orders().slice(since, since + limit)) yield this.truthOf(order);
  }

  /** One more order of the kind that comes by itself. */
  arriveAt(at: number): void {
    this.note({ did: 'arrive', at });
    this.book.openDrawn(new Random(this.options.seed, 'arrival', this.arrived++), at);
  }

  private newArrivals(): Arrivals {
    // What would have come while the simulator was not running does not come later either.
    const label = this.options.seed + this.arrived;
    return new Arrivals(label, this.options.arrivalsPerMinute, this.clock.now());
  }

  private newBook(header?: JournalHeader): OrderBook {
    const { seed, speed, population } = this.options;
    const startedAt = header?.startedAt ?? this.clock.now();
    const book = new OrderBook(startedAt, header?.speed ?? speed);
    populate(book, seed, population === 'full' ? FULL_POPULATION : population === 'none' ? 0 : population);
    if (header === undefined) this.journal?.begin({ journal: 1, startedAt, seed, speed, population });
    return book;
  }

  private note(event: WorldEvent): void {
    if (!this.replaying) this.journal?.add(event);
  }
}
