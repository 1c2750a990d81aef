import { DEFAULT_METHOD_SETTINGS } from '@srs-desk/shared/method/settings.ts';
import { DEFAULT_POLLING } from '@srs-desk/shared/polling/settings.ts';
import { BulkLoad } from '../ledger/bulk-load.ts';
import type { AuditKeys } from '../ledger/key-file.ts';
import type { Tx } from '../ledger/tx.ts';
import { bookAllOrders } from '../stores/billing/rebuild.ts';
import { markSuperseded } from '../stores/orders/supersede.ts';
import {
  insertSync,
  keepTerms,
  pendingWithSiblings,
  prepareTerms,
  settleRows,
} from '../stores/seed/seed-rows.ts';
import { derivedChanges } from '../stores/sync/derive.ts';
import { learnChanges } from '../stores/sync/learn-changes.ts';
import { type DerivedColumns, insertOrderRow } from '../stores/sync/order-row.ts';
import { nextDue } from '../stores/sync/rules.ts';
import { CallLog } from './call-log.ts';
import { drawStory, type SeedStory } from './draw-story.ts';
import { EventQueue } from './event-queue.ts';
import { SeedPeople, type SeedPerson } from './seed-people.ts';
import { SeededRandom } from './seeded-random.ts';
import { beginTelling, SEED_SRS, StoryTeller, type Telling } from './tell-story.ts';

export interface SeedOptions {
  orders: number;
  /** Calls to SRS, token calls included. */
  calls: number;
  seed: number;
  /** The last moment that is told, ms since epoch. */
  until: number;
  actor: string;
  billingTimeZone: string;
  /** No order is due: for benchmarks that bring their own. */
  nothingDue?: boolean;
  onProgress?: (done: { orders: number; entries: number }) => void;
}

/** How far back the first order lies: long enough for two-year evidence to have run out. */
const SPAN_MS = 765 * 86_400_000;
/** One token serves about this many calls. */
const CALLS_PER_TOKEN = 3_000;
/** People who come back are taken from the last so many. */
const REMEMBERED = 256;
const BLANK: DerivedColumns = {
  step: null,
  support_team: null,
  issue: null,
  attention: null,
  attention_all: '[]',
  triage_due_at: null,
};

/**
 * Fills an empty database with orders, calls and the log that tells of them, as if the desk had watched them for two years:
 * the same for the same seed and end, but for keys and ciphers. Streams; gives the number of entries.
 * @throws LoadRefused when there is a log already.
 */
export function seedDatabase(path: string, keys: AuditKeys, options: SeedOptions): { entries: number } {
  const load = new BulkLoad(path, keys);
  try {
    new Seeding(load, options).run();
    return load.finish(options.until);
  } catch (error) {
    load.abandon();
    throw error;
  }
}

class Seeding {
  readonly #load: BulkLoad;
  readonly #tx: Tx;
  readonly #options: SeedOptions;
  readonly #random: SeededRandom;
  readonly #people: SeedPeople;
  readonly #calls: CallLog;
  readonly #teller: StoryTeller;
  readonly #queue = new EventQueue<{ id: number; telling: Telling }>();
  readonly #seen: SeedPerson[] = [];
  #tokens: number;

  constructor(load: BulkLoad, options: SeedOptions) {
    this.#load = load;
    this.#tx = load.tx;
    this.#options = options;
    this.#random = new SeededRandom(options.seed, 'stories');
    this.#people = new SeedPeople(new SeededRandom(options.seed, 'people'));
    this.#calls = new CallLog(load.tx);
    this.#teller = new StoryTeller(load.tx, this.#calls, new SeededRandom(options.seed, 'calls'));
    this.#tokens = Math.min(options.calls, Math.ceil(options.calls / CALLS_PER_TOKEN));
  }

  run(): void {
    const { orders, until, seed, calls, onProgress } = this.#options;
    this.#load.at(until - SPAN_MS);
    this.#started(seed, orders, calls);
    prepareTerms(this.#tx);
    for (let i = 0; i < orders; i++) {
      const story = this.#draw(i);
      this.#tellUpTo(story.createdAt);
      const first = story.events[0];
      if (first !== undefined) this.#queue.add(first.at, { id: i + 1, telling: beginTelling(story) });
      if (i % 20_000 === 0) onProgress?.({ orders: i, entries: this.#load.size });
    }
    this.#tellUpTo(Number.POSITIVE_INFINITY);
    while (this.#tokens > 0) this.#token(until);
    this.#settle();
  }

  #started(seed: number, orders: number, calls: number): void {
    const { actor } = this.#options;
    this.#tx.append({ action: 'seed.run', actor, origin: 'cli', detail: { seed, orders, calls } });
  }

  /** The i-th order: placed by day, more of them the later it gets. */
  #draw(i: number): SeedStory {
    const { orders, until, calls } = this.#options;
    const from = until - SPAN_MS;
    const at = from + SPAN_MS * ((i + this.#random.unit()) / orders) ** 0.85;
    const day = Math.floor(at / 86_400_000) * 86_400_000;
    const byDay = Math.round(day + 5 * 3_600_000 + (at - day) * (16 / 24));
    const createdAt = Math.min(Math.max(byDay, from), until - 1_000);
    const person = this.#person();
    const left = calls - Math.ceil(calls / CALLS_PER_TOKEN);
    const share = Math.floor(((i + 1) * left) / orders) - Math.floor((i * left) / orders);
    return drawStory(this.#random, this.#people, person, { createdAt, until }, Math.max(share, 0));
  }

  #person(): SeedPerson {
    const again = this.#seen.length > 0 && this.#random.chance(0.05);
    const known = again ? this.#seen[this.#random.integer(0, this.#seen.length - 1)] : undefined;
    const person = known ?? this.#people.next();
    this.#seen[this.#random.integer(0, REMEMBERED - 1) % (this.#seen.length + 1)] = person;
    return person;
  }

  #tellUpTo(time: number): void {
    for (let due = this.#queue.takeUpTo(time); due !== null; due = this.#queue.takeUpTo(time)) {
      const { id, telling } = due;
      const event = telling.story.events[telling.next];
      if (event === undefined) continue;
      this.#load.at(event.at);
      if (this.#tokens > 0 && this.#calls.count % CALLS_PER_TOKEN === 0) this.#token(event.at);
      this.#teller.tell(telling, event);
      telling.next += 1;
      this.#planExpiry(telling);
      const next = telling.story.events[telling.next];
      if (next === undefined) this.#keep(id, telling);
      else this.#queue.add(next.at, due);
    }
  }

  #planExpiry({ story, order, next }: Telling): void {
    const until = order.evidenceValidUntil;
    const last = next === story.events.length && order.verifyStatus === 'valid';
    if (last && until !== null && until <= this.#options.until)
      story.events.push({ kind: 'expire', at: until });
  }

  #token(at: number): void {
    this.#tokens -= 1;
    this.#calls.write({
      operation: 'token',
      method: 'POST',
      url: `${SEED_SRS}/token`,
      actor: 'sync',
      origin: 'sync',
      startedAt: at,
      durationMs: 40,
      httpStatus: 200,
      outcome: 'ok',
      correlationId: this.#random.uuid(),
      requestBody: 'grant_type=client_credentials&client_id=seed&scope=miss',
      responseBody: '{"token_type":"Bearer","expires_in":3600}',
      about: null,
    });
  }

  /** The story is over: the order's row, when it is due next, and what it is found by. */
  #keep(id: number, { story, order, lastSyncedAt, lastVerifyAt, polls }: Telling): void {
    const { until, nothingDue } = this.#options;
    const row = { ...order, viewedAt: null, failures: 0, derived: BLANK };
    const derived = { ...BLANK, ...derivedChanges(this.#tx, row, until) };
    const token = order.msisdn === null ? null : this.#tx.personToken(order.msisdn);
    insertOrderRow(this.#tx, id, story.knownBy, order, derived, token);
    const looked = Math.max(lastSyncedAt ?? 0, lastVerifyAt ?? 0);
    const next = looked === 0 ? { dueAt: until, what: 'status' as const } : this.#nextDue(row, looked);
    const due = nothingDue === true ? null : next;
    const { refId } = order;
    insertSync(this.#tx, {
      refId,
      dueAt: due?.dueAt ?? null,
      what: due?.what ?? null,
      lastSyncedAt,
      lastVerifyAt,
      polls,
    });
    if (order.lastName !== null) keepTerms(this.#tx, refId, order.firstName ?? '', order.lastName);
  }

  #nextDue(row: Parameters<typeof nextDue>[0], looked: number) {
    return nextDue(row, DEFAULT_POLLING, DEFAULT_METHOD_SETTINGS, looked);
  }

  #settle(): void {
    const { until, billingTimeZone, onProgress, orders } = this.#options;
    this.#load.at(until);
    settleRows(this.#tx);
    onProgress?.({ orders, entries: this.#load.size });
    this.#load.complete();
    for (const refId of pendingWithSiblings(this.#tx)) markSuperseded(this.#tx, refId);
    learnChanges['order.learn_durations'](this.#tx, null);
    bookAllOrders(this.#tx, billingTimeZone);
  }
}
