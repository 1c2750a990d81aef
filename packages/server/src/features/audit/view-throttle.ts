/** Within this time, looking at the same thing again is the same view, ms. */
const VIEW_WINDOW_MS = 15 * 60_000;

const MOST_KEPT = 10_000;

/**
 * Remembers who has just looked at what, so that reading the log is one entry per session, filter and quarter of an
 * hour: otherwise each look would make the next one longer.
 */
export class ViewThrottle {
  readonly #seen = new Map<string, number>();

  /** Whether this view is to be written down; if so it is remembered as seen. */
  isNew(viewer: string, what: string, now: number): boolean {
    const key = `${viewer}\n${what}`;
    const last = this.#seen.get(key);
    if (last !== undefined && Math.abs(now - last) < VIEW_WINDOW_MS) return false;
    if (this.#seen.size >= MOST_KEPT) this.#forgetOld(now);
    this.#seen.set(key, now);
    return true;
  }

  #forgetOld(now: number): void {
    for (const [key, at] of this.#seen) if (now - at >= VIEW_WINDOW_MS) this.#seen.delete(key);
    if (this.#seen.size >= MOST_KEPT) this.#seen.clear();
  }
}
