import type { AuditKeys } from '../../src/platform/ledger/key-file.ts';
import { CallLog } from './call-log.ts';
import { drawScenario, type SeedScenario } from './draw-scenario.ts';
import { EventQueue } from './event-queue.ts';
import { beginReplay, type Replay } from './replay.ts';
import { ScenarioReplayer } from './replay-scenario.ts';
import { type RowBatch, RowBatches } from './row-batches.ts';
import { SeedPeople, type SeedPerson } from './seed-people.ts';
import { SeededRandom } from './seeded-random.ts';
import { SEED_SRS } from './srs-answers.ts';

/** What is to be replayed. */
export interface SeedPlan {
  orders: number;
  /** Calls to SRS, token calls included. */
  calls: number;
  seed: number;
  /** The last moment that is replayed, ms since epoch. */
  until: number;
  actor: string;
}

/** How much was replayed so far. */
export interface SeedProgress {
  orders: number;
  entries: number;
}

/** Where the replay goes. */
interface SeedListener {
  /** Takes rows; resolves when there is room for more. */
  put(batch: RowBatch): Promise<void>;
  progress(done: SeedProgress): void;
}

/** How far back the first order lies: long enough for two-year evidence to have run out. */
const SPAN_MS = 765 * 86_400_000;
/** One token serves about this many calls. */
const CALLS_PER_TOKEN = 3_000;
/** People who come back are taken from the last so many. */
const REMEMBERED = 256;

/** Replays the lives of all orders in the order of time, as the desk came to see them. */
export async function replayHistory(keys: AuditKeys, plan: SeedPlan, listener: SeedListener): Promise<void> {
  await new History(keys, plan, listener).replay();
}

class History {
  readonly #listener: SeedListener;
  readonly #batches: RowBatches;
  readonly #plan: SeedPlan;
  readonly #random: SeededRandom;
  readonly #people: SeedPeople;
  readonly #calls: CallLog;
  readonly #replayer: ScenarioReplayer;
  readonly #queue = new EventQueue<{ id: number; replay: Replay }>();
  readonly #seen: SeedPerson[] = [];
  #tokens: number;

  constructor(keys: AuditKeys, plan: SeedPlan, listener: SeedListener) {
    this.#listener = listener;
    this.#batches = new RowBatches(keys);
    this.#plan = plan;
    this.#random = new SeededRandom(plan.seed, 'stories');
    this.#people = new SeedPeople(new SeededRandom(plan.seed, 'people'));
    this.#calls = new CallLog(this.#batches);
    this.#replayer = new ScenarioReplayer(this.#batches, this.#calls, new SeededRandom(plan.seed, 'calls'));
    this.#tokens = Math.min(plan.calls, Math.ceil(plan.calls / CALLS_PER_TOKEN));
  }

  async replay(): Promise<void> {
    const { orders, until, seed, calls } = this.#plan;
    this.#batches.now = until - SPAN_MS;
    this.#started(seed, orders, calls);
    for (let i = 0; i < orders; i++) {
      const scenario = this.#draw(i);
      await this.#replayUpTo(scenario.createdAt);
      const first = scenario.events[0];
      if (first !== undefined) this.#queue.add(first.at, { id: i + 1, replay: beginReplay(scenario) });
      if (i % 20_000 === 0) this.#listener.progress({ orders: i, entries: this.#batches.size });
    }
    await this.#replayUpTo(Number.POSITIVE_INFINITY);
    while (this.#tokens > 0) this.#token(until);
    await this.#listener.put(this.#batches.take());
    this.#listener.progress({ orders, entries: this.#batches.size });
  }

  #started(seed: number, orders: number, calls: number): void {
    const { actor } = this.#plan;
    this.#batches.append({ action: 'seed.run', actor, origin: 'cli', detail: { seed, orders, calls } });
  }

  /** The i-th order: placed by day, more of them the later it gets. */
  #draw(i: number): SeedScenario {
    const { orders, until, calls } = this.#plan;
    const from = until - SPAN_MS;
    const at = from + SPAN_MS * ((i + this.#random.unit()) / orders) ** 0.85;
    const day = Math.floor(at / 86_400_000) * 86_400_000;
    const byDay = Math.round(day + 5 * 3_600_000 + (at - day) * (16 / 24));
    const createdAt = Math.min(Math.max(byDay, from), until - 1_000);
    const person = this.#person();
    const left = calls - Math.ceil(calls / CALLS_PER_TOKEN);
    const share = Math.floor(((i + 1) * left) / orders) - Math.floor((i * left) / orders);
    return drawScenario(this.#random, this.#people, person, { createdAt, until }, Math.max(share, 0));
  }

  #person(): SeedPerson {
    const again = this.#seen.length > 0 && this.#random.chance(0.05);
    const known = again ? this.#seen[this.#random.integer(0, this.#seen.length - 1)] : undefined;
    const person = known ?? this.#people.next();
    this.#seen[this.#random.integer(0, REMEMBERED - 1) % (this.#seen.length + 1)] = person;
    return person;
  }

  async #replayUpTo(time: number): Promise<void> {
    for (let due = this.#queue.takeUpTo(time); due !== null; due = this.#queue.takeUpTo(time)) {
      const { id, replay } = due;
      const event = replay.scenario.events[replay.next];
      if (event === undefined) continue;
      this.#batches.now = event.at;
      if (this.#tokens > 0 && this.#calls.count % CALLS_PER_TOKEN === 0) this.#token(event.at);
      this.#replayer.replay(replay, event);
      replay.next += 1;
      this.#planExpiry(replay);
      const next = replay.scenario.events[replay.next];
      if (next === undefined) this.#write(id, replay);
      else this.#queue.add(next.at, due);
      if (this.#batches.full) await this.#listener.put(this.#batches.take());
    }
  }

  #planExpiry({ scenario, order, next }: Replay): void {
    const until = order.evidenceValidUntil;
    const last = next === scenario.events.length && order.verifyStatus === 'valid';
    if (last && until !== null && until <= this.#plan.until)
      scenario.events.push({ kind: 'expire', at: until });
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

  /** The scenario is over: what the desk knows of the order by now. */
  #write(id: number, replay: Replay): void {
    const { order, token, lastSyncedAt, lastVerifyAt, polls } = replay;
    const personToken = token?.toString('latin1') ?? null;
    this.#batches.rows.orders.push({ id, order, personToken, lastSyncedAt, lastVerifyAt, polls });
    this.#batches.closeSubject(order.subjectId);
  }
}
