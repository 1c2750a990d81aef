import { and, desc, isNotNull, isNull } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orders } from '../table.ts';

/** So many orders are asked about at most until SRS finds one. */
const MOST_ASKED = 3;
/** They are chosen among so many that SRS should know. */
const CANDIDATES = 20;
/** Of orders that SRS told of before, so many gone within this time are an outage if fewer were found, ms. */
const MANY = 10;
const SPAN_MS = 60_000;
const MOST_KEPT = 500;

const lastChanged = statement((db) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(and(isNotNull(orders.wireStatus), isNull(orders.goneAt), isNull(orders.erasedAt)))
    .orderBy(desc(orders.updatedAt), desc(orders.id))
    .limit(CANDIDATES),
);

/**
 * Whether SRS's "unknown" can be believed: an order that it knew a moment ago must still be found, and of the orders that it
 * told of before not too many may vanish at once.
 */
export class Absence {
  readonly #reader: Reader;
  readonly #now: () => number;
  readonly #finds: (refId: string) => Promise<boolean>;
  /** Orders that SRS told of lately, and when, the last found last. */
  readonly #found = new Map<string, number>();
  readonly #doubted = new Set<string>();
  #vanished: number[] = [];
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | null = null;

  /** `finds` asks SRS about an order that it should know: true when it tells of it. `now` in ms since epoch. */
  constructor(reader: Reader, now: () => number, finds: (refId: string) => Promise<boolean>) {
    this.#reader = reader;
    this.#now = now;
    this.#finds = finds;
  }

  /** SRS told of this order just now. */
  found(refId: string): void {
    this.#found.delete(refId);
    this.#found.set(refId, this.#now());
    const [oldest] = this.#found.keys();
    if (this.#found.size > MOST_KEPT && oldest !== undefined) this.#found.delete(oldest);
  }

  /**
   * SRS said that it does not know this order: may that be believed? `toldBefore`: it told of the order before. One question answers
   * for all that wait for it; it begins after each of them was told.
   */
  async believed(refId: string, toldBefore: boolean): Promise<boolean> {
    this.#found.delete(refId);
    if (toldBefore && this.#isOutage()) return false;
    this.#doubted.add(refId);
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      const found = this.#findsOther(refId);
      this.#running = found.catch(() => false);
      return found;
    });
    return this.#next.finally(() => this.#doubted.delete(refId));
  }

  #isOutage(): boolean {
    const since = this.#now() - SPAN_MS;
    // More are not asked for below: in an outage thousands may vanish in that time.
    this.#vanished = [...this.#vanished.filter((at) => at > since), this.#now()].slice(-MOST_KEPT - 1);
    const found = [...this.#found.values()].filter((at) => at > since).length;
    return this.#vanished.length >= MANY && this.#vanished.length > found;
  }

  /** True when SRS finds another order that it knew before, or when there is none to ask about. */
  async #findsOther(refId: string): Promise<boolean> {
    const lately = [...this.#found.keys()].reverse().slice(0, CANDIDATES);
    const stored = lastChanged(this.#reader).all();
    const known = new Set([...lately, ...stored.map((row) => row.refId)]);
    known.delete(refId);
    const canaries = [...known].filter((one) => !this.#doubted.has(one)).slice(0, MOST_ASKED);
    for (const canary of canaries) if (await this.#finds(canary)) return true;
    return known.size === 0;
  }
}
