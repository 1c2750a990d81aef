import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { ITEM_STATES, type ItemState, isOpenItem, type JobState } from '@srs-desk/shared/cancellation/job.ts';
import type { JobRow, JobSource } from '@srs-desk/shared/cancellation/wire.ts';
import { FINISHED_WORK_STATUSES } from '@srs-desk/shared/order/status.ts';
import { quoted } from '../../platform/db/columns.ts';
import { andAlso, type ListColumns, orderOf, type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';

const iso = (at: number): string => new Date(at).toISOString();
const maybeIso = (at: number | null): string | null => (at === null ? null : iso(at));

interface Stored {
  id: number;
  state: JobState;
  source: JobSource;
  filter: string | null;
  policyId: number | null;
  policyName: string | null;
  retryOf: number | null;
  reason: string;
  includeFinished: number;
  total: number;
  willCancel: number;
  alreadyFinal: number;
  changed: number;
  notAllowed: number;
  finishedWork: number;
  needsApproval: number;
  plannedBy: string;
  plannedAt: number;
  requestedBy: string | null;
  requestedAt: number | null;
  approvedBy: string | null;
  approvedAt: number | null;
  rejectedBy: string | null;
  rejectedAt: number | null;
  startedAt: number | null;
  pausedBy: string | null;
  pausedAt: number | null;
  stoppedBy: string | null;
  finishedAt: number | null;
  note: string | null;
}

const SELECT = `SELECT id, state, source, filter, policy_id AS policyId, policy_name AS policyName, retry_of AS retryOf,
  coalesce(run_reason, reason) AS reason, include_finished AS includeFinished, total, will_cancel AS willCancel,
  already_final AS alreadyFinal, changed, not_allowed AS notAllowed, finished_work AS finishedWork,
  needs_approval AS needsApproval, planned_by AS plannedBy, planned_at AS plannedAt, requested_by AS requestedBy,
  requested_at AS requestedAt, approved_by AS approvedBy, approved_at AS approvedAt, rejected_by AS rejectedBy,
  rejected_at AS rejectedAt, started_at AS startedAt, paused_by AS pausedBy, paused_at AS pausedAt,
  stopped_by AS stoppedBy, finished_at AS finishedAt, note FROM cancellation_jobs`;

type Results = Record<ItemState, number>;

/** Orders of a job by what became of them. */
export function resultsOf(reader: Reader, jobId: number): Results {
  const counts = Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as Results;
  const rows = reader
    .sql('SELECT state, count(*) AS n FROM cancellation_items WHERE job_id = ? GROUP BY state')
    .all(jobId) as { state: ItemState; n: number }[];
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

function toRow(reader: Reader, job: Stored): JobRow {
  const { willCancel, alreadyFinal, changed, notAllowed, finishedWork, ...rest } = job;
  const results = resultsOf(reader, job.id);
  const open = ITEM_STATES.filter(isOpenItem).reduce((sum, state) => sum + results[state], 0);
  return {
    ...rest,
    filter: job.filter === null ? null : (JSON.parse(job.filter) as Record<string, unknown>),
    includeFinished: job.includeFinished === 1,
    needsApproval: job.needsApproval === 1,
    counts: { willCancel, alreadyFinal, changed, notAllowed, finishedWork },
    results,
    // Of the orders that the run is about: those left out by the plan were never to be done.
    done: willCancel - open,
    plannedAt: iso(job.plannedAt),
    requestedAt: maybeIso(job.requestedAt),
    approvedAt: maybeIso(job.approvedAt),
    rejectedAt: maybeIso(job.rejectedAt),
    startedAt: maybeIso(job.startedAt),
    pausedAt: maybeIso(job.pausedAt),
    finishedAt: maybeIso(job.finishedAt),
  };
}

/** One job; undefined when there is none. */
export function findJob(reader: Reader, id: number): JobRow | undefined {
  const job = reader.sql(`${SELECT} WHERE id = ?`).get(id) as Stored | undefined;
  return job && toRow(reader, job);
}

/** The state of a job, for the runner between two calls. */
export function jobState(reader: Reader, id: number): JobState | undefined {
  return reader.sql('SELECT state FROM cancellation_jobs WHERE id = ?').pluck().get(id) as
    | JobState
    | undefined;
}

/** The one job that runs. */
export function runningJob(reader: Reader): number | null {
  const id = reader.sql("SELECT id FROM cancellation_jobs WHERE state = 'running'").pluck().get() as
    | number
    | undefined;
  return id ?? null;
}

/** Orders of a plan that have moved on since it was made. */
export function countChangedSince(reader: Reader, id: number): number {
  return reader
    .sql(
      `SELECT count(*) FROM cancellation_items i JOIN orders o ON o.ref_id = i.ref_id
       WHERE i.job_id = ? AND i.state = 'pending' AND o.status IS NOT i.planned_status`,
    )
    .pluck()
    .get(id) as number;
}

/** Orders of the run whose identification is done: chosen on purpose. */
export function countFinishedChosen(reader: Reader, id: number): number {
  return reader
    .sql(
      `SELECT count(*) FROM cancellation_items WHERE job_id = ? AND class = 'will_cancel'
       AND planned_status IN (${quoted(FINISHED_WORK_STATUSES)})`,
    )
    .pluck()
    .get(id) as number;
}

/** Orders settled since `from` (ms). */
export function countSettledSince(reader: Reader, id: number, from: number): number {
  return reader
    .sql(
      `SELECT count(*) FROM cancellation_items WHERE job_id = ? AND class = 'will_cancel' AND finished_at >= ?`,
    )
    .pluck()
    .get(id, from) as number;
}

/** How many jobs are before this one: the one that runs and those that wait longer. Null when it does not wait. */
export function placeInLine(reader: Reader, id: number): number | null {
  const place = reader
    .sql(
      `SELECT (SELECT count(*) FROM cancellation_jobs o WHERE o.state = 'running'
         OR (o.state = 'approved' AND (o.queued_at, o.id) < (j.queued_at, j.id)))
       FROM cancellation_jobs j WHERE j.id = ? AND j.state = 'approved'`,
    )
    .pluck()
    .get(id) as number | undefined;
  return place ?? null;
}

/** Plans that were made out of this job's failures. */
export function retriesOf(reader: Reader, id: number): number[] {
  return reader
    .sql('SELECT id FROM cancellation_jobs WHERE retry_of = ? ORDER BY id')
    .pluck()
    .all(id) as number[];
}

const JOB_COLUMNS: ListColumns = {
  columns: {
    id: 'id',
    state: 'state',
    source: 'source',
    plannedBy: 'planned_by',
    policyId: 'policy_id',
    refId: 'id',
    plannedAt: 'planned_at',
    finishedAt: 'finished_at',
  },
  special: byOrder,
};

function byOrder(condition: Condition): SqlPart | null {
  if (condition.op !== 'in' || condition.field !== 'refId') return null;
  return {
    sql: 'id IN (SELECT job_id FROM cancellation_items WHERE ref_id IN (SELECT value FROM json_each(?)))',
    values: [JSON.stringify(condition.values)],
  };
}

/** A page of the history. */
export function listJobs(reader: Reader, query: ListQuery): { rows: JobRow[]; total: number } {
  const where = whereOf(JOB_COLUMNS, query, null);
  const rows = reader
    .sql(`${SELECT} ${where.sql} ${orderOf(JOB_COLUMNS, query, 'planner')} LIMIT ? OFFSET ?`)
    .all(...where.values, query.limit, query.offset) as Stored[];
  const total = reader
    .sql(`SELECT count(*) FROM cancellation_jobs ${where.sql}`)
    .pluck()
    .get(...where.values) as number;
  return { rows: rows.map((job) => toRow(reader, job)), total };
}

/** The jobs under a filter before number `beforeId`, the newest first: for exports that stream. */
export function jobsBefore(
  reader: Reader,
  asked: Pick<ListQuery, 'where'>,
  beforeId: number,
  limit: number,
): JobRow[] {
  const where = andAlso(whereOf(JOB_COLUMNS, asked, null), { sql: 'id < ?', values: [beforeId] });
  const rows = reader
    .sql(`${SELECT} ${where.sql} ORDER BY id DESC LIMIT ?`)
    .all(...where.values, limit) as Stored[];
  return rows.map((job) => toRow(reader, job));
}
