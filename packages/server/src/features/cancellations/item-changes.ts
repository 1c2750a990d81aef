import type { ItemResult } from '@srs-desk/shared/cancellation/job.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import { and, eq, sql } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import type { Actor, Origin } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { orders } from '../orders/table.ts';
import { type ClaimedItem, claimedItem } from './claimed-item.ts';
import { completeIfDone, jobIn } from './job-state.ts';
import { cancellationItems as items } from './table.ts';

interface SettleArgs {
  itemId: number;
  state: ItemResult;
  /** For `failed` and `left`. */
  reason: string | null;
  status: OrderStatus | null;
  callId: number | null;
  attempts: number;
  actor: Actor;
  origin: Origin;
}

const claim = statement(
  { jobId: items.jobId, now: 'integer', limit: 'integer' },
  (db, { jobId, now, limit }) => {
    const next = db
      .select({ id: items.id })
      .from(items)
      .where(and(eq(items.jobId, jobId), eq(items.state, 'pending')))
      .orderBy(items.id)
      .limit(limit);
    return db
      .update(items)
      .set({ state: 'in_progress', claimedAt: sql`coalesce(${items.claimedAt}, ${now})` })
      .where(sql`${items.id} IN ${next}`)
      .returning({
        id: items.id,
        jobId: items.jobId,
        refId: items.refId,
        plannedStatus: items.plannedStatus,
        claimedAt: items.claimedAt,
      });
  },
);

const release = statement({ id: items.id }, (db, { id }) =>
  db
    .update(items)
    .set({ state: 'pending' })
    .where(and(eq(items.id, id), eq(items.state, 'in_progress')))
    .returning({ jobId: items.jobId }),
);

const settle = statement(
  {
    id: items.id,
    state: items.state,
    stateReason: items.stateReason,
    statusAfter: items.statusAfter,
    callId: items.callId,
    attempts: items.attempts,
    finishedAt: items.finishedAt,
  },
  (db, { id, ...row }) =>
    db
      .update(items)
      .set(row)
      .where(and(eq(items.id, id), eq(items.state, 'in_progress')))
      .returning({ jobId: items.jobId, refId: items.refId }),
);

const orderOf = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({ orderId: orders.orderId, externalId: orders.externalId, status: orders.status })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

const readOrder = (tx: Tx, refId: string) => orderOf(tx).get({ refId });

/** Sets an order's result and tells of it; `known`: the order, where it was read already. Guard: `item_settled`. */
function settleItem(tx: Tx, args: SettleArgs, known?: ReturnType<typeof readOrder>): { completed: boolean } {
  const { itemId, state, reason, status, callId, attempts } = args;
  const settled = settle(tx).get({
    id: itemId,
    state,
    stateReason: reason,
    statusAfter: status,
    callId,
    attempts,
    finishedAt: tx.now,
  });
  if (settled === undefined) throw new GuardConflict('item_settled', { itemId });
  const { jobId, refId } = settled;
  const order = known ?? readOrder(tx, refId);
  tx.append({
    action: 'cancellation.item',
    actor: args.actor,
    origin: args.origin,
    refId,
    orderId: order?.orderId,
    externalId: order?.externalId,
    callId,
    outcome: state,
    target: String(jobId),
    detail: { job: jobId, status, attempts, ...(reason === null ? {} : { reason }) },
  });
  tx.rowChanged('cancellations', jobId);
  return { completed: completeIfDone(tx, jobId) };
}

export const itemChanges = {
  /**
   * Takes up the next orders of a job, as long as it runs; leaves no entry. What was taken up is on disk before SRS is
   * asked anything, so that a process that dies leaves no doubt about what may have been under way.
   */
  'cancellation.claim': (tx: Tx, { jobId, limit }: { jobId: number; limit: number }): ClaimedItem[] => {
    const { state, requestedBy, plannedBy } = jobIn(tx, jobId);
    if (state !== 'running') return [];
    const claimed = claim(tx).all({ jobId, now: tx.now, limit });
    return claimed.map((item) => claimedItem(item, requestedBy ?? plannedBy));
  },

  /** Gives an order back untouched (paused, or the desk stops before anything was asked); leaves no entry. */
  'cancellation.release': (tx: Tx, args: { itemId: number }): void => {
    const released = release(tx).get({ id: args.itemId });
    if (released !== undefined) tx.rowChanged('cancellations', released.jobId);
  },

  /** What became of an order, once and for all. Completes the job with its last order. Guard: `item_settled`. */
  'cancellation.settle': (tx: Tx, args: SettleArgs) => settleItem(tx, args),

  /**
   * The same for an order that was read again after its cancellation, in the transaction of that answer: where it is cancelled
   * now. Else nothing: it is not at its end. Guard: `item_settled`.
   */
  'cancellation.settle_cancelled': (
    tx: Tx,
    { refId, ...args }: Omit<SettleArgs, 'state' | 'reason' | 'status'> & { refId: string },
  ): void => {
    const order = readOrder(tx, refId);
    if (order?.status === 'cancelled')
      settleItem(tx, { ...args, state: 'cancelled', reason: null, status: 'cancelled' }, order);
  },
};
