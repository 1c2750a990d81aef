import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { asc, desc, gte, lte, max, min, sql } from 'drizzle-orm';
import { placedSql, placedValues, type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { calls } from '../../platform/recorder/table.ts';
import { CALL_COLUMNS, sortColumn } from './call-columns.ts';

/** Beyond this, rows under a filter are no longer counted. */
export const COUNTED_UP_TO = 10_000;
/** Rows looked at before others get their turn: a few milliseconds. */
const STRIDE = 20_000;

/** The ids of one page of calls, and how many calls the query has in all. */
interface Found {
  ids: number[];
  total: number;
  capped: boolean;
}

// Each end is asked for by itself: asked for together, SQLite reads all numbers.
const ends = statement((db) =>
  db.rows(
    {
      first: sql<number>`coalesce((SELECT min(id) FROM ${calls}), 1)`,
      last: sql<number>`coalesce((SELECT max(id) FROM ${calls}), 0)`,
    },
    (columns) => sql`SELECT ${columns}`,
  ),
);

/** The first and the last call's number; of none 1 and 0. */
function bounds(reader: Reader): { first: number; last: number } {
  return ends(reader).get() ?? { first: 1, last: 0 };
}

const idsFrom = statementOf(
  (from: string) => from,
  (db, from) => db.rows({ id: calls.id }, (columns) => sql`SELECT ${columns} ${placedSql(from)}`),
);

/** Ids of calls, by what stands in the statement from `FROM` on. */
function idsOf(reader: Reader, part: SqlPart): number[] {
  return idsFrom(reader, part.sql)
    .all(placedValues(part))
    .map(({ id }) => id);
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

/** All calls in the order of an index. Calls without a duration are under way, and last. */
function sorted(reader: Reader, query: ListQuery): Found {
  const column = sortColumn(query);
  const { order } = query.sort;
  const where = column === 'duration_ms' ? 'WHERE duration_ms IS NOT NULL' : '';
  const ids = idsOf(reader, {
    sql: `FROM calls ${where} ORDER BY ${column} ${order}, id ${order} LIMIT ? OFFSET ?`,
    values: [query.limit, query.offset],
  });
  const { first, last } = bounds(reader);
  return { ids, total: last - first + 1, capped: false };
}

/** One order's calls, or calls named by their ids: few, by index. */
function narrow(reader: Reader, query: ListQuery): Found {
  const where = whereOf(CALL_COLUMNS, query, null);
  const { order } = query.sort;
  const ids = idsOf(reader, {
    sql: `FROM calls ${where.sql} ORDER BY +${sortColumn(query)} ${order}, +id ${order} LIMIT ${COUNTED_UP_TO + 1}`,
    values: where.values,
  });
  const capped = ids.length > COUNTED_UP_TO;
  return { ids: ids.slice(query.offset, query.offset + query.limit), total: ids.length, capped };
}

/** Where a walk along (sort column, id) stands. */
interface Place {
  key: number;
  id: number;
}

/** The least and the greatest key that the walk has to look at. */
interface Span {
  low: number;
  high: number;
}

/** So many calls may be numbered in another order than they were started in. */
const DISORDER = 1000;

const leastSince = statement({ at: calls.startedAt }, (db, { at }) =>
  db.rows(
    { id: min(calls.id) },
    (
      columns,
    ) => sql`SELECT ${columns} FROM (SELECT ${calls.id} FROM ${calls} WHERE ${gte(calls.startedAt, at)}
      ORDER BY ${asc(calls.startedAt)} LIMIT ${DISORDER}) ${calls}`,
  ),
);

const greatestUntil = statement({ at: calls.startedAt }, (db, { at }) =>
  db.rows(
    { id: max(calls.id) },
    (
      columns,
    ) => sql`SELECT ${columns} FROM (SELECT ${calls.id} FROM ${calls} WHERE ${lte(calls.startedAt, at)}
      ORDER BY ${desc(calls.startedAt)} LIMIT ${DISORDER}) ${calls}`,
  ),
);

/** What the query's times mean for the sort's key. Numbers and starting times rise together but for neighbours. */
function spanOf(reader: Reader, query: ListQuery): Span {
  let [from, to] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  for (const condition of query.where) {
    if (condition.op === 'gte') from = Math.max(from, condition.at);
    if (condition.op === 'lte') to = Math.min(to, condition.at);
  }
  if (query.sort.field === 'startedAt') return { low: from, high: to };
  const span: Span = { low: -1, high: Number.MAX_SAFE_INTEGER };
  if (query.sort.field !== 'id') return span;
  if (from > Number.MIN_SAFE_INTEGER)
    span.low = leastSince(reader).get({ at: from })?.id ?? Number.MAX_SAFE_INTEGER;
  if (to < Number.MAX_SAFE_INTEGER) span.high = greatestUntil(reader).get({ at: to })?.id ?? -1;
  return span;
}

const placeFrom = statementOf(
  ({ column, from }: { column: string; from: string }) => `${column} ${from}`,
  (db, { column, from }) =>
    db.rows(
      { key: sql<number>`${sql.raw(column)}`, id: calls.id },
      (columns) => sql`SELECT ${columns} ${placedSql(from)}`,
    ),
);

/**
 * Most columns of this table have no index, for each would slow down every call. A filter on them walks the sort's
 * index in strides, letting other work in between, until the page is full and enough is counted.
 */
async function walk(reader: Reader, query: ListQuery): Promise<Found> {
  const column = sortColumn(query);
  const { order } = query.sort;
  const rising = order === 'ASC';
  const span = spanOf(reader, query);
  const ordered = column === 'id' ? `ORDER BY id ${order}` : `ORDER BY ${column} ${order}, id ${order}`;
  const next = `(${column}, id) ${rising ? '>' : '<'} (?, ?) AND ${column} ${rising ? '<=' : '>='} ?`;
  const stride = `FROM calls WHERE ${next} ${ordered} LIMIT`;
  const where = whereOf(CALL_COLUMNS, query, null);
  const hits = `FROM (SELECT * ${stride} ${STRIDE}) calls ${where.sql}`;
  const end = placeFrom(reader, { column, from: `${stride} 1 OFFSET ${STRIDE - 1}` });
  const beyond = rising ? span.high : span.low;
  const ids: number[] = [];
  let total = 0;
  let place: Place | undefined = rising
    ? { key: span.low, id: -1 }
    : { key: span.high, id: Number.MAX_SAFE_INTEGER };
  while (place !== undefined) {
    const at = [place.key, place.id, beyond];
    for (const id of idsOf(reader, { sql: hits, values: [...at, ...where.values] })) {
      if (total >= query.offset && ids.length < query.limit) ids.push(id);
      total += 1;
    }
    if (total > COUNTED_UP_TO && total >= query.offset + query.limit) return { ids, total, capped: true };
    place = end.get(placedValues({ sql: stride, values: at }));
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

/** Finds the calls of a page, by the way that costs least. */
export function findCalls(reader: Reader, query: ListQuery): Found | Promise<Found> {
  if (query.where.length === 0)
    return query.sort.field === 'id' ? unfiltered(reader, query) : sorted(reader, query);
  return query.where.some(isNarrow) ? narrow(reader, query) : walk(reader, query);
}
