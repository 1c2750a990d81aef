import type { ItemResult } from '@srs-desk/shared/cancellation/job.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Actor, Origin } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { completeIfDone } from './job-state.ts';

/** An order of a job that the runner has taken up. */
export interface ClaimedItem {
  id: number;
  jobId: number;
  refId: string;
  plannedStatus: OrderStatus;
  /** When it was first taken up, ms since epoch: calls of this job are not older. */
  claimedAt: number;
  requestedBy: Actor;
}

const CLAIM = `UPDATE cancellation_items SET state = 'in_progress', claimed_at = coalesce(claimed_at, :now)
  WHERE id IN (SELECT i.id FROM cancellation_items i JOIN cancellation_jobs j ON j.id = i.job_id
    WHERE j.state = 'running' AND i.job_id = :jobId AND i.state = 'pending' ORDER BY i.id LIMIT :limit)
  RETURNING id, job_id AS jobId, ref_id AS refId, planned_status AS plannedStatus, claimed_at AS claimedAt,
    (SELECT coalesce(requested_by, planned_by) FROM cancellation_jobs WHERE id = job_id) AS requestedBy`;

export interface SettleArgs {
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

const SETTLE = `UPDATE cancellation_items SET state = ?, state_reason = ?, status_after = ?, call_id = ?, attempts = ?,
  finished_at = ? WHERE id = ? AND state = 'in_progress' RETURNING job_id AS jobId, ref_id AS refId`;

export const itemChanges = {
  /**
   * Bookkeeping: takes up the next orders of a job, as long as it runs. What was taken up is on disk before SRS is
   * asked anything, so that a process that dies leaves no doubt about what may have been under way.
   */
  'cancellation.claim': (tx: Tx, args: { jobId: number; limit: number }): ClaimedItem[] =>
    tx.sql(CLAIM).all({ now: tx.now, jobId: args.jobId, limit: args.limit }) as ClaimedItem[],

  /** Bookkeeping: gives an order back untouched (paused, or the desk stops before anything was asked). */
  'cancellation.release': (tx: Tx, args: { itemId: number }): void => {
    const jobId = tx
      .sql(
        `UPDATE cancellation_items SET state = 'pending' WHERE id = ? AND state = 'in_progress' RETURNING job_id`,
      )
      .pluck()
      .get(args.itemId) as number | undefined;
    if (jobId !== undefined) tx.rowChanged('cancellations', jobId);
  },

  /** What became of an order, once and for all. Completes the job with its last order. Guard: `item_settled`. */
  'cancellation.settle': (tx: Tx, args: SettleArgs): { completed: boolean } => {
    const { state, reason, status, callId, attempts } = args;
    const item = tx.sql(SETTLE).get(state, reason, status, callId, attempts, tx.now, args.itemId) as
      | { jobId: number; refId: string }
      | undefined;
    if (item === undefined) throw new GuardConflict('item_settled', { itemId: args.itemId });
    const order = tx
      .sql('SELECT order_id AS orderId, external_id AS externalId FROM orders WHERE ref_id = ?')
      .get(item.refId) as { orderId: string | null; externalId: string | null } | undefined;
    tx.append({
      action: 'cancellation.item',
      actor: args.actor,
      origin: args.origin,
      refId: item.refId,
      orderId: order?.orderId,
      externalId: order?.externalId,
      callId,
      outcome: state,
      target: String(item.jobId),
      detail: { job: item.jobId, status, attempts, ...(reason === null ? {} : { reason }) },
    });
    tx.rowChanged('cancellations', item.jobId);
    return { completed: completeIfDone(tx, item.jobId) };
  },
};
