/** Over so many seconds the pace is taken. */
const WINDOW_SECONDS = 60;

/** Counts what was let go, second by second. Times are ms of a steady clock. */
export class GrantMeter {
  readonly #startedAt: number;
  readonly #counts = new Array<number>(WINDOW_SECONDS).fill(0);
  #second: number;

  constructor(now: number) {
    this.#startedAt = now;
    this.#second = Math.floor(now / 1000);
  }

  add(now: number): void {
    this.#forget(now);
    const at = this.#second % WINDOW_SECONDS;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  /** Per second over the last minute, or since the start where that is less. */
  perSecond(now: number): number {
    this.#forget(now);
    const seconds = Math.min(Math.max((now - this.#startedAt) / 1000, 1), WINDOW_SECONDS);
    return this.#counts.reduce((sum, count) => sum + count, 0) / seconds;
  }

  /** Empties the seconds that have passed since the last one counted. */
  #forget(now: number): void {
    const second = Math.floor(now / 1000);
    const passed = Math.min(second - this.#second, WINDOW_SECONDS);
    for (let back = 0; back < passed; back++) this.#counts[(second - back) % WINDOW_SECONDS] = 0;
    this.#second = Math.max(second, this.#second);
  }
}
