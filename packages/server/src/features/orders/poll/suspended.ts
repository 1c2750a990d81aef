/** The sync is suspended (restore, erasure, pruning): nothing is asked until it goes on. */
export class SyncSuspended extends Error {
  override readonly name = 'SyncSuspended';
}
