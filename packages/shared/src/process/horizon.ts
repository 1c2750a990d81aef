/**
 * The only way rules look at the clock. Every comparison that still lies ahead is remembered, so that the
 * reading can say until when it holds: before {@link validUntil} no comparison made here can turn out
 * differently.
 */
export class Horizon {
  readonly #now: number;
  #next: number | null = null;

  /** `now` in ms since epoch. */
  constructor(now: number) {
    this.#now = now;
  }

  /** Whether an instant (ms) has come. */
  passed(instant: number): boolean {
    if (this.#now >= instant) return true;
    this.#next = this.#next === null ? instant : Math.min(this.#next, instant);
    return false;
  }

  /** The first instant asked about that has not come yet; null when time changes nothing. */
  get validUntil(): number | null {
    return this.#next;
  }
}
