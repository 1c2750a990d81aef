import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { HOLDING_STATES } from '@srs-desk/shared/cancellation/job.ts';
import { type StaleRule, staleBefore } from '@srs-desk/shared/cancellation/stale.ts';
import { type OrderStatus, PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { quoted } from '../../platform/db/columns.ts';
import { type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { ORDER_COLUMNS } from '../orders/index.ts';

const PENDING = quoted(PENDING_STATUSES);

/** What a plan looks at. Times in ms since epoch. */
export interface CandidateFacts {
  refId: string;
  status: OrderStatus;
  statusChangedAt: number;
  createdAt: number;
  startedAt: number | null;
  goneAt: number | null;
  erasedAt: number | null;
  inOtherJob: number;
}

const FACTS = `o.ref_id AS refId, o.status, o.status_changed_at AS statusChangedAt, o.created_at AS createdAt,
  o.started_at AS startedAt, o.gone_at AS goneAt, o.erased_at AS erasedAt,
  EXISTS (SELECT 1 FROM cancellation_items i JOIN cancellation_jobs j ON j.id = i.job_id
    WHERE i.ref_id = o.ref_id AND i.state IN ('pending', 'in_progress') AND j.state IN (${quoted(HOLDING_STATES)}))
    AS inOtherJob`;

/** The orders of these Ref IDs that the desk knows. */
export function factsOf(reader: Reader, refIds: readonly string[]): CandidateFacts[] {
  return reader
    .sql(`SELECT ${FACTS} FROM json_each(?) wanted CROSS JOIN orders o ON o.ref_id = wanted.value`)
    .all(JSON.stringify(refIds)) as CandidateFacts[];
}

/** All orders under a filter of the orders list, up to `limit`. */
export function factsUnder(reader: Reader, where: ListQuery['where'], limit: number): CandidateFacts[] {
  const part = whereOf(ORDER_COLUMNS, { where }, null);
  return reader
    .sql(`SELECT ${FACTS} FROM (SELECT id FROM orders ${part.sql} ORDER BY id LIMIT ?) found
      JOIN orders o ON o.id = found.id`)
    .all(...part.values, limit) as CandidateFacts[];
}

/** A superseded order beside the one that took its place. */
export interface SupersededFacts extends CandidateFacts {
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  jurisdiction: string | null;
  supersededBy: string;
  sameNumber: number;
  otherMethod: number;
  otherJurisdiction: number;
  laterStatus: OrderStatus;
  laterCreatedAt: number;
  laterMethod: string | null;
  laterJurisdiction: string | null;
}

const OTHER_METHOD = `(coalesce(o.issuer <> l.issuer, 0) OR coalesce(o.method <> l.method, 0))`;
const OTHER_JURISDICTION = `coalesce(lower(o.jurisdiction) <> lower(l.jurisdiction), 0)`;

/** Filters of the list of superseded orders; `alike` true leaves out other methods and jurisdictions. */
export interface SupersededFilter {
  alike?: boolean | undefined;
  status?: readonly string[] | undefined;
  method?: readonly string[] | undefined;
  externalId?: readonly string[] | undefined;
}

function inList(column: string, values: readonly string[] | undefined): SqlPart {
  if (values === undefined) return { sql: '', values: [] };
  return { sql: ` AND ${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] };
}

function supersededFrom(filter: SupersededFilter): SqlPart {
  const parts = [
    inList('o.status', filter.status),
    inList('o.method', filter.method),
    inList('o.external_id', filter.externalId),
  ];
  const alike = filter.alike === true ? ` AND NOT ${OTHER_METHOD} AND NOT ${OTHER_JURISDICTION}` : '';
  return {
    sql: `FROM orders o JOIN orders l ON l.ref_id = o.superseded_by
      WHERE o.superseded_by IS NOT NULL AND o.status IN (${PENDING})${alike}${parts.map(({ sql }) => sql).join('')}`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** Superseded orders, the longest superseded first. */
export function supersededOrders(
  reader: Reader,
  filter: SupersededFilter,
  page: { offset: number; limit: number },
): SupersededFacts[] {
  const from = supersededFrom(filter);
  return reader
    .sql(
      `SELECT ${FACTS}, o.external_id AS externalId, o.issuer, o.method, o.jurisdiction, o.superseded_by AS supersededBy,
         (o.msisdn IS NOT NULL AND o.msisdn <> '' AND o.msisdn IS l.msisdn) AS sameNumber,
         ${OTHER_METHOD} AS otherMethod, ${OTHER_JURISDICTION} AS otherJurisdiction, l.status AS laterStatus,
         l.created_at AS laterCreatedAt, l.method AS laterMethod, l.jurisdiction AS laterJurisdiction
       ${from.sql} ORDER BY o.created_at, o.id LIMIT ? OFFSET ?`,
    )
    .all(...from.values, page.limit, page.offset) as SupersededFacts[];
}

/** How many there are. */
export function countSuperseded(reader: Reader, filter: SupersededFilter): number {
  const from = supersededFrom(filter);
  return reader
    .sql(`SELECT count(*) ${from.sql}`)
    .pluck()
    .get(...from.values) as number;
}

export interface StaleFacts extends CandidateFacts {
  externalId: string | null;
  method: string | null;
}

function staleFrom(rule: StaleRule, now: number): SqlPart {
  const parts = [
    inList('o.status', rule.statuses),
    inList('o.method', rule.methods),
    inList('o.external_id', rule.externalIds),
  ];
  return {
    sql: `FROM orders o WHERE o.status IN (${PENDING}) AND o.status_changed_at <= ?${parts.map(({ sql }) => sql).join('')}`,
    values: [staleBefore(rule, now), ...parts.flatMap(({ values }) => values)],
  };
}

/** Orders that the rule calls stale at `now` (ms), the oldest first. */
export function staleOrders(
  reader: Reader,
  rule: StaleRule,
  now: number,
  page: { offset: number; limit: number },
): StaleFacts[] {
  const from = staleFrom(rule, now);
  return reader
    .sql(
      `SELECT ${FACTS}, o.external_id AS externalId, o.method ${from.sql}
       ORDER BY o.status_changed_at, o.id LIMIT ? OFFSET ?`,
    )
    .all(...from.values, page.limit, page.offset) as StaleFacts[];
}

/** How many there are. */
export function countStale(reader: Reader, rule: StaleRule, now: number): number {
  const from = staleFrom(rule, now);
  return reader
    .sql(`SELECT count(*) ${from.sql}`)
    .pluck()
    .get(...from.values) as number;
}
