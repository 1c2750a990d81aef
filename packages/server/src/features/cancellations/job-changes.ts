import { checkTypedCount, judgeApprover, needsApproval } from '@srs-desk/shared/cancellation/approval.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { begun, countResults, jobIn, type MovedBy, moveJob, tellOf } from './job-state.ts';

/** People who made the keys among these actors. */
function keyOwners(tx: Tx, actors: readonly (string | null)[]): string[] {
  return actors.flatMap((actor) => {
    if (actor === null || !actor.startsWith('key:')) return [];
    const owners = tx.sql('SELECT created_by FROM api_keys WHERE name = ?').pluck().all(actor.slice(4));
    return (owners as string[]).map((owner) => owner.replace(/^user:/, ''));
  });
}

function assertCount(typed: number, willCancel: number): void {
  const verdict = checkTypedCount(typed, willCancel);
  if (verdict !== 'ok') throw new GuardConflict(verdict, { typed, willCancel });
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
    const job = jobIn(tx, args.id);
    if (job.state !== 'planned')
      throw new GuardConflict(`cancellation_is_${job.state}`, { state: job.state });
    assertCount(args.confirm, job.willCancel);
    const awaitsApproval = needsApproval(job.willCancel, args.approvalAbove);
    moveJob(tx, args.id, awaitsApproval ? 'request_approval' : 'request', args.actor);
    if (args.reason !== null)
      tx.sql('UPDATE cancellation_jobs SET run_reason = ? WHERE id = ?').run(args.reason, args.id);
    const detail = { confirmed: args.confirm, awaitsApproval, ...(awaitsApproval ? {} : begun(tx)) };
    tellOf(tx, args, 'cancellation.execute', detail, args.reason ?? undefined);
    return { awaitsApproval };
  },

  /**
   * A second admin agrees. Guards: `cancellation_is_<state>`, `count_mismatch`, `approver_is_no_person`,
   * `same_person`.
   */
  'cancellation.approve': (tx: Tx, args: MovedBy & { confirm: number }): void => {
    const job = jobIn(tx, args.id);
    if (job.state !== 'awaiting_approval')
      throw new GuardConflict(`cancellation_is_${job.state}`, { state: job.state });
    const verdict = judgeApprover({
      planner: job.plannedBy,
      requester: job.requestedBy ?? job.plannedBy,
      approver: args.actor,
      keyOwners: keyOwners(tx, [job.plannedBy, job.requestedBy]),
    });
    if (verdict !== 'ok') throw new GuardConflict(verdict, {});
    assertCount(args.confirm, job.willCancel);
    moveJob(tx, args.id, 'approve', args.actor);
    tellOf(tx, args, 'cancellation.approve', { confirmed: args.confirm, ...begun(tx) });
  },

  /** A second admin (or who asked) says no. Guard: `cancellation_is_<state>`. */
  'cancellation.reject': (tx: Tx, args: MovedBy & { reason: string }): void => {
    moveJob(tx, args.id, 'reject', args.actor, args.reason);
    leaveOpen(tx, args.id, 'rejected');
    tellOf(tx, args, 'cancellation.reject', {}, args.reason);
  },

  /** What is under way comes to its end, nothing new is taken up. Guard: `cancellation_is_<state>`. */
  'cancellation.pause': (tx: Tx, args: MovedBy & { reason: string | null }): void => {
    moveJob(tx, args.id, 'pause', args.actor, args.reason ?? undefined);
    tellOf(tx, args, 'cancellation.pause', begun(tx), args.reason ?? undefined);
  },

  /** Back into the line, which may be empty. Guard: `cancellation_is_<state>`. */
  'cancellation.resume': (tx: Tx, args: MovedBy): void => {
    moveJob(tx, args.id, 'resume', args.actor);
    tellOf(tx, args, 'cancellation.resume', begun(tx));
  },

  /** Ends the job for good; the orders that were not begun are left. Guard: `cancellation_is_<state>`. */
  'cancellation.stop': (tx: Tx, args: MovedBy & { reason: string | null }): void => {
    moveJob(tx, args.id, 'stop', args.actor, args.reason ?? undefined);
    leaveOpen(tx, args.id, 'stopped');
    const detail = { results: countResults(tx, args.id), ...begun(tx) };
    tellOf(tx, args, 'cancellation.stop', detail, args.reason ?? undefined);
  },

  /** Puts a plan away unused. Guard: `cancellation_is_<state>`. */
  'cancellation.discard': (tx: Tx, args: MovedBy & { reason: string | null }): void => {
    moveJob(tx, args.id, 'discard', args.actor, args.reason ?? undefined);
    leaveOpen(tx, args.id, 'discarded');
    tellOf(tx, args, 'cancellation.reject', { discarded: true }, args.reason ?? undefined);
  },
};

function leaveOpen(tx: Tx, jobId: number, why: string): void {
  tx.sql(
    `UPDATE cancellation_items SET state = 'left', state_reason = ?, finished_at = ? WHERE job_id = ? AND state = 'pending'`,
  ).run(why, tx.now, jobId);
}
