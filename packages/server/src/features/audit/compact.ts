import type { Desk } from '../../platform/desk.ts';

/**
 * Rewrites database and write-ahead log, so that what was erased is in no free page of either. What keeps it from
 * working now (a long read) is logged, and it is tried again later. Gives whether it is done.
 */
export async function compactAfterErasure(desk: Desk): Promise<boolean> {
  try {
    await desk.audit.compact();
    await desk.ledger.recordWithoutEntry([{ name: 'audit.compacted', args: null }]);
    return true;
  } catch (error) {
    desk.log.warn({ err: error }, 'the file could not be rewritten after an erasure; it is tried again');
    return false;
  }
}
