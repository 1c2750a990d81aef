import { Random } from './random.ts';

/** More than this at once is a clock that was set far ahead; the rest of that time stays quiet. */
const MOST_AT_ONCE = 20_000;

/**
 * When new orders come by themselves, as from a Service Provider's application. They are created when
 * somebody looks (`due`) and dated to when they were due: no timer.
 */
export class Arrivals {
  private count = 0;
  private nextAt: number;

  constructor(
    private readonly seed: number,
    private readonly perMinute: number,
    from: number,
  ) {
    this.nextAt = from + this.gap();
  }

  /** The moments (ms) that have come since the last call and until `now`. */
  due(now: number): number[] {
    const moments: number[] = [];
    while (this.nextAt <= now) {
      if (moments.length === MOST_AT_ONCE) {
        this.nextAt = now + this.gap();
        break;
      }
      moments.push(Math.floor(this.nextAt));
      this.nextAt += this.gap();
    }
    return moments;
  }

  private gap(): number {
    if (this.perMinute <= 0) return Infinity;
    const random = new Random(this.seed, 'gap', this.count++);
    return (-Math.log(1 - random.unit()) * 60_000) / this.perMinute + 1;
  }
}
