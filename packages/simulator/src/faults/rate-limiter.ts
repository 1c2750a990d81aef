import type { RateLimit } from './fault-schema.ts';

/** Counts requests against a limit. A refused request costs nothing. */
export class RateLimiter {
  private windowStart = Number.NEGATIVE_INFINITY;
  private used = 0;
  private level: number;
  private filledAt: number | null = null;

  constructor(private readonly limit: RateLimit) {
    this.level = limit.burst ?? Math.max(1, limit.perSecond);
  }

  /** Whether one more request is allowed at `now` (ms). */
  admit(now: number): boolean {
    return this.limit.algorithm === 'fixed_window' ? this.admitInWindow(now) : this.admitFromBucket(now);
  }

  /** Windows of a second, beginning with the full second; `burst` may raise what fits into one. */
  private admitInWindow(now: number): boolean {
    const start = Math.floor(now / 1000) * 1000;
    if (start !== this.windowStart) {
      this.windowStart = start;
      this.used = 0;
    }
    if (this.used >= Math.max(1, this.limit.burst ?? this.limit.perSecond)) return false;
    this.used++;
    return true;
  }

  /** A bucket that holds `burst` (a second's worth) and fills evenly. */
  private admitFromBucket(now: number): boolean {
    const { perSecond, burst = Math.max(1, perSecond) } = this.limit;
    const elapsed = Math.max(0, now - (this.filledAt ?? now));
    this.filledAt = now;
    this.level = Math.min(burst, this.level + (elapsed / 1000) * perSecond);
    if (this.level < 1) return false;
    this.level -= 1;
    return true;
  }
}
