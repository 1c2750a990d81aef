/** Share of a known limit that is used: what is left covers the jitter between the desk and SRS. */
const SHARE_OF_KNOWN = 0.965;
/** On a 429 the rate falls to this share of itself. */
const DECREASE = 0.85;
/** How fast an unknown limit is looked for before the first 429: doubling every second from here, requests/s. */
const FIRST_RATE = 32;
const HIGHEST_RATE = 20_000;
const LOWEST_RATE = 1;
/** A known limit is never left further behind than this: its 429 come from others who share it, or from trouble. */
const LOWEST_SHARE_OF_KNOWN = 0.25;
/** The way back up to the last limit takes this many calls, within these bounds in seconds: so few calls meet a 429. */
const CLIMB_CALLS = 450;
const SHORTEST_CLIMB_SECONDS = 13;
const LONGEST_CLIMB_SECONDS = 60;
/** Two 429 within this time (ms) are the two ends of one measurement of the limit. */
const MEASURING_MS = 12_000;
/** A measured limit below this share of the rate shows that the rate was far too high. */
const OVERSHOT = 0.7;

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
    this.#limit = measured ?? this.#rate;
    const lowest = this.#known === null ? LOWEST_RATE : this.#known * LOWEST_SHARE_OF_KNOWN;
    this.#rate = Math.max(Math.min(this.#rate * DECREASE, measured ?? HIGHEST_RATE), lowest);
    this.#lastCutAt = now;
    this.#lastGrowthAt = now;
    this.#okSinceCut = 0;
  }

  /**
   * What passed between two 429 is what SRS lets through, pauses included; null where it says less than the rate itself,
   * for near the limit it is the pauses that keep it low.
   */
  #measuredLimit(now: number): number | null {
    if (this.#lastCutAt === null || now - this.#lastCutAt > MEASURING_MS) return null;
    const seconds = (now - this.#lastCutAt) / 1000;
    if (seconds < 0.2 || this.#okSinceCut < 4) return null;
    const passed = this.#okSinceCut / seconds;
    return passed < this.#rate * OVERSHOT ? passed : null;
  }

  #grow(seconds: number): void {
    if (this.#limit === null) {
      this.#rate = Math.min(this.#rate * 2 ** seconds, this.#known ?? HIGHEST_RATE);
      return;
    }
    const limit = this.#limit;
    const climb = Math.min(Math.max(CLIMB_CALLS / limit, SHORTEST_CLIMB_SECONDS), LONGEST_CLIMB_SECONDS);
    // Past the old limit there is a new one: looked for faster the further away the old one is.
    const excess = this.#rate / limit;
    const pace =
      excess > 2 ? this.#rate : excess > 1.1 ? this.#rate * 0.08 : (limit * (1 - DECREASE)) / climb;
    this.#rate = Math.min(this.#rate + pace * seconds, this.#known ?? HIGHEST_RATE);
  }
}
