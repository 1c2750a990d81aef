import { BANK, MOCK, type Provider, VIDEO } from './catalogue.ts';
import { compress } from './clock.ts';
import { kindOf, type Order, type Person, type Step } from './order.ts';
import { drawExternalId } from './population/external-ids.ts';
import type { Fate } from './population/fates.ts';
import { People } from './population/people.ts';
import { type Plan, planOrder } from './population/plan-order.ts';
import type { Random } from './random.ts';

/** What an order is made from; times in ms since epoch. */
interface OrderRequest {
  readonly provider: Provider;
  readonly person: Person;
  readonly externalId: string | undefined;
  /** A function where the time of creation shall follow from how long the steps take. */
  readonly createdAt: number | ((plan: Plan) => number);
  readonly mobileSubmitted: boolean;
  readonly lastNameSubmitted: boolean;
  readonly fate?: Fate | undefined;
}

/** All orders and people, in the order in which they came. */
export class OrderBook {
  readonly people = new People();
  readonly orders: Order[] = [];
  private readonly byRefId = new Map<string, Order>();

  /**
   * `startedAt` (ms): what is planned before it runs at real speed, what comes later `speed` times faster. A
   * change of speed concerns orders opened from then on.
   */
  constructor(
    readonly startedAt: number,
    public speed: number,
  ) {}

  /** The order with this Ref ID (a UUID in any case), or undefined. */
  find(refId: string): Order | undefined {
    return this.byRefId.get(refId) ?? this.byRefId.get(refId.toLowerCase());
  }

  /** Creates an order whose ids and life are drawn from `random`. */
  open(request: OrderRequest, random: Random): Order {
    let refId = random.uuid();
    while (this.byRefId.has(refId)) refId = random.uuid();
    const { provider, person } = request;
    const evidenceId = ['RAS', random.hex(24)].join('');
    const orderId = provider.givesOrderId ? `ITM-${random.readable(10)}` : undefined;
    const plan = planOrder(provider, random, request.fate);
    const createdAt = typeof request.createdAt === 'number' ? request.createdAt : request.createdAt(plan);
    const order: Order = {
      refId,
      orderId: plan.fate === 'no_target_url' ? undefined : orderId,
      externalId: request.externalId,
      provider,
      person,
      mobileSubmitted: request.mobileSubmitted,
      lastNameSubmitted: request.lastNameSubmitted,
      hasTargetUrl: plan.fate !== 'no_target_url',
      createdAt,
      evidenceId,
      ...this.layOut(plan, createdAt),
      lostConnections: plan.lostConnections,
      session: 'by_plan',
      cancelRequests: 0,
      cancelled: 0,
    };
    this.orders.push(order);
    this.byRefId.set(refId, order);
    person.orders.push(order);
    return order;
  }

  /**
   * An order as a Service Provider's application would place it: method, person and External ID drawn.
   * `again` is a person who places once more.
   */
  openDrawn(
    random: Random,
    createdAt: OrderRequest['createdAt'],
    wanted: { fate?: Fate | undefined; provider?: Provider | undefined; again?: Person | undefined } = {},
  ): Order {
    const provider =
      wanted.provider ??
      random.weighted([
        [VIDEO, 66],
        [BANK, 33],
        [MOCK, 1],
      ]);
    const externalId = drawExternalId(random);
    const person = wanted.again ?? this.people.draw(random);
    const bank = provider.flow === 'bank';
    const mobileSubmitted = bank || random.chance(0.75);
    const lastNameSubmitted = bank || random.chance(0.8);
    const { fate } = wanted;
    return this.open(
      { provider, person, externalId, createdAt, mobileSubmitted, lastNameSubmitted, fate },
      random,
    );
  }

  /** Puts the list into the order of creation; for after the start's population. */
  sortByCreation(): void {
    this.orders.sort((a, b) => a.createdAt - b.createdAt);
  }

  private layOut(plan: Plan, createdAt: number): Pick<Order, 'steps' | 'termsAcceptedAt' | 'startedAt'> {
    const pivot = Math.max(createdAt, this.startedAt);
    const at = (after: number): number =>
      after === Infinity ? Infinity : Math.floor(compress(createdAt + after * 1000, pivot, this.speed));
    const step = (planned: Plan['steps'][number]): Step => {
      const base = { status: planned.status, kind: kindOf(planned.status), at: at(planned.after) };
      return planned.reason === undefined ? base : { ...base, reason: planned.reason };
    };
    const [first, ...rest] = plan.steps;
    return {
      steps: [step(first), ...rest.map(step)],
      termsAcceptedAt: at(plan.termsAfter),
      startedAt: at(plan.startedAfter),
    };
  }
}
