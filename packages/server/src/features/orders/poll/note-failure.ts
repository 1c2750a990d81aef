import { retryAt } from '@srs-desk/shared/polling/retry.ts';
import { eq, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { type OrderRow, readOrderRow } from '../order-row.ts';
import { datedNoLater } from '../status-history.ts';
import { orderSync } from '../table.ts';
import { methodsIn, nextDue, pollingIn } from './rules.ts';

const afterFailure = statement(
  {
    refId: orderSync.refId,
    dueAt: orderSync.dueAt,
    failures: orderSync.failures,
    lastFailure: orderSync.lastFailure,
  },
  (db, { refId, ...row }) =>
    db
      .update(orderSync)
      .set({ ...row, dueWhat: sql`coalesce(${orderSync.dueWhat}, 'status')` })
      .where(eq(orderSync.refId, refId)),
);

interface Failed {
  refId: string;
  failure: string;
  random: number;
  /** False for a 429, which is no failure of the order's. */
  counts: boolean;
  isRefused: boolean;
}

/**
 * A poll that failed: tried again later, ever later with each failure in a row (full jitter). What SRS refuses is asked no
 * oftener in the end than what it answers, and no longer. No fact about the order, so no entry of its own beside the call's
 * outcome.
 */
export function noteFailure(tx: Tx, { refId, failure, random, counts, isRefused }: Failed): null {
  const order = readOrderRow(tx, refId);
  if (order === null) return null;
  const failures = order.failures + (counts ? 1 : 0);
  const longest = isRefused ? gapAfterRefusal(tx, order) : undefined;
  const dueAt = longest === null ? null : retryAt(Math.max(failures, 1), tx.now, random, longest);
  afterFailure(tx).run({ refId, dueAt, failures, lastFailure: failure.slice(0, 200) });
  return null;
}

/** How long an order would be left alone now had SRS answered, ms; null for good. */
function gapAfterRefusal(tx: Tx, order: OrderRow): number | null {
  const polling = pollingIn(tx);
  const isUnasked = order.verifyStatus === 'not_due' || order.verifyStatus === 'due';
  const asked = isUnasked ? { ...order, verifyStatus: 'no_evidence' as const } : order;
  const next = nextDue(datedNoLater(tx, asked, tx.now), polling, methodsIn(tx), tx.now);
  if (next !== null) return next.dueAt - tx.now;
  // Whether evidence that has run out was an earlier one only is asked until it is answered.
  return order.verifyStatus === 'valid' && order.evidenceIsEarlier ? polling.longestGapSeconds * 1_000 : null;
}
