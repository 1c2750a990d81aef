/** Failures in a row that open the breaker. */
const THRESHOLD = 10;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
const SHORTEST_BACKOFF_MS = 100;

type BreakerState = 'closed' | 'open' | 'half_open';

/**
 * Stops the traffic after many failures in a row, and lets one call through after a wait of full jitter
 * (a random time up to a bound that doubles with each try). Times are ms of any steady clock.
 */
export class Breaker {
  readonly #random: () => number;
  #failures = 0;
  #tries = 0;
  #openUntil: number | null = null;
  #probing = false;

  constructor(random: () => number) {
    this.#random = random;
  }

  state(now: number): BreakerState {
    if (this.#openUntil === null) return 'closed';
    return this.#probing || now >= this.#openUntil ? 'half_open' : 'open';
  }

  /** When the next try is due; null while closed. */
  get openUntil(): number | null {
    return this.#openUntil;
  }

  get probing(): boolean {
    return this.#probing;
  }

  /** Marks the call that is now sent as the one that tries the way. */
  startProbe(): void {
    this.#probing = true;
  }

  onAlive(): void {
    this.#failures = 0;
    this.#tries = 0;
    this.#openUntil = null;
    this.#probing = false;
  }

  onFailure(now: number, wasProbe: boolean): void {
    this.#failures += 1;
    if (wasProbe) this.#probing = false;
    else if (this.#openUntil !== null || this.#failures < THRESHOLD) return;
    const bound = Math.min(FIRST_BACKOFF_MS * 2 ** this.#tries, LONGEST_BACKOFF_MS);
    this.#tries += 1;
    this.#openUntil = now + Math.max(this.#random() * bound, SHORTEST_BACKOFF_MS);
  }

  /** The call that was to try the way was never sent. */
  cancelProbe(): void {
    this.#probing = false;
  }
}
