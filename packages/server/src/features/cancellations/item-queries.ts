import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { ItemState } from '@srs-desk/shared/cancellation/job.ts';
import type { ItemRow } from '@srs-desk/shared/cancellation/wire.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import { and, count, eq, getTableName, gte, max, ne, or, type SQL, sql } from 'drizzle-orm';
import { inJsonList } from '../../platform/db/columns.ts';
import type { Db } from '../../platform/db/connection.ts';
import { iso } from '../../platform/db/iso-time.ts';
import {
  andAlso,
  type ListColumns,
  orderOf,
  placedSql,
  placedValues,
  whereOf,
} from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { entries } from '../../platform/ledger/table.ts';
import { NOT_SENT } from '../../platform/recorder/call.ts';
import { calls } from '../../platform/recorder/table.ts';
import { orders } from '../orders/table.ts';
import { type ClaimedItem, claimedItem } from './claimed-item.ts';
import { cancellationItems as items, cancellationJobs as jobs } from './table.ts';

const ITEM_COLUMNS: ListColumns = {
  columns: { id: 'id', refId: 'ref_id', class: 'class', state: 'state', finishedAt: 'finished_at' },
};

const SHOWN = {
  id: items.id,
  refId: items.refId,
  class: items.class,
  classReason: items.classReason,
  plannedStatus: items.plannedStatus,
  state: items.state,
  stateReason: items.stateReason,
  status: sql<OrderStatus | null>`coalesce(${items.statusAfter}, ${orders.status})`,
  externalId: orders.externalId,
  method: orders.method,
  attempts: items.attempts,
  callId: items.callId,
  erased: sql`${orders.erasedAt} IS NOT NULL`.mapWith(Boolean),
  why: items.why,
  finishedAt: items.finishedAt,
};

const TABLE = getTableName(items);
const ITS_ORDER = sql`LEFT JOIN ${orders} ON ${orders.refId} = ${items.refId}`;

interface Form {
  where: string;
  order: string;
}

const keyOf = ({ where, order }: Form): string => `${where} ${order}`;

const page = statementOf(keyOf, (db, { where, order }: Form) => {
  const outer = sql.raw(order.replace('ORDER BY ', `ORDER BY ${TABLE}.`).replace(', id', `, ${TABLE}.id`));
  return db.rows(
    SHOWN,
    (columns) => sql`SELECT ${columns} FROM (SELECT * FROM ${items} ${placedSql(where)} ${sql.raw(order)}
      LIMIT ${sql.placeholder('limit')} OFFSET ${sql.placeholder('offset')}) AS ${items} ${ITS_ORDER} ${outer}`,
  );
});

const counted = statementOf(keyOf, (db, { where }: Form) =>
  db.rows({ total: count() }, (columns) => sql`SELECT ${columns} FROM ${items} ${placedSql(where)}`),
);

const after = statement(
  { jobId: items.jobId, afterId: items.id, limit: 'integer' },
  (db, { jobId, afterId, limit }) =>
    db.rows(
      SHOWN,
      (columns) => sql`SELECT ${columns} FROM ${items} ${ITS_ORDER}
        WHERE ${items.jobId} = ${jobId} AND ${items.id} > ${afterId} ORDER BY ${items.id} LIMIT ${limit}`,
    ),
);

const ofRun = (jobId: SQL): SQL | undefined => and(eq(items.jobId, jobId), eq(items.class, 'will_cancel'));

const refIds = statement({ jobId: items.jobId, states: 'text' }, (db, { jobId, states }) =>
  db
    .select({ refId: items.refId })
    .from(items)
    .where(and(ofRun(jobId), inJsonList(items.state, states)))
    .orderBy(items.id),
);

const byState = statement({ jobId: items.jobId }, (db, { jobId }) =>
  db
    .select({ state: items.state, count: count() })
    .from(items)
    .where(eq(items.jobId, jobId))
    .groupBy(items.state),
);

const settledSince = statement({ jobId: items.jobId, from: 'integer' }, (db, { jobId, from }) =>
  db
    .select({ count: count() })
    .from(items)
    .where(and(ofRun(jobId), gte(items.finishedAt, from))),
);

const underWay = statement((db) =>
  db
    .select({
      id: items.id,
      jobId: items.jobId,
      refId: items.refId,
      plannedStatus: items.plannedStatus,
      claimedAt: items.claimedAt,
      requestedBy: jobs.requestedBy,
      plannedBy: jobs.plannedBy,
    })
    .from(items)
    .innerJoin(jobs, eq(jobs.id, items.jobId))
    .where(eq(items.state, 'in_progress').inlineParams())
    .orderBy(items.id),
);

const stateOf = statement({ id: items.id }, (db, { id }) =>
  db.select({ state: items.state }).from(items).where(eq(items.id, id)),
);

const lastCancelCall = statement({ refId: calls.refId, since: 'integer' }, (db, { refId, since }) =>
  db
    .select({ id: max(calls.id) })
    .from(calls)
    .leftJoin(entries, eq(entries.seq, calls.seqOutcome))
    .where(
      and(
        eq(calls.refId, refId),
        eq(calls.operation, 'cancel_order'),
        eq(calls.origin, 'system'),
        gte(calls.startedAt, since),
        or(ne(calls.outcome, 'http_error'), gte(calls.httpStatus, 500)),
        sql`${entries.detail} ->> '$.failure' IS NOT ${NOT_SENT}`,
      ),
    ),
);

type Stored = Omit<ItemRow, 'finishedAt'> & { finishedAt: number | null };

function toRow(item: Stored): ItemRow {
  return { ...item, finishedAt: iso(item.finishedAt) };
}

/** A page of a job's orders. */
export function listItems(
  reader: Reader,
  jobId: number,
  query: ListQuery,
): { rows: ItemRow[]; total: number } {
  const asked = andAlso(whereOf(ITEM_COLUMNS, query, null), { sql: 'job_id = ?', values: [jobId] });
  const form = { where: asked.sql, order: orderOf(ITEM_COLUMNS, query, 'planner') };
  const values = placedValues(asked);
  const { limit, offset } = query;
  return {
    rows: page(reader, form)
      .all({ ...values, limit, offset })
      .map(toRow),
    total: counted(reader, { ...form, order: '' }).get(values)?.total ?? 0,
  };
}

/** The job's orders after row `afterId`, in the order of the plan: for exports that stream. */
export function itemsAfter(reader: Reader, jobId: number, afterId: number, limit: number): ItemRow[] {
  return after(reader).all({ jobId, afterId, limit }).map(toRow);
}

/** Ref IDs of the orders of a job's run that are in these states. */
export function refIdsIn(reader: Reader, jobId: number, states: readonly ItemState[]): string[] {
  return refIds(reader)
    .all({ jobId, states: JSON.stringify(states) })
    .map(({ refId }) => refId);
}

/** How many of a job's orders are in which state; states that none is in are left out. */
export function countItems(db: Db, jobId: number): Partial<Record<ItemState, number>> {
  return Object.fromEntries(
    byState(db)
      .all({ jobId })
      .map(({ state, count }) => [state, count]),
  );
}

/** Orders of a job's run that were settled since `from` (ms). */
export function countSettledSince(reader: Reader, jobId: number, from: number): number {
  return settledSince(reader).get({ jobId, from })?.count ?? 0;
}

/** Orders that were under way when the desk stopped: nobody works on them now. */
export function abandonedItems(reader: Reader): ClaimedItem[] {
  return underWay(reader)
    .all()
    .map(({ requestedBy, plannedBy, ...item }) => claimedItem(item, requestedBy ?? plannedBy));
}

/** Whether the runner has taken up an order of a job and not settled it. */
export function isUnderWay(reader: Reader, itemId: number): boolean {
  return stateOf(reader).get({ id: itemId })?.state === 'in_progress';
}

/**
 * The last cancelling call of a job about this order, sent on or after `since` (ms), that SRS may have acted on: none that is
 * known not to have been sent; null when there is none. Jobs call with origin `system`, people with `user`.
 */
export function cancelCallSince(reader: Reader, refId: string, since: number): number | null {
  return lastCancelCall(reader).get({ refId, since })?.id ?? null;
}
