import type { SyncHealth } from './sync-health.ts';

/** After the first success, orders that became due this lately do not count as not done, ms. */
const JUST_DUE_MS = 2_000;
const FIRST_MS = 5_000;

/** How the polling goes, as far as answers tell. Times in ms since epoch. */
export class Standing {
  #firstSuccessAt: number | null = null;
  #lastSuccessAt: number | null = null;
  #lastFailure: SyncHealth['lastFailure'] = null;
  #firstFullSyncAt: number | null = null;
  #outageSince: number | null = null;

  /** SRS or the RA service gave an answer. */
  answered(at: number): void {
    this.#lastSuccessAt = at;
  }

  /** SRS told of an order: whatever denied them before is over. */
  found(): void {
    this.#outageSince = null;
  }

  failed(at: number, refId: string, reason: string): void {
    this.#lastFailure = { at, refId, reason };
  }

  /** SRS denies what it should know, or something else answers in its place. */
  denied(at: number): void {
    this.#outageSince ??= at;
  }

  /** Everything that was due is done; in a population that never rests, what became due just now does not count. */
  drained(now: number, idle: boolean, oldestDueAt: () => number | null): void {
    if (this.#firstFullSyncAt !== null || this.#lastSuccessAt === null) return;
    this.#firstSuccessAt ??= now;
    const nearly = now - this.#firstSuccessAt > FIRST_MS && (oldestDueAt() ?? now) > now - JUST_DUE_MS;
    if (idle || nearly) this.#firstFullSyncAt = now;
  }

  /** What health tells of it. */
  get facts(): Pick<SyncHealth, 'lastSuccessAt' | 'lastFailure' | 'firstFullSyncAt' | 'outageSince'> {
    return {
      lastSuccessAt: this.#lastSuccessAt,
      lastFailure: this.#lastFailure,
      firstFullSyncAt: this.#firstFullSyncAt,
      outageSince: this.#outageSince,
    };
  }
}
