import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { asc, desc, eq, gte, lte, max, min, sql } from 'drizzle-orm';
import { andAlso, placedSql, placedValues, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { calls } from '../../platform/recorder/table.ts';
import { CALL_COLUMNS, sortColumn } from './call-columns.ts';
import { COUNTED_UP_TO, callEnds, type Found, idsOf } from './calls-from.ts';

/** Calls looked at before the time is: along their numbers, and along another index. */
interface Strides {
  numbers: number;
  index: number;
}

/** A few milliseconds. */
const STRIDES: Strides = { numbers: 5_000, index: 1_500 };

/** The least and the greatest key that has to be looked at. */
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

/** The times between which the query's calls were started, ms. */
function timesOf(query: ListQuery): Span {
  const span = { low: Number.MIN_SAFE_INTEGER, high: Number.MAX_SAFE_INTEGER };
  for (const condition of query.where) {
    if (condition.op === 'gte') span.low = Math.max(span.low, condition.at);
    if (condition.op === 'lte') span.high = Math.min(span.high, condition.at);
  }
  return span;
}

/** The numbers that calls started at these times can have. Numbers and starting times rise together but for neighbours. */
function numbersOf(reader: Reader, { low, high }: Span): Span {
  const { first, last } = callEnds(reader);
  return {
    low: low === Number.MIN_SAFE_INTEGER ? first : (leastSince(reader).get({ at: low })?.id ?? last + 1),
    high:
      high === Number.MAX_SAFE_INTEGER ? last : (greatestUntil(reader).get({ at: high })?.id ?? first - 1),
  };
}

/** What one stride found, and the key at which the next one begins; null after the last. */
interface Stride<P> {
  ids: number[];
  next: P | null;
}

/** A way through the calls: where it begins, its strides, and the time (ms) of the call at a place, where its order is one of time. */
interface Way<P> {
  from: P;
  stride(place: P): Stride<P>;
  timeAt(place: P): number | undefined;
}

const startedAtOf = statement({ id: calls.id }, (db, { id }) =>
  db.select({ at: calls.startedAt }).from(calls).where(eq(calls.id, id)),
);

/** Along the numbers, which have no gaps. */
function byNumber(reader: Reader, query: ListQuery, stride: number): Way<number> {
  const { low, high } = numbersOf(reader, timesOf(query));
  const rising = query.sort.order === 'ASC';
  const asked = whereOf(CALL_COLUMNS, query, 'id');
  return {
    from: rising ? low : high,
    stride(place) {
      const end = place + (rising ? stride - 1 : 1 - stride);
      const within = { sql: 'id BETWEEN ? AND ?', values: [Math.min(place, end), Math.max(place, end)] };
      const where = andAlso(asked, within);
      const ids = idsOf(reader, { ...where, sql: `FROM calls ${where.sql} ORDER BY id ${query.sort.order}` });
      const isLast = rising ? end >= high : end <= low;
      return { ids, next: isLast ? null : end + (rising ? 1 : -1) };
    },
    timeAt: (id) => startedAtOf(reader).get({ id })?.at,
  };
}

/** A place along (sort column, id). */
interface Place {
  key: number;
  id: number;
}

const placeFrom = statementOf(
  ({ column, from }: { column: string; from: string }) => `${column} ${from}`,
  (db, { column, from }) =>
    db.rows(
      { key: sql<number>`${sql.raw(column)}`, id: calls.id },
      (columns) => sql`SELECT ${columns} ${placedSql(from)}`,
    ),
);

/** Along the index of the sort. */
function byIndex(reader: Reader, query: ListQuery, stride: number): Way<Place> {
  const column = sortColumn(query);
  const { order, field } = query.sort;
  const rising = order === 'ASC';
  const { low, high } = field === 'startedAt' ? timesOf(query) : { low: -1, high: Number.MAX_SAFE_INTEGER };
  const next = `(${column}, id) ${rising ? '>' : '<'} (?, ?) AND ${column} ${rising ? '<=' : '>='} ?`;
  const along = `FROM calls WHERE ${next} ORDER BY ${column} ${order}, id ${order} LIMIT`;
  const where = whereOf(CALL_COLUMNS, query, null);
  const end = placeFrom(reader, { column, from: `${along} 1 OFFSET ${stride - 1}` });
  return {
    from: rising ? { key: low, id: -1 } : { key: high, id: Number.MAX_SAFE_INTEGER },
    stride(place) {
      const values = [place.key, place.id, rising ? high : low];
      const ids = idsOf(reader, {
        sql: `FROM (SELECT * ${along} ${stride}) calls ${where.sql}`,
        values: [...values, ...where.values],
      });
      return { ids, next: end.get(placedValues({ sql: along, values })) ?? null };
    },
    timeAt: ({ key }) => (field === 'startedAt' ? key : undefined),
  };
}

function go<P>(way: Way<P>, { offset, limit }: ListQuery, isOver: () => boolean): Found | null {
  const ids: number[] = [];
  let total = 0;
  let place: P | null = way.from;
  while (place !== null) {
    const stride: Stride<P> = way.stride(place);
    const wanted = Math.max(0, offset - total);
    ids.push(...stride.ids.slice(wanted, wanted + limit - ids.length));
    total += stride.ids.length;
    place = stride.next;
    if (place === null) break;
    const isUp = isOver();
    const isFull = ids.length === limit;
    if (isFull && (total > COUNTED_UP_TO || isUp)) return { ids, total, capped: true };
    if (isUp) return incomplete(ids, total, way.timeAt(place));
  }
  return { ids, total, capped: false };
}

/** A page that may lack calls: what was found is given where it can be said how far the look went. */
function incomplete(ids: number[], total: number, lookedTo: number | undefined): Found | null {
  return ids.length > 0 && lookedTo !== undefined ? { ids, total, capped: true, lookedTo } : null;
}

/**
 * Most columns of this table have no index, for each would slow down every call. A filter on them walks the order of the sort
 * in strides until the page is full and enough is counted, or until `isOver`; null where it found none by then.
 */
export function lookThrough(
  reader: Reader,
  query: ListQuery,
  isOver: () => boolean,
  strides = STRIDES,
): Found | null {
  return query.sort.field === 'id'
    ? go(byNumber(reader, query, strides.numbers), query, isOver)
    : go(byIndex(reader, query, strides.index), query, isOver);
}
