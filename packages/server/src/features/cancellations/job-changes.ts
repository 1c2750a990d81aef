import { checkTypedCount, needsApproval } from '@srs-desk/shared/cancellation/approval.ts';
import { and, eq } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { guardSecondPerson } from '../access/index.ts';
import { countItems } from './item-queries.ts';
import { appendStep, beginNext, jobIn, type MovedBy, moveJob } from './job-state.ts';
import { cancellationItems as items, cancellationJobs as jobs } from './table.ts';

const setRunReason = statement({ id: jobs.id, runReason: jobs.runReason }, (db, { id, ...row }) =>
  db.update(jobs).set(row).where(eq(jobs.id, id)),
);

const leavePending = statement(
  { jobId: items.jobId, stateReason: items.stateReason, finishedAt: items.finishedAt },
  (db, { jobId, ...row }) =>
    db
      .update(items)
      .set({ ...row, state: 'left' })
      .where(and(eq(items.jobId, jobId), eq(items.state, 'pending'))),
);

function assertCount(typed: number, willCancel: number): void {
  const verdict = checkTypedCount(typed, willCancel);
  if (verdict !== 'ok') throw new GuardConflict(verdict, { typed, willCancel });
}

function leaveOpen(tx: Tx, jobId: number, why: string): void {
  leavePending(tx).run({ jobId, stateReason: why, finishedAt: tx.now });
}

export const jobChanges = {
  /**
   * Somebody confirms a plan by its count: it runs, waits its turn, or waits for a second admin.
   * Guards: `cancellation_not_found`, `cancellation_is_<state>`, `count_mismatch`, `nothing_to_cancel`.
   */
  'cancellation.request': (
    tx: Tx,
    args: MovedBy & { confirm: number; reason: string | null; approvalAbove: number | null },
  ): { awaitsApproval: boolean } => {
    const { id, actor, confirm, reason } = args;
    const { state, willCancel } = jobIn(tx, id);
    if (state !== 'planned') throw new GuardConflict(`cancellation_is_${state}`, { state });
    assertCount(confirm, willCancel);
    const awaitsApproval = needsApproval(willCancel, args.approvalAbove);
    moveJob(tx, id, awaitsApproval ? 'request_approval' : 'request', actor);
    if (reason !== null) setRunReason(tx).run({ id, runReason: reason });
    const detail = { confirmed: confirm, awaitsApproval, ...(awaitsApproval ? {} : beginNext(tx)) };
    appendStep(tx, args, 'cancellation.execute', detail, reason);
    return { awaitsApproval };
  },

  /**
   * A second admin agrees. Guards: `cancellation_is_<state>`, `count_mismatch`, `approver_is_no_person`,
   * `same_person`.
   */
  'cancellation.approve': (tx: Tx, args: MovedBy & { confirm: number }): void => {
    const { id, actor, confirm } = args;
    const { state, plannedBy, requestedBy, willCancel } = jobIn(tx, id);
    if (state !== 'awaiting_approval') throw new GuardConflict(`cancellation_is_${state}`, { state });
    guardSecondPerson(tx, actor, [plannedBy, requestedBy ?? plannedBy]);
    assertCount(confirm, willCancel);
    moveJob(tx, id, 'approve', actor);
    appendStep(tx, args, 'cancellation.approve', { confirmed: confirm, ...beginNext(tx) });
  },

  /** A second admin (or who asked) says no. Guard: `cancellation_is_<state>`. */
  'cancellation.reject': (tx: Tx, args: MovedBy & { reason: string }): void => {
    moveJob(tx, args.id, 'reject', args.actor, args.reason);
    leaveOpen(tx, args.id, 'rejected');
    appendStep(tx, args, 'cancellation.reject', {}, args.reason);
  },

  /** What is under way comes to its end, nothing new is taken up. Guard: `cancellation_is_<state>`. */
  'cancellation.pause': (tx: Tx, args: MovedBy & { reason: string | null }): void => {
    moveJob(tx, args.id, 'pause', args.actor, args.reason);
    appendStep(tx, args, 'cancellation.pause', beginNext(tx), args.reason);
  },

  /** Back into the line, which may be empty. Guard: `cancellation_is_<state>`. */
  'cancellation.resume': (tx: Tx, args: MovedBy): void => {
    moveJob(tx, args.id, 'resume', args.actor);
    appendStep(tx, args, 'cancellation.resume', beginNext(tx));
  },

  /** Ends the job for good; the orders that were not begun are left. Guard: `cancellation_is_<state>`. */
  'cancellation.stop': (tx: Tx, args: MovedBy & { reason: string | null }): void => {
    moveJob(tx, args.id, 'stop', args.actor, args.reason);
    leaveOpen(tx, args.id, 'stopped');
    const detail = { results: countItems(tx, args.id), ...beginNext(tx) };
    appendStep(tx, args, 'cancellation.stop', detail, args.reason);
  },

  /** Puts a plan away unused. Guard: `cancellation_is_<state>`. */
  'cancellation.discard': (tx: Tx, args: MovedBy & { reason: string | null }): void => {
    moveJob(tx, args.id, 'discard', args.actor, args.reason);
    leaveOpen(tx, args.id, 'discarded');
    appendStep(tx, args, 'cancellation.reject', { discarded: true }, args.reason);
  },
};
