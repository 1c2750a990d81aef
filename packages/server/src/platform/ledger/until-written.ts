import { setTimeout as pause } from 'node:timers/promises';
import { LedgerUnavailable } from './errors.ts';

/** Long enough that a full disk is not asked all the time, ms. */
const AGAIN_MS = 1_000;

/**
 * Does again what could not be written for the moment (a full disk, another program's lock), until it is: for work in the
 * background that nobody else takes up. `againMs`: between two tries.
 * @throws LedgerUnavailable when the ledger writes no more, and whatever else `write` throws
 */
export async function untilWritten<T>(write: () => Promise<T>, againMs = AGAIN_MS): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable && error.passes)) throw error;
    }
    await pause(againMs, undefined, { ref: false });
  }
}
