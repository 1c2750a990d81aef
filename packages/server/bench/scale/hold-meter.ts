import { readFileSync } from 'node:fs';

/** How often the loop is looked at, ms: what takes longer is one hold. */
const EVERY_MS = 1;

/** Processor time of the main thread so far, ms. @throws Error where the system does not tell (Linux does) */
function threadMs(): number {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6;
}

/**
 * Watches how long the main thread keeps the event loop from turning, by the processor time it takes for it: the neighbours on
 * the machine do not count.
 */
export class HoldMeter {
  #last = threadMs();
  #longest = 0;
  readonly #timer = setInterval(() => this.#look(), EVERY_MS);

  #look(): void {
    const now = threadMs();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }

  /** Begins anew. */
  async begin(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    this.#look();
    this.#longest = 0;
  }

  /** The longest hold since `begin`, ms. */
  async longest(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    this.#look();
    return this.#longest;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
