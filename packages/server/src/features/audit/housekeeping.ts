import type { Desk } from '../../platform/desk.ts';
import { compactAfterErasure } from './compact.ts';
import { isCompactionDue } from './log/queries.ts';
import { runRetention } from './retention.ts';

const LOOK_EVERY_MS = 60 * 60_000;
const RETENTION_EVERY_MS = 24 * 60 * 60_000;
const FIRST_LOOK_MS = 30_000;

/**
 * What the log needs done now and then while the desk runs: erase by age, and rewrite the file where an erasure could
 * not at once, keep the search index going. Gives the function that ends it.
 */
export function startHousekeeping(desk: Desk): () => void {
  let nextRetention = 0;
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy || desk.ledger.state !== 'ok') return;
    busy = true;
    try {
      // So that the first search of the log does not have to wait for all of it to be indexed.
      desk.audit.search();
      const now = desk.clock.now();
      if (now >= nextRetention) {
        nextRetention = now + RETENTION_EVERY_MS;
        await runRetention(desk);
      }
      if (isCompactionDue(desk.reader)) await compactAfterErasure(desk);
    } catch (error) {
      desk.log.error({ err: error }, 'the audit log’s housekeeping failed');
    } finally {
      busy = false;
    }
  };
  const first = setTimeout(() => void look(), FIRST_LOOK_MS);
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
