import type { OrderBook } from './order-book.ts';
import { Random } from './random.ts';

/** More than this at once is a clock that was set far ahead; the rest of that time stays quiet. */
const MOST_AT_ONCE = 20_000;

/**
 * New orders that come by themselves, as from a Service Provider's application. They are created when
 * somebody looks (`catchUp`), dated to when they were due: no timer, the same orders for the same seed.
 */
export class Arrivals {
  private count = 0;
  private nextAt: number;

  constructor(
    private readonly book: OrderBook,
    private readonly seed: number,
    private readonly perMinute: number,
  ) {
    this.nextAt = perMinute > 0 ? book.startedAt + this.gap(0) : Infinity;
  }

  /** Creates what was due by `now` (ms). */
  catchUp(now: number): void {
    if (now < this.nextAt) return;
    let created = 0;
    while (this.nextAt <= now) {
      if (created++ === MOST_AT_ONCE) this.nextAt = now;
      this.book.openDrawn(new Random(this.seed, 'arrival', this.count), Math.floor(this.nextAt));
      this.count++;
      this.nextAt += this.gap(this.count);
    }
  }

  private gap(index: number): number {
    const random = new Random(this.seed, 'gap', index);
    return (-Math.log(1 - random.unit()) * 60_000) / this.perMinute + 1;
  }
}
