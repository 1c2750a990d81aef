import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Reader } from '../../db/reader.ts';
import { type ListColumns, whereOf } from '../list-sql.ts';
import { isoTime } from '../orders/order-columns.ts';

const CALL_COLUMNS: ListColumns = {
  columns: {
    id: 'id',
    operation: 'operation',
    httpMethod: 'http_method',
    url: 'url',
    refId: 'ref_id',
    orderId: 'order_id',
    externalId: 'external_id',
    actor: 'actor',
    origin: 'origin',
    httpStatus: 'http_status',
    outcome: 'outcome',
    durationMs: 'duration_ms',
    attempt: 'attempt',
    correlationId: 'correlation_id',
    startedAt: 'started_at',
  },
};

/** SQL for one call of table `c` as the members of a JSON object. */
export const CALL_MEMBERS = `'id', c.id, 'startedAt', ${isoTime('c.started_at')},
  'finishedAt', ${isoTime('c.finished_at')}, 'operation', c.operation, 'httpMethod', c.http_method, 'url', c.url,
  'refId', c.ref_id, 'orderId', c.order_id, 'externalId', c.external_id, 'actor', c.actor, 'origin', c.origin,
  'httpStatus', c.http_status, 'outcome', c.outcome, 'durationMs', c.duration_ms, 'attempt', c.attempt,
  'correlationId', c.correlation_id`;

export interface CallPage {
  json: string;
  count: number;
  total: number;
  capped: boolean;
}

/** Beyond this, rows under a filter are no longer counted. */
const COUNTED_UP_TO = 10_000;
/** Rows looked at before others get their turn: a few milliseconds. */
const STRIDE = 20_000;

interface Found {
  ids: number[];
  total: number;
  capped: boolean;
}

function bounds(reader: Reader): { first: number; last: number } {
  const row = reader
    .sql(
      'SELECT coalesce((SELECT min(id) FROM calls), 1) AS first, coalesce((SELECT max(id) FROM calls), 0) AS last',
    )
    .get() as { first: number; last: number };
  return row;
}

/** Ids have no gaps, so a page of all calls is arithmetic. */
function unfiltered(reader: Reader, query: ListQuery): Found {
  const { first, last } = bounds(reader);
  const total = last - first + 1;
  const { offset, limit, sort } = query;
  const count = Math.max(0, Math.min(limit, total - offset));
  const start = sort.order === 'ASC' ? first + offset : last - offset;
  const step = sort.order === 'ASC' ? 1 : -1;
  return { ids: Array.from({ length: count }, (_, at) => start + step * at), total, capped: false };
}

/** The sort's column, whose index the walk follows. */
function sortColumn(query: ListQuery): string {
  return CALL_COLUMNS.columns[query.sort.field] ?? 'id';
}

/** All calls in the order of an index. Calls without a duration are under way, and last. */
function sorted(reader: Reader, query: ListQuery): Found {
  const column = sortColumn(query);
  const { order } = query.sort;
  const where = column === 'duration_ms' ? 'WHERE duration_ms IS NOT NULL' : '';
  const ids = reader
    .sql(`SELECT id FROM calls ${where} ORDER BY ${column} ${order}, id ${order} LIMIT ? OFFSET ?`)
    .pluck()
    .all(query.limit, query.offset) as number[];
  const { first, last } = bounds(reader);
  return { ids, total: last - first + 1, capped: false };
}

/** One order's calls, or calls named by their ids: few, by index. */
function narrow(reader: Reader, query: ListQuery): Found {
  const where = whereOf(CALL_COLUMNS, query, 'planner');
  const ids = reader
    .sql(
      `SELECT id FROM calls ${where.sql} ORDER BY +${sortColumn(query)} ${query.sort.order}, +id ${query.sort.order}
       LIMIT ${COUNTED_UP_TO + 1}`,
    )
    .pluck()
    .all(...where.values) as number[];
  const capped = ids.length > COUNTED_UP_TO;
  return { ids: ids.slice(query.offset, query.offset + query.limit), total: ids.length, capped };
}

/** Where a walk along (sort column, id) stands. */
interface Place {
  key: number;
  id: number;
}

function startOf(order: 'ASC' | 'DESC'): Place {
  const end = Number.MAX_SAFE_INTEGER;
  return order === 'ASC' ? { key: -1, id: -1 } : { key: end, id: end };
}

/**
 * Most columns of this table have no index, for each would slow down every call. A filter on them walks the sort's
 * index in strides, letting other work in between, until the page is full and enough is counted.
 */
async function walk(reader: Reader, query: ListQuery): Promise<Found> {
  const column = sortColumn(query);
  const { order } = query.sort;
  const beyond = order === 'ASC' ? '>' : '<';
  const ordered = column === 'id' ? `ORDER BY id ${order}` : `ORDER BY ${column} ${order}, id ${order}`;
  const bound = column === 'id' ? `id ${beyond} ?` : `(${column}, id) ${beyond} (?, ?)`;
  const known = column === 'duration_ms' ? ' AND duration_ms IS NOT NULL' : '';
  const stride = `FROM calls WHERE ${bound}${known} ${ordered} LIMIT ${STRIDE}`;
  const where = whereOf(CALL_COLUMNS, query, 'planner');
  const hits = reader.sql(`SELECT id FROM (SELECT * ${stride}) ${where.sql}`).pluck();
  const end = reader.sql(
    `SELECT ${column} AS key, id ${stride} OFFSET ${STRIDE - 1}`.replace(`LIMIT ${STRIDE}`, 'LIMIT 1'),
  );
  const ids: number[] = [];
  let total = 0;
  for (let place: Place | undefined = startOf(order); place !== undefined; ) {
    const at = column === 'id' ? [place.id] : [place.key, place.id];
    for (const id of hits.all(...at, ...where.values) as number[]) {
      if (total >= query.offset && ids.length < query.limit) ids.push(id);
      total += 1;
    }
    if (total > COUNTED_UP_TO && total >= query.offset + query.limit) return { ids, total, capped: true };
    place = end.get(...at) as Place | undefined;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { ids, total, capped: false };
}

function isNarrow(condition: Condition): boolean {
  if (condition.op !== 'in') return false;
  if (condition.field === 'id') return true;
  return (
    condition.field === 'refId' &&
    condition.values.every((value) => value !== null) &&
    condition.values.length <= 50
  );
}

function findCalls(reader: Reader, query: ListQuery): Found | Promise<Found> {
  if (query.where.length === 0)
    return query.sort.field === 'id' ? unfiltered(reader, query) : sorted(reader, query);
  return query.where.some(isNarrow) ? narrow(reader, query) : walk(reader, query);
}

/** One page of calls as JSON. Filters without an index let other requests through while they look. */
export async function listCalls(reader: Reader, query: ListQuery): Promise<CallPage> {
  const found = await findCalls(reader, query);
  const { order } = query.sort;
  const rows = reader
    .sql(
      `SELECT json_group_array(json(row)) FROM (SELECT json_object(${CALL_MEMBERS}) AS row FROM calls c
         WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.${sortColumn(query)} ${order}, c.id ${order})`,
    )
    .pluck()
    .get(JSON.stringify(found.ids)) as string;
  const total = found.capped ? Math.max(COUNTED_UP_TO, query.offset + found.ids.length + 1) : found.total;
  return { json: rows, count: found.ids.length, total, capped: found.capped };
}
