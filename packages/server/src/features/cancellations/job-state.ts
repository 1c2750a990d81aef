import { maskText } from '@srs-desk/shared/api/masking.ts';
import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import { type JobEvent, stateAfter, statesBefore } from '@srs-desk/shared/cancellation/job.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { statement, statementOf } from '../../platform/db/statement.ts';
import type { Actor, Origin, PlainObject } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { countItems } from './item-queries.ts';
import { cancellationItems as items, cancellationJobs as jobs } from './table.ts';

/** Who moves a job. */
export interface MovedBy {
  id: number;
  actor: Actor;
  origin: Origin;
}

type Job = typeof jobs.$inferSelect;

const byId = statement({ id: jobs.id }, (db, { id }) => db.select().from(jobs).where(eq(jobs.id, id)));

const running = statement((db) =>
  db.select({ id: jobs.id }).from(jobs).where(eq(jobs.state, 'running').inlineParams()),
);

const longestWaiting = statement((db) =>
  db
    .select({ id: jobs.id })
    .from(jobs)
    .where(eq(jobs.state, 'approved').inlineParams())
    .orderBy(jobs.queuedAt, jobs.id)
    .limit(1),
);

const openItem = statement({ jobId: items.jobId }, (db, { jobId }) =>
  db
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.jobId, jobId), inArray(items.state, ['pending', 'in_progress'])))
    .limit(1),
);

const actor = sql`${sql.placeholder('actor')}`;
const now = sql`${sql.placeholder('now')}`;

/** Columns that an event sets beside the state. */
const MARKS: Readonly<Record<JobEvent, Partial<Record<keyof Job, SQL>>>> = {
  request: { requestedBy: actor, requestedAt: now, queuedAt: now },
  request_approval: { requestedBy: actor, requestedAt: now, needsApproval: sql`1` },
  approve: { approvedBy: actor, approvedAt: now, queuedAt: now },
  reject: { rejectedBy: actor, rejectedAt: now, finishedAt: now },
  begin: { startedAt: sql`coalesce(${jobs.startedAt}, ${now})`, pausedBy: sql`NULL`, pausedAt: sql`NULL` },
  pause: { pausedBy: actor, pausedAt: now },
  resume: { queuedAt: now },
  stop: { stoppedBy: actor, finishedAt: now },
  complete: { finishedAt: now },
  discard: { finishedAt: now },
};

const move = statementOf(
  (event: JobEvent) => event,
  (db, event: JobEvent) =>
    db
      .update(jobs)
      .set({
        state: stateAfter(event),
        note: sql`coalesce(${sql.placeholder('note')}, ${jobs.note})`,
        ...MARKS[event],
      })
      .where(and(eq(jobs.id, sql.placeholder('id')), inArray(jobs.state, [...statesBefore(event)]))),
);

/** The job. Guard: `cancellation_not_found`. */
export function jobIn(tx: Tx, id: number): Job {
  const job = byId(tx).get({ id });
  if (job === undefined) throw new GuardConflict('cancellation_not_found', { id });
  return job;
}

/** Moves the job by an event, guarded in SQL by the states it may come from. Guard: `cancellation_is_<state>`. */
export function moveJob(tx: Tx, id: number, event: JobEvent, actor: Actor, note: string | null = null): void {
  const { changes } = move(tx, event).run({ id, now: tx.now, actor, note });
  if (changes === 0) {
    const { state } = jobIn(tx, id);
    throw new GuardConflict(`cancellation_is_${state}`, { id, state });
  }
  tx.rowChanged('cancellations', id);
}

/**
 * Lets the job that waits longest run, if none runs: there is one runner, and a unique index holds it to that. Gives what
 * the entry of the step says about it.
 */
export function beginNext(tx: Tx): PlainObject {
  if (running(tx).get() !== undefined) return {};
  const next = longestWaiting(tx).get();
  if (next === undefined) return {};
  moveJob(tx, next.id, 'begin', 'system');
  return { begins: next.id };
}

/** Appends the entry of a step in a job's life. `reason` is free text: numbers and addresses are taken out of it. */
export function appendStep(
  tx: Tx,
  { id, actor, origin }: MovedBy,
  action: AuditAction,
  detail: PlainObject = {},
  reason: string | null = null,
): void {
  const why = reason === null ? {} : { reason: maskText(reason) };
  tx.append({ action, actor, origin, target: String(id), detail: { ...detail, ...why } });
}

/**
 * Ends a job none of whose orders is open any more (paused or not), and lets the next begin. Appends `cancellation.complete`
 * on behalf of who asked for the job.
 */
export function completeIfDone(tx: Tx, jobId: number): boolean {
  if (openItem(tx).get({ jobId }) !== undefined) return false;
  if (!statesBefore('complete').includes(jobIn(tx, jobId).state)) return false;
  moveJob(tx, jobId, 'complete', 'system');
  const detail = { results: countItems(tx, jobId), ...beginNext(tx) };
  appendStep(tx, { id: jobId, actor: 'system', origin: 'system' }, 'cancellation.complete', detail);
  return true;
}
