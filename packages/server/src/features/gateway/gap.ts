import { randomUUID } from 'node:crypto';
import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { Desk } from '../../platform/desk.ts';

/** How often it is tried to write a gap down, ms. */
const EVERY_MS = 2_000;
/** Ref IDs of unrecorded placings that are remembered. */
const MOST_REF_IDS = 10_000;

/** Why a request is turned away: without a key, too often, on a full disk, or because nothing can be recorded. */
type Refusal = 'key' | 'rate' | 'space' | 'recording';

interface Tally {
  from: number;
  to: number;
  calls: number;
  operations: Partial<Record<CallOperation | Refusal, number>>;
}

/**
 * What the gateway let through without a record (only if it was told to), and what it refused: kept in memory and written
 * as entries as soon as the log can be written again.
 */
export class GatewayTally {
  readonly #desk: Desk;
  #gap: Tally | null = null;
  #refused: Tally | null = null;
  #refIds = new Map<string, string | null>();
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** A call went through unrecorded; `placed` is the order it made, where its answer told. */
  passed(operation: CallOperation, placed: { refId: string; externalId: string | null } | null): void {
    this.#gap = this.#add(this.#gap, operation);
    if (placed !== null && this.#refIds.size < MOST_REF_IDS)
      this.#refIds.set(placed.refId, placed.externalId);
    this.#arm(EVERY_MS);
  }

  /** A request was turned away. One entry a minute in all. */
  refused(why: Refusal): void {
    this.#refused = this.#add(this.#refused, why);
    this.#arm(60_000);
  }

  /** Writes what is due now (at the end, or when the timer says so). */
  flush(): Promise<void> {
    // What one under way fails to write is written after it: the last one must not find nothing.
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      await this.#writeGap();
      await this.#writeRefused();
    } catch {
      this.#arm(EVERY_MS);
    }
  }

  #add(tally: Tally | null, what: CallOperation | Refusal): Tally {
    const now = this.#desk.clock.now();
    const kept = tally ?? { from: now, to: now, calls: 0, operations: {} };
    kept.to = now;
    kept.calls += 1;
    kept.operations[what] = (kept.operations[what] ?? 0) + 1;
    return kept;
  }

  #arm(ms: number): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.flush(), ms);
    this.#timer.unref();
  }

  // What is written is taken out first: what comes meanwhile is a tally of its own.
  async #writeGap(): Promise<void> {
    const gap = this.#gap;
    if (gap === null) return;
    const placed = this.#refIds;
    this.#gap = null;
    this.#refIds = new Map();
    const lines = [...placed].map(([refId, externalId]) => ({ refId, externalId, subjectId: randomUUID() }));
    const register = {
      name: 'order.register',
      args: { lines, knownBy: 'gateway', action: 'order.register', actor: 'gateway', origin: 'gateway' },
    } as const;
    try {
      await this.#desk.ledger.record(lines.length > 0 ? [register] : [], [
        { action: 'gateway.gap', actor: 'gateway', origin: 'gateway', detail: detailOf(gap) },
      ]);
    } catch (error) {
      this.#gap = joined(gap, this.#gap);
      this.#refIds = new Map([...placed, ...this.#refIds]);
      throw error;
    }
    if (lines.length > 0) this.#desk.sync.nudge();
  }

  async #writeRefused(): Promise<void> {
    const refused = this.#refused;
    if (refused === null) return;
    this.#refused = null;
    try {
      await this.#desk.ledger.record(
        [],
        [{ action: 'gateway.refused', actor: 'gateway', origin: 'gateway', detail: detailOf(refused) }],
      );
    } catch (error) {
      this.#refused = joined(refused, this.#refused);
      throw error;
    }
  }
}

/** Both as one, the later after the earlier. */
function joined(earlier: Tally, later: Tally | null): Tally {
  if (later === null) return earlier;
  const operations = { ...earlier.operations };
  for (const what of Object.keys(later.operations) as (keyof Tally['operations'])[])
    operations[what] = (operations[what] ?? 0) + (later.operations[what] ?? 0);
  return { from: earlier.from, to: later.to, calls: earlier.calls + later.calls, operations };
}

function detailOf(tally: Tally) {
  return {
    from: new Date(tally.from).toISOString(),
    to: new Date(tally.to).toISOString(),
    calls: tally.calls,
    operations: { ...tally.operations },
  };
}
