/** Share of a known limit that is used: what is left covers the jitter between the desk and SRS. */
const SHARE_OF_KNOWN = 0.955;
/** On a 429 the rate falls to this share of itself. */
const DECREASE = 0.85;
/** How fast an unknown limit is looked for before the first 429: doubling every second from here, requests/s. */
const FIRST_RATE = 32;
const HIGHEST_RATE = 20_000;
const LOWEST_RATE = 0.2;
/** The way back up to the last limit takes at least this long, in seconds and in calls: so few calls meet a 429. */
const CLIMB_SECONDS = 13;
const CLIMB_CALLS = 450;
/** Two 429 within this time (ms) are the two ends of one measurement of the limit. */
const MEASURING_MS = 12_000;

/**
 * How many requests per second may be sent. A known limit is kept from the start; an unknown one is found by
 * additive increase of the rate and a cut to 85 % at each 429. Times are ms of any steady clock. Pure but for its state.
 */
export class RateControl {
  readonly #known: number | null;
  #rate: number;
  /** The rate at which the last 429 came; null until one has come. */
  #limit: number | null = null;
  #lastCutAt: number | null = null;
  #lastGrowthAt: number | null = null;
  #okSinceCut = 0;

  constructor(known: number | null) {
    this.#known = known === null ? null : known * SHARE_OF_KNOWN;
    this.#rate = this.#known ?? FIRST_RATE;
  }

  /** Requests per second. */
  get rate(): number {
    return this.#rate;
  }

  /** A call came through. `saturated`: calls were waiting for their turn, so the rate was what held them back. */
  onPassed(now: number, saturated: boolean): void {
    this.#okSinceCut += 1;
    const since = this.#lastGrowthAt ?? now;
    if (now - since < 50 && this.#lastGrowthAt !== null) return;
    this.#lastGrowthAt = now;
    if (saturated) this.#grow(Math.min(now - since, 1000) / 1000);
  }

  /**
   * A 429 to a call that was sent at `sentAt`. Calls that were under way when the rate was last cut tell nothing new.
   */
  onRateLimited(now: number, sentAt: number): void {
    if (this.#lastCutAt !== null && sentAt < this.#lastCutAt) return;
    const measured = this.#measuredLimit(now);
    this.#limit = Math.min(this.#rate, measured ?? Number.POSITIVE_INFINITY);
    this.#rate = Math.max(Math.min(this.#rate * DECREASE, measured ?? HIGHEST_RATE), LOWEST_RATE);
    this.#lastCutAt = now;
    this.#lastGrowthAt = now;
    this.#okSinceCut = 0;
  }

  /** What passed between two 429 is what SRS lets through, pauses included. */
  #measuredLimit(now: number): number | null {
    if (this.#lastCutAt === null || now - this.#lastCutAt > MEASURING_MS) return null;
    const seconds = (now - this.#lastCutAt) / 1000;
    return seconds < 0.2 || this.#okSinceCut < 4 ? null : this.#okSinceCut / seconds;
  }

  #grow(seconds: number): void {
    if (this.#limit === null) {
      this.#rate = Math.min(this.#rate * 2 ** seconds, this.#known ?? HIGHEST_RATE);
      return;
    }
    const limit = this.#limit;
    const step = Math.min(limit / CLIMB_SECONDS, (limit * limit) / CLIMB_CALLS) * (1 - DECREASE);
    // Well past the old limit there is a new one: look for it faster, but still without a leap.
    const pace = this.#rate > limit * 1.1 ? Math.max(step, this.#rate * 0.05) : step;
    this.#rate = Math.min(this.#rate + pace * seconds, this.#known ?? HIGHEST_RATE);
  }
}
