import { maskText } from '@srs-desk/shared/api/masking.ts';
import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import { type JobEvent, type JobState, stateAfter, statesBefore } from '@srs-desk/shared/cancellation/job.ts';
import type { Actor, Origin, PlainObject } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';

/** Who moves a job. */
export interface MovedBy {
  id: number;
  actor: Actor;
  origin: Origin;
}

/** What the guards of a job look at. */
export interface JobFacts {
  id: number;
  state: JobState;
  willCancel: number;
  needsApproval: number;
  plannedBy: Actor;
  requestedBy: Actor | null;
}

const SELECT = `SELECT id, state, will_cancel AS willCancel, needs_approval AS needsApproval, planned_by AS plannedBy,
  requested_by AS requestedBy FROM cancellation_jobs WHERE id = ?`;

/** The job. Guard: `cancellation_not_found`. */
export function jobIn(tx: Tx, id: number): JobFacts {
  const job = tx.sql(SELECT).get(id) as JobFacts | undefined;
  if (job === undefined) throw new GuardConflict('cancellation_not_found', { id });
  return job;
}

/** Columns that an event sets beside the state; `:now` and `:actor` are bound. */
const MARKS: Readonly<Record<JobEvent, string>> = {
  request: 'requested_by = :actor, requested_at = :now, queued_at = :now',
  request_approval: 'requested_by = :actor, requested_at = :now, needs_approval = 1',
  approve: 'approved_by = :actor, approved_at = :now, queued_at = :now',
  reject: 'rejected_by = :actor, rejected_at = :now, finished_at = :now',
  begin: 'started_at = coalesce(started_at, :now), paused_by = NULL, paused_at = NULL',
  pause: 'paused_by = :actor, paused_at = :now',
  resume: 'queued_at = :now',
  stop: 'stopped_by = :actor, finished_at = :now',
  complete: 'finished_at = :now',
  discard: 'finished_at = :now',
};

/** Moves the job by an event, guarded in SQL by the states it may come from. Guard: `cancellation_is_<state>`. */
export function moveJob(tx: Tx, id: number, event: JobEvent, actor: Actor, note?: string | undefined): void {
  const from = statesBefore(event)
    .map((state) => `'${state}'`)
    .join(', ');
  const { changes } = tx
    .sql(
      `UPDATE cancellation_jobs SET state = '${stateAfter(event)}', note = coalesce(:note, note), ${MARKS[event]}
       WHERE id = :id AND state IN (${from})`,
    )
    .run({ id, now: tx.now, actor, note: note ?? null });
  if (changes === 0) {
    const { state } = jobIn(tx, id);
    throw new GuardConflict(`cancellation_is_${state}`, { id, state });
  }
  tx.rowChanged('cancellations', id);
}

/**
 * Lets the job that waits longest run, if none runs: there is one runner, and a unique index holds it to that.
 * Gives the job that began.
 */
export function beginNext(tx: Tx): number | null {
  if (tx.sql("SELECT 1 FROM cancellation_jobs WHERE state = 'running'").get() !== undefined) return null;
  const next = tx
    .sql("SELECT id FROM cancellation_jobs WHERE state = 'approved' ORDER BY queued_at, id LIMIT 1")
    .pluck()
    .get() as number | undefined;
  if (next === undefined) return null;
  moveJob(tx, next, 'begin', 'system');
  return next;
}

/** Appends the entry of a step in a job's life. `reason` is free text: numbers and addresses are taken out of it. */
export function tellOf(
  tx: Tx,
  by: MovedBy,
  action: AuditAction,
  detail: PlainObject = {},
  reason?: string | undefined,
): void {
  tx.append({
    action,
    actor: by.actor,
    origin: by.origin,
    target: String(by.id),
    detail: { ...detail, ...(reason === undefined ? {} : { reason: maskText(reason) }) },
  });
}

/** Detail for the entry that let another job begin. */
export function begun(tx: Tx): PlainObject {
  const id = beginNext(tx);
  return id === null ? {} : { begins: id };
}

/** How many of the job's orders ended in which state. */
export function countResults(tx: Tx, jobId: number): PlainObject {
  const rows = tx
    .sql('SELECT state, count(*) AS n FROM cancellation_items WHERE job_id = ? GROUP BY state')
    .all(jobId) as { state: string; n: number }[];
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/**
 * Ends a job none of whose orders is open any more (paused or not), and lets the next begin. Appends `cancellation.complete`
 * on behalf of who asked for the job.
 */
export function completeIfDone(tx: Tx, jobId: number): boolean {
  const open = tx
    .sql("SELECT 1 FROM cancellation_items WHERE job_id = ? AND state IN ('pending', 'in_progress') LIMIT 1")
    .get(jobId);
  const job = jobIn(tx, jobId);
  if (open !== undefined || !statesBefore('complete').includes(job.state)) return false;
  moveJob(tx, jobId, 'complete', 'system');
  tellOf(tx, { id: jobId, actor: 'system', origin: 'system' }, 'cancellation.complete', {
    results: countResults(tx, jobId),
    ...begun(tx),
  });
  return true;
}
