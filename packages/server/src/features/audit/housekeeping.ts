import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { compactAfterErasure } from './compact.ts';
import { isCompactionDue, logEdges, newestOfAction, timeOfEntry } from './log/queries.ts';
import { prunePlan, stepPruning } from './prune-plan.ts';
import { retentionPlan, stepRetention } from './retention-plan.ts';
import { startVerification } from './verify-now.ts';

const LOOK_EVERY_MS = 60 * 60_000;
/** So often it is counted what is past its time. */
const COUNT_EVERY_MS = 24 * 60 * 60_000;
const VERIFY_EVERY_MS = 24 * 60 * 60_000;
const FIRST_LOOK_MS = 30_000;

const SYSTEM: Principal = {
  kind: 'system',
  name: 'system',
  role: 'admin',
  actor: 'system',
  origin: 'system',
};

/** The last verification, or the log's beginning where there was none, is a day old. */
function isVerificationDue({ reader }: Desk, now: number): boolean {
  const verified = newestOfAction(reader, 'audit.verify');
  const since = timeOfEntry(reader, verified?.seq ?? logEdges(reader).first);
  return since !== null && hasPassed(VERIFY_EVERY_MS, since, now);
}

/**
 * What the log needs done now and then while the desk runs: erase by age, verify log and facts once a day, prune by age, rewrite
 * the file where an erasure could not at once, keep the search index going. Gives the function that ends it.
 */
export function startHousekeeping(desk: Desk): () => void {
  let countedAt: number | null = null;
  let busy = false;
  const over = new AbortController();
  const look = async (): Promise<void> => {
    if (busy || over.signal.aborted || desk.ledger.state !== 'ok') return;
    busy = true;
    try {
      // So that the first search of the log does not have to wait for all of it to be indexed.
      desk.audit.search();
      const now = desk.clock.now();
      const isCountDue = countedAt === null || hasPassed(COUNT_EVERY_MS, countedAt, now);
      if (isCountDue) countedAt = now;
      if (isCountDue || retentionPlan(desk) !== null) await stepRetention(desk);
      if (isVerificationDue(desk, now)) await startVerification(desk, SYSTEM, [], over.signal);
      if (isCountDue || prunePlan(desk) !== null) await stepPruning(desk);
      if (isCompactionDue(desk.reader)) await compactAfterErasure(desk);
    } catch (error) {
      if (!over.signal.aborted) desk.log.error({ err: error }, 'the audit log’s housekeeping failed');
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
    over.abort();
  };
}
