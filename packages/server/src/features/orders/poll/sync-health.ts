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
