import { asc, lte } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { readOrderRow, updateOrder } from '../order-row.ts';
import { markSuperseded } from '../supersede.ts';
import { orders } from '../table.ts';
import { derivedChanges } from './derive.ts';
import { hasExpired } from './run-out.ts';

/** Orders re-derived in one command: short enough not to hold up the calls that wait for the writer. */
const MOST_AT_ONCE = 100;

const triageDue = statement({ now: orders.triageDueAt, limit: 'integer' }, (db, { now, limit }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(lte(orders.triageDueAt, now))
    .orderBy(asc(orders.triageDueAt))
    .limit(limit),
);
const evidenceRunOut = statement({ now: orders.evidenceValidUntil, limit: 'integer' }, (db, { now, limit }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(hasExpired(now))
    .orderBy(asc(orders.evidenceValidUntil))
    .limit(limit),
);

/**
 * Bookkeeping: step, team and attention of orders whose derived columns have run out. Gives how many were done; as many as
 * `MOST_AT_ONCE` means that there are more.
 */
function retriage(tx: Tx, args: { limit?: number | undefined }): { done: number; more: boolean } {
  const limit = args.limit ?? MOST_AT_ONCE;
  const due = triageDue(tx).all({ now: tx.now, limit });
  for (const { refId } of due) {
    const order = readOrderRow(tx, refId);
    if (order === null) continue;
    const derived = derivedChanges(tx, order, tx.now);
    updateOrder(tx, refId, derived);
    const visible = Object.keys(derived).some((field) => field !== 'triageDueAt');
    if (visible) tx.rowChanged('orders', refId);
  }
  return { done: due.length, more: due.length === limit };
}

/** Valid evidence whose time has run out becomes expired: a fact of the calendar, with an entry for each order. */
function expireEvidence(tx: Tx, args: { limit: number }): { done: number } {
  const due = evidenceRunOut(tx).all({ now: tx.now, limit: args.limit });
  for (const { refId } of due) {
    const order = readOrderRow(tx, refId);
    if (order === null) continue;
    const next = { ...order, verifyStatus: 'expired' as const, updatedAt: tx.now };
    tx.append({
      action: 'order.verify.changed',
      actor: 'sync',
      origin: 'system',
      refId,
      orderId: order.orderId,
      externalId: order.externalId,
      detail: {
        from: 'valid',
        to: 'expired',
        evidenceId: order.evidenceId,
        why: 'the longest validity is over',
      },
    });
    updateOrder(tx, refId, {
      verifyStatus: 'expired',
      updatedAt: tx.now,
      ...derivedChanges(tx, next, tx.now),
    });
    tx.rowChanged('orders', refId);
  }
  return { done: due.length };
}

/** Marks that are not as they would be made today. Guards: `nothing_changed` where a poll was quicker. */
function renewMarks(tx: Tx, { refIds }: { refIds: readonly string[] }): null {
  const changed = refIds.flatMap((refId) => markSuperseded(tx, refId));
  if (changed.length === 0) throw new GuardConflict('nothing_changed', {});
  return null;
}

export const upkeepChanges = {
  'order.renew_marks': renewMarks,
  'order.retriage': retriage,
  'order.expire_evidence': expireEvidence,
};
