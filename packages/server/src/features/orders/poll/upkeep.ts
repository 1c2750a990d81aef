import { POLLING_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Desk } from '../../../platform/desk.ts';
import { outdatedMarks } from './outdated-marks.ts';
import { MOST_WOKEN, sleepingOrders, upkeepDue } from './queries.ts';

/** How often the clock's own changes are looked for, ms. */
const EVERY_MS = 1_000;
const EXPIRY_BATCH = 100;
/** How often the desk learns anew how long things usually take, ms. */
const LEARN_EVERY_MS = 3_600_000;
/** … and while there was too little history, ms. */
const LEARN_AGAIN_MS = 60_000;
/** How often, and after how great a leap of the clock, orders are looked for that sleep too long, ms. */
const WAKE_EVERY_MS = 3_600_000;
/** No method's verify window begins later than this after Terminated, ms. */
const LONGEST_WINDOW_MS = 86_400_000;

/** What becomes true by the passing of time alone: derived columns run out, evidence expires. */
export class Upkeep {
  readonly #desk: Omit<Desk, 'sync'>;
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #stopped = true;
  #learnedAt = 0;
  #learnEveryMs = 0;
  #wokenAt = 0;
  /** Looked through once: whatever happens to an order from now on renews its marks by itself. */
  #marks: Iterator<string[], void>;

  constructor(desk: Omit<Desk, 'sync'>) {
    this.#desk = desk;
    this.#marks = outdatedMarks(desk.reader);
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#wakeIn(EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#working;
  }

  #wakeIn(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#working = this.#work().catch((error: unknown) => {
        this.#desk.log.warn({ err: error }, 'upkeep could not be done');
        this.#marks = outdatedMarks(this.#desk.reader);
        if (!this.#stopped) this.#wakeIn(EVERY_MS * 10);
      });
    }, ms);
  }

  async #work(): Promise<void> {
    const { ledger, reader, clock } = this.#desk;
    const due = upkeepDue(reader, clock.now());
    let more = false;
    if (due.triage) {
      const done = await ledger.recordWithoutEntry([{ name: 'order.retriage', args: {} }]);
      more = done.ok && done.results[0].more;
    }
    if (due.expiry) {
      await ledger.record([{ name: 'order.expire_evidence', args: { limit: EXPIRY_BATCH } }], []);
    }
    if (due.ask.length > 0) {
      const at = { dueAt: clock.now(), what: 'verify' } as const;
      await ledger.recordWithoutEntry(
        due.ask.map((refId) => ({ name: 'order.schedule', args: { refId, ...at } })),
      );
    }
    await this.#learn(clock.now());
    more = (await this.#wake(clock.now())) || more;
    more = (await this.#renewMarks()) || more;
    if (!this.#stopped) this.#wakeIn(more ? 20 : EVERY_MS);
  }

  /** The next piece of the marks that an earlier version made; true while there is more of them. */
  async #renewMarks(): Promise<boolean> {
    const { done, value: refIds } = this.#marks.next();
    if (done) return false;
    if (refIds.length > 0)
      await this.#desk.ledger.record([{ name: 'order.renew_marks', args: { refIds } }], []);
    return true;
  }

  /** After the clock was ahead for a while, what was asked meanwhile is due long from now; true while there is more of it. */
  async #wake(now: number): Promise<boolean> {
    if (Math.abs(now - this.#wokenAt) < WAKE_EVERY_MS) return false;
    const { ledger, reader, settings } = this.#desk;
    const longest = settings.get(POLLING_SETTING).longestGapSeconds * 1_000 + LONGEST_WINDOW_MS;
    const sleeping = sleepingOrders(reader, now, now + longest);
    const more = sleeping.length === MOST_WOKEN;
    if (!more) this.#wokenAt = now;
    if (sleeping.length > 0) {
      await ledger.recordWithoutEntry(
        sleeping.map((order) => ({ name: 'order.schedule', args: { ...order, dueAt: now } })),
      );
    }
    return more;
  }

  async #learn(now: number): Promise<void> {
    if (!hasPassed(this.#learnEveryMs, this.#learnedAt, now)) return;
    const told = await this.#desk.ledger.recordWithoutEntry([{ name: 'order.learn_durations', args: null }]);
    const learned = told.ok && told.results[0].learned > 0;
    this.#learnedAt = now;
    this.#learnEveryMs = learned ? LEARN_EVERY_MS : LEARN_AGAIN_MS;
  }
}
