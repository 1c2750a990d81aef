import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { HOLDING_STATES } from '@srs-desk/shared/cancellation/job.ts';
import { type StaleRule, staleBefore } from '@srs-desk/shared/cancellation/stale.ts';
import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, count, isNotNull, not, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { inJsonList, inSet } from '../../platform/db/columns.ts';
import { placedSql, placedValues, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { ORDER_COLUMNS } from '../orders/index.ts';
import { orders } from '../orders/table.ts';
import { cancellationItems as items, cancellationJobs as jobs } from './table.ts';

type Order = typeof orders.$inferSelect;

/** What a plan looks at. Times in ms since epoch. */
export interface CandidateFacts
  extends Pick<
    Order,
    'refId' | 'status' | 'statusChangedAt' | 'createdAt' | 'createdAtKnown' | 'startedAt' | 'goneAt'
  > {
  inOtherJob: boolean;
}

const FACTS = {
  refId: orders.refId,
  status: orders.status,
  statusChangedAt: orders.statusChangedAt,
  createdAt: orders.createdAt,
  createdAtKnown: orders.createdAtKnown,
  startedAt: orders.startedAt,
  goneAt: orders.goneAt,
  inOtherJob: sql`EXISTS (SELECT 1 FROM ${items} JOIN ${jobs} ON ${jobs.id} = ${items.jobId}
    WHERE ${items.refId} = ${orders.refId} AND ${inSet(items.state, ['pending', 'in_progress'])}
      AND ${inSet(jobs.state, HOLDING_STATES)})`.mapWith(Boolean),
};

const byRefIds = statement({ refIds: 'text' }, (db, { refIds }) =>
  db.rows(
    FACTS,
    (columns) => sql`SELECT ${columns} FROM json_each(${refIds}) wanted
      CROSS JOIN ${orders} ON ${orders.refId} = wanted.value`,
  ),
);

const underFilter = statementOf(
  (where: string) => where,
  (db, where: string) =>
    db.rows(
      FACTS,
      (columns) => sql`SELECT ${columns} FROM (SELECT id FROM ${orders} ${placedSql(where)}
        ORDER BY id LIMIT ${sql.placeholder('limit')}) found JOIN ${orders} ON ${orders.id} = found.id`,
    ),
);

/** The orders of these Ref IDs that the desk knows. */
export function factsOf(reader: Reader, refIds: readonly string[]): CandidateFacts[] {
  return byRefIds(reader).all({ refIds: JSON.stringify(refIds) });
}

/** All orders under a filter of the orders list, up to `limit`. */
export function factsUnder(reader: Reader, where: ListQuery['where'], limit: number): CandidateFacts[] {
  const part = whereOf(ORDER_COLUMNS, { where }, null);
  return underFilter(reader, part.sql).all({ ...placedValues(part), limit });
}

const later = alias(orders, 'later');

/** A superseded order beside the one that took its place. */
export interface SupersededFacts
  extends CandidateFacts,
    Pick<Order, 'externalId' | 'issuer' | 'method' | 'jurisdiction'> {
  sameNumber: boolean;
  sameBirthDate: boolean;
  /** It, or what it was placed in place of. */
  placedInstead: boolean;
  otherMethod: boolean;
  otherJurisdiction: boolean;
  laterRefId: string;
  laterStatus: Order['status'];
  laterCreatedAt: number;
  laterCreatedAtKnown: boolean;
  laterMethod: string | null;
  laterJurisdiction: string | null;
}

const otherMethod = sql`(coalesce(${orders.issuer} <> ${later.issuer}, 0) OR coalesce(${orders.method} <> ${later.method}, 0))`;
const otherJurisdiction = sql`coalesce(lower(${orders.jurisdiction}) <> lower(${later.jurisdiction}), 0)`;

const SUPERSEDED = {
  ...FACTS,
  externalId: orders.externalId,
  issuer: orders.issuer,
  method: orders.method,
  jurisdiction: orders.jurisdiction,
  sameNumber:
    sql`(${orders.msisdn} IS NOT NULL AND ${orders.msisdn} <> '' AND ${orders.msisdn} IS ${later.msisdn})`.mapWith(
      Boolean,
    ),
  sameBirthDate: sql`coalesce(${orders.birthDate} = ${later.birthDate}, 0)`.mapWith(Boolean),
  placedInstead: sql`${later.predecessorRefId} IS NOT NULL AND ${orders.refId} IN (
    WITH RECURSIVE before(ref_id) AS (
      SELECT ${later.predecessorRefId}
      UNION SELECT one.predecessor_ref_id FROM before JOIN ${orders} AS one ON one.ref_id = before.ref_id
    )
    SELECT ref_id FROM before WHERE ref_id IS NOT NULL)`.mapWith(Boolean),
  otherMethod: otherMethod.mapWith(Boolean),
  otherJurisdiction: otherJurisdiction.mapWith(Boolean),
  laterRefId: later.refId,
  laterStatus: later.status,
  laterCreatedAt: later.createdAt,
  laterCreatedAtKnown: later.createdAtKnown,
  laterMethod: later.method,
  laterJurisdiction: later.jurisdiction,
};

const pending = inSet(orders.status, PENDING_STATUSES);

/** Lists that narrow the candidates, each under the name of its column; one that is left out narrows nothing. */
interface Lists {
  refId?: readonly string[] | undefined;
  status?: readonly string[] | undefined;
  method?: readonly string[] | undefined;
  externalId?: readonly string[] | undefined;
}

/** Filters of the list of superseded orders; `alike` true leaves out other methods and jurisdictions. */
export interface SupersededFilter extends Lists {
  alike?: boolean | undefined;
}

const LISTED = ['refId', 'status', 'method', 'externalId'] as const;

/** Which conditions a statement has. */
interface Form {
  lists: readonly (typeof LISTED)[number][];
  alike: boolean;
}

function formOf({ alike = false, ...lists }: SupersededFilter): Form {
  return { alike, lists: LISTED.filter((name) => lists[name] !== undefined) };
}

const keyOf = (form: Form): string => JSON.stringify(form);

const listed = ({ lists }: Form): SQL[] =>
  lists.map((name) => inJsonList(orders[name], sql.placeholder(name)));

const listValues = (lists: Lists): Record<string, string> =>
  Object.fromEntries(
    LISTED.flatMap((name) => (lists[name] === undefined ? [] : [[name, JSON.stringify(lists[name])]])),
  );

/** Which rows of a list are asked for. */
export interface Page {
  offset: number;
  limit: number;
}

const PAGE = sql`LIMIT ${sql.placeholder('limit')} OFFSET ${sql.placeholder('offset')}`;

function supersededFrom(form: Form): SQL {
  const alike = form.alike ? [not(otherMethod), not(otherJurisdiction)] : [];
  const where = and(isNotNull(orders.supersededBy), pending, ...alike, ...listed(form));
  return sql`FROM ${orders} JOIN ${orders} AS ${later} ON ${later.refId} = ${orders.supersededBy} WHERE ${where}`;
}

const superseded = statementOf(keyOf, (db, form: Form) =>
  db.rows(
    SUPERSEDED,
    (columns) =>
      sql`SELECT ${columns} ${supersededFrom(form)} ORDER BY ${orders.createdAt}, ${orders.id} ${PAGE}`,
  ),
);

const supersededCounted = statementOf(keyOf, (db, form: Form) =>
  db.rows({ count: count() }, (columns) => sql`SELECT ${columns} ${supersededFrom(form)}`),
);

/** Superseded orders, the longest superseded first. */
export function supersededOrders(reader: Reader, filter: SupersededFilter, { offset, limit }: Page) {
  return superseded(reader, formOf(filter)).all({ ...listValues(filter), offset, limit });
}

/** How many there are. */
export function countSuperseded(reader: Reader, filter: SupersededFilter): number {
  return supersededCounted(reader, formOf(filter)).get(listValues(filter))?.count ?? 0;
}

interface StaleFacts extends CandidateFacts {
  externalId: string | null;
  method: string | null;
}

function staleFrom(form: Form): SQL {
  const before = sql`${orders.statusChangedAt} <= ${sql.placeholder('before')}`;
  return sql`FROM ${orders} WHERE ${and(pending, before, ...listed(form))}`;
}

const stale = statementOf(keyOf, (db, form: Form) =>
  db.rows(
    { ...FACTS, externalId: orders.externalId, method: orders.method },
    (columns) =>
      sql`SELECT ${columns} ${staleFrom(form)} ORDER BY ${orders.statusChangedAt}, ${orders.id} ${PAGE}`,
  ),
);

const staleCounted = statementOf(keyOf, (db, form: Form) =>
  db.rows({ count: count() }, (columns) => sql`SELECT ${columns} ${staleFrom(form)}`),
);

const listsOf = ({ statuses, methods, externalIds }: StaleRule): Lists => ({
  status: statuses,
  method: methods,
  externalId: externalIds,
});

function staleValues(rule: StaleRule, now: number): Record<string, string | number> {
  return { ...listValues(listsOf(rule)), before: staleBefore(rule, now) };
}

/** Orders that the rule calls stale at `now` (ms), the oldest first. */
export function staleOrders(
  reader: Reader,
  rule: StaleRule,
  now: number,
  { offset, limit }: Page,
): StaleFacts[] {
  return stale(reader, formOf(listsOf(rule))).all({ ...staleValues(rule, now), offset, limit });
}

/** How many there are. */
export function countStale(reader: Reader, rule: StaleRule, now: number): number {
  return staleCounted(reader, formOf(listsOf(rule))).get(staleValues(rule, now))?.count ?? 0;
}
