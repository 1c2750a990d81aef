import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { ITEM_STATES, type ItemState, isOpenItem, type JobState } from '@srs-desk/shared/cancellation/job.ts';
import type { JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import { FINISHED_WORK_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, count, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { iso } from '../../platform/db/iso-time.ts';
import {
  andAlso,
  type ListColumns,
  orderOf,
  placedSql,
  placedValues,
  type SqlPart,
  whereOf,
} from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { orders } from '../orders/table.ts';
import { countItems } from './item-queries.ts';
import { cancellationItems as items, cancellationJobs as jobs } from './table.ts';

const { queuedAt: _, ...SHOWN } = getTableColumns(jobs);

type Stored = Omit<typeof jobs.$inferSelect, 'queuedAt'>;

const byId = statement({ id: jobs.id }, (db, { id }) => db.select(SHOWN).from(jobs).where(eq(jobs.id, id)));

const stateById = statement({ id: jobs.id }, (db, { id }) =>
  db.select({ state: jobs.state }).from(jobs).where(eq(jobs.id, id)),
);

const totalById = statement({ id: jobs.id }, (db, { id }) =>
  db.select({ total: jobs.total }).from(jobs).where(eq(jobs.id, id)),
);

const running = statement((db) =>
  db.select({ id: jobs.id }).from(jobs).where(eq(jobs.state, 'running').inlineParams()),
);

const changedSince = statement({ jobId: items.jobId }, (db, { jobId }) =>
  db
    .select({ count: count() })
    .from(items)
    .innerJoin(orders, eq(orders.refId, items.refId))
    .where(
      and(
        eq(items.jobId, jobId),
        eq(items.state, 'pending'),
        sql`${orders.status} IS NOT ${items.plannedStatus}`,
      ),
    ),
);

const finishedChosen = statement({ jobId: items.jobId }, (db, { jobId }) =>
  db
    .select({ count: count() })
    .from(items)
    .where(
      and(
        eq(items.jobId, jobId),
        eq(items.class, 'will_cancel'),
        inArray(items.plannedStatus, [...FINISHED_WORK_STATUSES]),
      ),
    ),
);

const before = statement({ id: jobs.id }, (db, { id }) =>
  db.rows(
    {
      jobs: sql<number>`(SELECT count(*) FROM ${jobs} o WHERE o.state = 'running'
        OR (o.state = 'approved' AND (o.queued_at, o.id) < (${jobs.queuedAt}, ${jobs.id})))`,
    },
    (columns) => sql`SELECT ${columns} FROM ${jobs} WHERE ${jobs.id} = ${id} AND ${jobs.state} = 'approved'`,
  ),
);

const retries = statement({ id: jobs.id }, (db, { id }) =>
  db.select({ id: jobs.id }).from(jobs).where(eq(jobs.retryOf, id)).orderBy(jobs.id),
);

interface Form {
  where: string;
  order: string;
}

const keyOf = ({ where, order }: Form): string => `${where} ${order}`;

const page = statementOf(keyOf, (db, { where, order }: Form) =>
  db.rows(
    SHOWN,
    (columns) => sql`SELECT ${columns} FROM ${jobs} ${placedSql(where)} ${sql.raw(order)}
      LIMIT ${sql.placeholder('limit')} OFFSET ${sql.placeholder('offset')}`,
  ),
);

const counted = statementOf(keyOf, (db, { where }: Form) =>
  db.rows({ total: count() }, (columns) => sql`SELECT ${columns} FROM ${jobs} ${placedSql(where)}`),
);

type Results = Record<ItemState, number>;

const NONE: Results = {
  pending: 0,
  in_progress: 0,
  cancelled: 0,
  already_final: 0,
  already_cancelled: 0,
  unknown_at_srs: 0,
  changed: 0,
  failed: 0,
  left: 0,
};

function toRow(reader: Reader, job: Stored): JobRow {
  const { willCancel, alreadyFinal, changed, notAllowed, finishedWork, runReason, ...rest } = job;
  const results = { ...NONE, ...countItems(reader, job.id) };
  const open = ITEM_STATES.filter(isOpenItem).reduce((sum, state) => sum + results[state], 0);
  return {
    ...rest,
    reason: runReason ?? job.reason,
    counts: { willCancel, alreadyFinal, changed, notAllowed, finishedWork },
    results,
    // Of the orders that the run is about: those left out by the plan were never to be done.
    done: willCancel - open,
    plannedAt: iso(job.plannedAt),
    requestedAt: iso(job.requestedAt),
    approvedAt: iso(job.approvedAt),
    rejectedAt: iso(job.rejectedAt),
    startedAt: iso(job.startedAt),
    pausedAt: iso(job.pausedAt),
    finishedAt: iso(job.finishedAt),
  };
}

/** One job; undefined when there is none. */
export function findJob(reader: Reader, id: number): JobRow | undefined {
  const job = byId(reader).get({ id });
  return job && toRow(reader, job);
}

/** The state of a job, for the runner between two calls. */
export function jobState(reader: Reader, id: number): JobState | undefined {
  return stateById(reader).get({ id })?.state;
}

/** How many orders a job has, whatever became of them; undefined when there is none. */
export function jobTotal(reader: Reader, id: number): number | undefined {
  return totalById(reader).get({ id })?.total;
}

/** The one job that runs. */
export function runningJob(reader: Reader): number | null {
  return running(reader).get()?.id ?? null;
}

/** Orders of a plan that have moved on since it was made. */
export function countChangedSince(reader: Reader, jobId: number): number {
  return changedSince(reader).get({ jobId })?.count ?? 0;
}

/** Orders of the run whose identification is done: chosen on purpose. */
export function countFinishedChosen(reader: Reader, jobId: number): number {
  return finishedChosen(reader).get({ jobId })?.count ?? 0;
}

/** How many jobs are before this one: the one that runs and those that wait longer. Null when it does not wait. */
export function placeInLine(reader: Reader, id: number): number | null {
  return before(reader).get({ id })?.jobs ?? null;
}

/** Plans that were made out of this job's failures. */
export function retriesOf(reader: Reader, id: number): number[] {
  return retries(reader)
    .all({ id })
    .map((job) => job.id);
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
  const order = orderOf(JOB_COLUMNS, query, 'planner');
  const values = placedValues(where);
  const { limit, offset } = query;
  return {
    rows: page(reader, { where: where.sql, order })
      .all({ ...values, limit, offset })
      .map((job) => toRow(reader, job)),
    total: counted(reader, { where: where.sql, order: '' }).get(values)?.total ?? 0,
  };
}

/** The jobs under a filter before number `beforeId`, the newest first: for exports that stream. */
export function jobsBefore(
  reader: Reader,
  { where: conditions }: Pick<ListQuery, 'where'>,
  beforeId: number,
  limit: number,
): JobRow[] {
  const where = andAlso(whereOf(JOB_COLUMNS, { where: conditions }, null), {
    sql: 'id < ?',
    values: [beforeId],
  });
  return page(reader, { where: where.sql, order: 'ORDER BY id DESC' })
    .all({ ...placedValues(where), limit, offset: 0 })
    .map((job) => toRow(reader, job));
}
