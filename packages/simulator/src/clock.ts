/**
 * The simulator's clock: the real one plus whatever a test has added by `POST /_sim/clock`.
 *
 * `SIMULATOR_SPEED` does not make this clock run faster. A desk compares SRS's times with its own clock,
 * and times that run ahead of it would show as status changes from the future. Speed therefore shortens
 * the *steps*: a plan that takes 15 minutes takes 15 s at speed 60, counted from the order's creation
 * (`compress`). So nothing on the wire lies later than the real time, unless a test advances the clock.
 */
export class SimulatorClock {
  private advancedMs = 0;
  private pinnedAt: number | null = null;

  constructor(private readonly realNow: () => number) {}

  /** Simulated time, ms since epoch. */
  now(): number {
    return this.pinnedAt ?? this.realNow() + this.advancedMs;
  }

  /** The unshifted time, ms since epoch: for what depends on the caller's clock (token life, Retry-After). */
  real(): number {
    return this.realNow();
  }

  /** Shifts the clock; a negative number shifts it back. */
  advance(seconds: number): void {
    this.advancedMs += Math.round(seconds * 1000);
  }

  /** How far the clock has been shifted, in seconds. */
  advancedSeconds(): number {
    return this.advancedMs / 1000;
  }

  /** Holds the clock at a moment (ms) while a journal is read again; null lets it go. */
  pin(at: number | null): void {
    this.pinnedAt = at;
  }

  /** Takes back every shift. */
  reset(): void {
    this.advancedMs = 0;
  }
}

/**
 * The moment at which a step planned for `plannedAt` happens: up to `pivot` (the later of the order's
 * creation and the simulator's start) as planned, from there on `speed` times sooner. All in ms.
 */
export function compress(plannedAt: number, pivot: number, speed: number): number {
  return plannedAt <= pivot ? plannedAt : pivot + (plannedAt - pivot) / speed;
}
