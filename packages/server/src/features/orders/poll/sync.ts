/** The scheduler that keeps orders true: one engine per process. */
export interface Sync {
  start(): void;
  /** Stops taking new work and waits for what is under way. */
  stop(): Promise<void>;
  /** Suspends (restore, erase, pruning) and goes on; nests. */
  pause(): Promise<void>;
  resume(): void;
  /**
   * Reads the order's status now (and verifies if that is due or `verify` is set), joining a run of the same order
   * that is already under way. Resolves when done.
   */
  syncNow(
    refId: string,
    by: {
      actor: string;
      origin: 'user' | 'cli' | 'gateway' | 'system';
      /** `sync`: nobody waits, so it takes its turn behind people. Default `user`. */
      urgency?: 'user' | 'sync';
      /** Ends the wait for a turn. */
      signal?: AbortSignal;
    },
    what?: 'status' | 'verify',
  ): Promise<void>;
  /** Tells the engine that orders became due (registered, placed, viewed): looks at the queue soon. */
  nudge(): void;
  health(): SyncHealth;
}

/** What "is the sync healthy" stands on; times in ms since epoch, lags in ms. */
export interface SyncHealth {
  running: boolean;
  due: number;
  oldestDueAt: number | null;
  lagMs: number;
  inFlight: number;
  lastSuccessAt: number | null;
  lastFailure: { at: number; refId: string | null; reason: string } | null;
  firstFullSyncAt: number | null;
  /** Since when SRS denies orders that it should know, or something else answers in its place; null while it tells of them. */
  outageSince: number | null;
}

declare module '../../../platform/desk.ts' {
  interface Desk {
    readonly sync: Sync;
  }
}
