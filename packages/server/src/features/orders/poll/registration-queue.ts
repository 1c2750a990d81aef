import type { Reader } from '../../../platform/db/reader.ts';
import { dueRegistrations, findRegistration, firstRegistrationDueAt } from '../registrations/queries.ts';
import type { Polled } from './apply-changes.ts';
import { type AskParts, askRegistration } from './ask-registration.ts';
import type { PollRequest } from './poll-order.ts';

/** Ref IDs asked about at once: a part of what the limiter sends, so that orders are polled meanwhile. */
const MOST_UNDER_WAY = 32;
const IDLE_MS = 500;
/** Wait after the ledger could not write, ms. */
const LEDGER_BACKOFF_MS = 1_000;

/** Works off what is registered and is no order yet; each Ref ID is claimed in memory while SRS is asked about it. */
export class RegistrationQueue {
  readonly #parts: AskParts & { desk: { reader: Reader } };
  readonly #claims = new Map<string, Promise<Polled | null>>();
  #by: PollRequest | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: AskParts & { desk: { reader: Reader } }) {
    this.#parts = parts;
  }

  /** Begins to work, on behalf of the sync. */
  start(by: PollRequest): void {
    this.#by = by;
    this.#wakeIn(0);
  }

  /** Takes nothing new, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#by = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await Promise.allSettled(this.#claims.values());
  }

  /** Looks for new work soon. */
  nudge(): void {
    if (this.#by !== null) this.#wakeIn(0);
  }

  /**
   * Asks about one Ref ID now, joining a question that is under way; gives what is due of the order that it became, null when it
   * became none.
   */
  async ask(refId: string, by: PollRequest): Promise<Polled | null> {
    const running = this.#claims.get(refId);
    if (running !== undefined) return running;
    const asked = findRegistration(this.#parts.desk.reader, refId);
    if (asked === undefined) return null;
    const run = askRegistration(this.#parts, asked, by).finally(() => this.#claims.delete(refId));
    this.#claims.set(refId, run);
    return run;
  }

  #wakeIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fill(), ms);
  }

  #fill(): void {
    const by = this.#by;
    if (by === null) return;
    const { reader, clock, log } = this.#parts.desk;
    const now = clock.now();
    const due = dueRegistrations(reader, now, MOST_UNDER_WAY + this.#claims.size);
    for (const { refId } of due) {
      if (this.#claims.size >= MOST_UNDER_WAY) break;
      if (this.#claims.has(refId)) continue;
      this.ask(refId, by).then(
        () => this.nudge(),
        (error: unknown) => {
          log.error({ err: error, refId }, 'SRS could not be asked about a Ref ID');
          if (this.#by !== null) this.#wakeIn(LEDGER_BACKOFF_MS);
        },
      );
    }
    const next = due.length > 0 ? now + IDLE_MS : (firstRegistrationDueAt(reader) ?? now + IDLE_MS);
    this.#wakeIn(Math.min(Math.max(next - now, 5), IDLE_MS));
  }
}
