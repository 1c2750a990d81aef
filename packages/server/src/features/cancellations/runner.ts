import { setMaxListeners } from 'node:events';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { type Backoff, cancelItem } from './cancel-item.ts';
import type { ClaimedItem } from './claimed-item.ts';
import { abandonedItems } from './item-queries.ts';
import { runningJob } from './job-queries.ts';
import { runDuePolicies } from './run-policies.ts';

/** How often the database is read for new work when no event reports any, ms. */
const IDLE_MS = 1_000;
/** Wait after the ledger could not write, ms. */
const LEDGER_BACKOFF_MS = 1_000;
/** How often due policies are run, ms. */
const POLICIES_EVERY_MS = 15_000;

/** Carries out cancellation jobs. One per process; what it works on is claimed in memory, what it knows is in SQLite. */
export interface CancellationRunner {
  start(): void;
  /** Takes up nothing new; what is under way comes to a point from which it can be taken up again. */
  stop(): Promise<void>;
}

interface RunnerOptions {
  /** Wait between two attempts on an order, where it differs from the rule's; for tests. */
  backoff?: Backoff;
}

class Runner implements CancellationRunner {
  readonly #desk: Desk;
  readonly #options: RunnerOptions;
  readonly #claims = new Map<number, Promise<void>>();
  #abort = new AbortController();
  #running = false;
  #filling = false;
  #again = false;
  #notBefore = 0;
  #timer: NodeJS.Timeout | null = null;
  #policyTimer: NodeJS.Timeout | null = null;
  #policies: Promise<void> = Promise.resolve();
  #unsubscribe: (() => void) | null = null;

  constructor(desk: Desk, options: RunnerOptions) {
    this.#desk = desk;
    this.#options = options;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#abort = new AbortController();
    setMaxListeners(0, this.#abort.signal);
    this.#unsubscribe = this.#desk.events.subscribe((changedRows) => {
      if (changedRows.some(({ resource }) => resource === 'cancellations')) this.#wakeIn(0);
      if (changedRows.some(({ resource }) => resource === 'cancellation-policies')) this.#policiesIn(0);
    });
    this.#wakeIn(0);
    this.#policiesIn(0);
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    for (const timer of [this.#timer, this.#policyTimer]) if (timer !== null) clearTimeout(timer);
    this.#timer = null;
    this.#policyTimer = null;
    this.#abort.abort();
    await this.#policies;
    while (this.#claims.size > 0 || this.#filling) {
      await Promise.allSettled(this.#claims.values());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #wakeIn(ms: number): void {
    if (!this.#running || (ms === 0 && this.#timer !== null && this.#isSoon)) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isSoon = ms === 0;
    this.#timer = setTimeout(() => void this.#fill(), ms);
  }
  #isSoon = false;

  /** One at a time; whoever calls meanwhile makes it look once more. */
  async #fill(): Promise<void> {
    this.#timer = null;
    if (this.#filling) {
      this.#again = true;
      return;
    }
    this.#filling = true;
    let wait = IDLE_MS;
    try {
      const pause = this.#notBefore - this.#desk.clock.now();
      if (pause > 0 && pause <= LEDGER_BACKOFF_MS) wait = pause;
      else await this.#takeUp();
    } catch (error) {
      this.#desk.log.error({ err: error }, 'the next orders of a cancellation could not be taken up');
      wait = LEDGER_BACKOFF_MS;
    } finally {
      this.#filling = false;
    }
    const soon = this.#again && this.#desk.clock.now() >= this.#notBefore;
    this.#again = false;
    this.#wakeIn(soon ? 0 : wait);
  }

  async #takeUp(): Promise<void> {
    const { reader, ledger, settings } = this.#desk;
    const { atOnce } = settings.get(CANCELLATION_SETTINGS);
    // A quarter of the room at a time: one write for many orders.
    if (atOnce - this.#claims.size < Math.max(1, Math.floor(atOnce / 4))) return;
    // Under way in the database but not here: left behind by a process that died, or by a write that failed.
    const left = abandonedItems(reader).filter((item) => !this.#claims.has(item.id));
    for (const item of left.slice(0, atOnce - this.#claims.size)) this.#launch(item);
    const room = atOnce - this.#claims.size;
    const jobId = runningJob(reader);
    if (jobId === null || room === 0 || !this.#running) return;
    const claimed = unwrap(
      await ledger.recordWithoutEntry([{ name: 'cancellation.claim', args: { jobId, limit: room } }]),
    ).results[0];
    for (const item of claimed) this.#launch(item);
  }

  #launch(item: ClaimedItem): void {
    const run = this.#work(item)
      .catch((error: unknown) => {
        const first = this.#desk.clock.now() >= this.#notBefore;
        if (first) this.#desk.log.error({ err: error, refId: item.refId }, 'an order could not be cancelled');
        this.#notBefore = this.#desk.clock.now() + LEDGER_BACKOFF_MS;
      })
      .finally(() => {
        this.#claims.delete(item.id);
        this.#wakeIn(0);
      });
    this.#claims.set(item.id, run);
  }

  async #work(item: ClaimedItem): Promise<void> {
    const { ledger } = this.#desk;
    const ended = await cancelItem(this.#desk, item, this.#abort.signal, this.#options.backoff);
    if (ended.kind === 'open' || ended.kind === 'settled_already') return;
    if (ended.kind === 'released') {
      await ledger.recordWithoutEntry([{ name: 'cancellation.release', args: { itemId: item.id } }]);
      return;
    }
    const { state, reason, status, callId, attempts } = ended;
    const args = {
      itemId: item.id,
      state,
      reason,
      status,
      callId,
      attempts,
      actor: item.requestedBy,
      origin: 'system' as const,
    };
    const settled = await ledger.record([{ name: 'cancellation.settle', args }], []);
    if (!settled.ok)
      this.#desk.log.error({ code: settled.code, item: item.id }, 'an order was settled twice');
  }

  #policiesIn(ms: number): void {
    if (!this.#running) return;
    if (this.#policyTimer !== null) clearTimeout(this.#policyTimer);
    this.#policyTimer = setTimeout(() => {
      this.#policyTimer = null;
      this.#policies = runDuePolicies(this.#desk)
        .catch((error: unknown) => this.#desk.log.error({ err: error }, 'due policies could not run'))
        .finally(() => this.#policiesIn(POLICIES_EVERY_MS));
    }, ms);
  }
}

/** Makes the runner of a desk's cancellation jobs; it does nothing until it is started. */
export function createCancellationRunner(desk: Desk, options: RunnerOptions = {}): CancellationRunner {
  return new Runner(desk, options);
}
