/** Within this time, seeing the same thing again is the same view, ms. */
const VIEW_WINDOW_MS = 15 * 60_000;

const MOST_KEPT = 10_000;

interface View {
  at: number;
  written: Promise<unknown>;
}

/**
 * Remembers who has just seen what, so that it is one entry per viewer and quarter of an hour: otherwise each look at the log would
 * make the next one longer.
 */
export class ViewThrottle {
  readonly #seen = new Map<string, View>();

  /**
   * Has a view written down, unless the same one just was; comes back when it is. One that could not be written was none:
   * whoever asked is refused, and the next is written again. @throws whatever `write` does
   */
  async once(viewer: string, what: string, now: number, write: () => Promise<unknown>): Promise<void> {
    const key = `${viewer}\n${what}`;
    const last = this.#seen.get(key);
    if (last !== undefined && Math.abs(now - last.at) < VIEW_WINDOW_MS) {
      await last.written;
      return;
    }
    if (this.#seen.size >= MOST_KEPT) this.#forgetOld(now);
    const view = { at: now, written: write() };
    this.#seen.set(key, view);
    try {
      await view.written;
    } catch (error) {
      if (this.#seen.get(key) === view) this.#seen.delete(key);
      throw error;
    }
  }

  #forgetOld(now: number): void {
    for (const [key, { at }] of this.#seen) if (now - at >= VIEW_WINDOW_MS) this.#seen.delete(key);
    if (this.#seen.size >= MOST_KEPT) this.#seen.clear();
  }
}
