import { BANK, type Provider, VIDEO } from '../catalogue.ts';
import { kindOf, type Order, type Person, type StatusKind } from '../order.ts';
import type { OrderBook } from '../order-book.ts';
import { Random } from '../random.ts';
import { arrivalTimes } from './arrival-pattern.ts';
import type { Fate } from './fates.ts';
import type { Plan } from './plan-order.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const YEAR_MS = 365.25 * DAY_MS;

/** Size and length in days of the full population. */
export const FULL_POPULATION = 3200;
const POPULATION_DAYS = 90;
/** In a smaller population the planted cases would outweigh the drawn ones. */
const SMALLEST_WITH_CASES = 200;
/** Share of orders that are somebody's next try after one that came to nothing. */
const NEXT_TRY = 0.06;

interface Case {
  readonly fate: Fate;
  readonly provider: Provider;
  /** The status that shall hold at the start. */
  readonly now: StatusKind;
  readonly count: number;
}

/** What must be there at the start, whatever the hour. */
const CASES: readonly Case[] = [
  { fate: 'success', provider: VIDEO, now: 'initialized', count: 5 },
  { fate: 'success', provider: BANK, now: 'initialized', count: 4 },
  { fate: 'negative', provider: BANK, now: 'initialized', count: 2 },
  { fate: 'success', provider: VIDEO, now: 'identification_done', count: 4 },
  { fate: 'success', provider: BANK, now: 'identification_done', count: 1 },
  { fate: 'success', provider: VIDEO, now: 'data_ready', count: 3 },
  { fate: 'success', provider: BANK, now: 'data_ready', count: 1 },
  { fate: 'success', provider: VIDEO, now: 'terminated', count: 3 },
  { fate: 'no_target_url', provider: VIDEO, now: 'created', count: 3 },
  { fate: 'no_target_url', provider: BANK, now: 'created', count: 1 },
  { fate: 'on_hold', provider: VIDEO, now: 'unknown', count: 3 },
];

/** When an order must have been created so that `kind` holds at `now`, somewhere within its duration. */
function createdSoThat(kind: StatusKind, now: number, random: Random): (plan: Plan) => number {
  const within = random.between(0.1, 0.8);
  return (plan) => {
    const index = plan.steps.findIndex((step) => kindOf(step.status) === kind);
    const begins = plan.steps[index]?.after ?? 0;
    const ends = plan.steps[index + 1]?.after ?? begins + 10 * 60;
    return Math.floor(now - (begins + within * (ends - begins)) * 1000);
  };
}

/** Somebody of the last few dozen whose order came to nothing, or undefined. */
function whoTriesAgain(recent: readonly Order[], random: Random): Person | undefined {
  if (!random.chance(NEXT_TRY)) return undefined;
  const failed = recent.filter((order) => {
    const last = order.steps[order.steps.length - 1];
    return order.person.orders.length === 1 && (last?.kind === 'error' || last?.kind === 'initialized');
  });
  const [first, ...rest] = failed;
  return first === undefined ? undefined : random.pick([first, ...rest]).person;
}

/** Years-old identifications whose evidence has expired or is about to: bank logins (2 years), video (5). */
function addOldOrders(book: OrderBook, seed: number): void {
  for (let i = 0; i < 36; i++) {
    const random = new Random(seed, 'old order', i);
    const provider = i % 4 === 3 ? VIDEO : BANK;
    const daysLeft =
      i < 6 ? random.between(-25, -2) : i < 18 ? random.between(2, 29) : random.between(31, 89);
    const end = book.startedAt + daysLeft * DAY_MS;
    const issued = new Date(end);
    issued.setUTCFullYear(issued.getUTCFullYear() - provider.evidenceYears);
    book.openDrawn(random, createdSoThat('terminated', issued.getTime(), random), {
      fate: 'success',
      provider,
    });
  }
}

/** Evidence that some people have from before the population: returning users. */
function addEarlierEvidence(book: OrderBook, seed: number): void {
  const people = new Set(book.orders.map((order) => order.person));
  let index = 0;
  for (const person of people) {
    const random = new Random(seed, 'earlier evidence', index++);
    if (!random.chance(0.03)) continue;
    const provider = random.pick([VIDEO, BANK]);
    const issuedAt = Math.floor(
      book.startedAt - random.between(0.3, provider.evidenceYears * 1.05) * YEAR_MS,
    );
    person.earlier.push({ id: `RAS${random.hex(24)}`, provider, issuedAt, termsAcceptedAt: issuedAt });
  }
}

/**
 * Fills an empty book with what a Service Provider's last 90 days look like, ending at the book's start:
 * `count` drawn orders, and in a population of some size the cases a desk must be able to show plus a few
 * years-old orders. Deterministic for the seed (ids, people, ends) and the start (times).
 */
export function populate(book: OrderBook, seed: number, count: number): void {
  if (count === 0) return;
  const cases = count >= SMALLEST_WITH_CASES ? CASES : [];
  const planted = cases.reduce((sum, { count: many }) => sum + many, 0);
  const pace = new Random(seed, 'arrival times');
  const times = arrivalTimes(count - planted, book.startedAt, POPULATION_DAYS, () => pace.unit());
  times.forEach((at, i) => {
    const random = new Random(seed, 'population', i);
    const again = whoTriesAgain(book.orders.slice(-60), random);
    book.openDrawn(random, at, { again });
  });
  cases.forEach(({ fate, provider, now, count: many }, row) => {
    for (let i = 0; i < many; i++) {
      const random = new Random(seed, `case ${row}`, i);
      book.openDrawn(random, createdSoThat(now, book.startedAt, random), { fate, provider });
    }
  });
  if (cases.length > 0) addOldOrders(book, seed);
  addEarlierEvidence(book, seed);
  book.sortByCreation();
}
