import type { Random } from './random.ts';

const DEFAULT_TTL_SECONDS = 3600;
/** Expired tokens are swept when as many have been issued again. */
const SWEEP_EVERY = 1000;

/**
 * Bearer tokens. They live by the real clock: a test that advances the simulated one moves orders, not the
 * caller's session.
 */
export class Tokens {
  private readonly issuedAt = new Map<string, number>();
  private ttlSeconds = DEFAULT_TTL_SECONDS;

  constructor(private readonly random: Random) {}

  /** Changes the life of tokens, also of those already issued; undefined restores the hour. */
  limit(ttlSeconds: number | undefined): void {
    this.ttlSeconds = ttlSeconds ?? DEFAULT_TTL_SECONDS;
  }

  /** A new token and its life in seconds. */
  issue(now: number): { token: string; expiresIn: number } {
    if (this.issuedAt.size >= SWEEP_EVERY) {
      for (const [token] of this.issuedAt) if (!this.valid(token, now)) this.issuedAt.delete(token);
    }
    const token = `sim-${this.random.hex(40)}`;
    this.issuedAt.set(token, now);
    return { token, expiresIn: this.ttlSeconds };
  }

  /** Whether SRS takes this token at `now` (ms). */
  valid(token: string, now: number): boolean {
    const issued = this.issuedAt.get(token);
    return issued !== undefined && now < issued + this.ttlSeconds * 1000;
  }
}
