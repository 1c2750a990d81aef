import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { CALL_FIELDS, type CallField } from '@srs-desk/shared/call/fields.ts';
import { keysWith } from '@srs-desk/shared/fields/field.ts';
import { isoTime } from '../../platform/db/iso-time.ts';
import { type ListColumns, type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { calls } from '../../platform/recorder/table.ts';
import { equalCallsSql } from '../orders/index.ts';

const FIELDS = keysWith(CALL_FIELDS, 'row');

const CALL_COLUMNS: ListColumns = {
  columns: Object.fromEntries(FIELDS.map((field) => [field, calls[field].name])),
  special: failedPart,
};

/** SQL of `hasFailed`. */
function failedPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'in' || condition.field !== 'failed') return null;
  const failed = "(answer IS NULL AND outcome NOT IN ('ok', 'in_flight'))";
  const wanted = condition.values.map((value) => (value === 'yes' ? failed : `NOT ${failed}`));
  return { sql: `(${wanted.join(' OR ') || '0'})`, values: [] };
}

function onWire(field: CallField): string {
  const column = `c.${calls[field].name}`;
  return CALL_FIELDS[field].kind === 'time' ? isoTime(column) : column;
}

/** SQL for one call of table `c` as the members of a JSON object. */
export const CALL_MEMBERS = FIELDS.map((field) => `'${field}', ${onWire(field)}`).join(', ');

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
  const where = whereOf(CALL_COLUMNS, query, null);
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

/** The least and the greatest key that the walk has to look at. */
interface Span {
  low: number;
  high: number;
}

/** So many calls may be numbered in another order than they were started in. */
const DISORDER = 1000;

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
  const edge = (what: 'min' | 'max', beyond: string, order: string, at: number, none: number): number =>
    (reader
      .sql(
        `SELECT ${what}(id) FROM (SELECT id FROM calls WHERE started_at ${beyond} ? ORDER BY started_at ${order} LIMIT ${DISORDER})`,
      )
      .pluck()
      .get(at) as number | null) ?? none;
  if (from > Number.MIN_SAFE_INTEGER) span.low = edge('min', '>=', 'ASC', from, Number.MAX_SAFE_INTEGER);
  if (to < Number.MAX_SAFE_INTEGER) span.high = edge('max', '<=', 'DESC', to, -1);
  return span;
}

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
  const hits = reader.sql(`SELECT id FROM (SELECT * ${stride} ${STRIDE}) ${where.sql}`).pluck();
  const end = reader.sql(`SELECT ${column} AS key, id ${stride} 1 OFFSET ${STRIDE - 1}`);
  const beyond = rising ? span.high : span.low;
  const ids: number[] = [];
  let total = 0;
  let place: Place | undefined = rising
    ? { key: span.low, id: -1 }
    : { key: span.high, id: Number.MAX_SAFE_INTEGER };
  while (place !== undefined) {
    const at: number[] = [place.key, place.id, beyond];
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

/** Takes the wish to fold out of the conditions: it is none on calls, and holds for the calls of one order. */
function foldOf(asked: ListQuery): { folded: boolean; query: ListQuery } {
  const where = asked.where.filter((condition) => condition.op === 'q' || condition.field !== 'folded');
  const wanted = asked.where.some(
    (condition) => condition.op === 'in' && condition.field === 'folded' && condition.values.includes('yes'),
  );
  const ofOne = where.some(
    (condition) => condition.op === 'in' && condition.field === 'refId' && condition.values.length === 1,
  );
  return { folded: wanted && ofOne, query: { ...asked, where } };
}

/** One order's calls, equal ones in a row as one line: the last of them, with how many there were since when. */
function listFolded(reader: Reader, query: ListQuery): CallPage {
  const where = whereOf(CALL_COLUMNS, query, null);
  const { order } = query.sort;
  const rows = reader
    .sql(
      `SELECT json_object(${CALL_MEMBERS}, 'count', r.count, 'firstAt', ${isoTime('r.first_at')}) AS json,
         count(*) OVER () AS total
       FROM (${equalCallsSql(where.sql)}) r JOIN calls c ON c.id = r.id
       ORDER BY c.${sortColumn(query)} ${order}, c.id ${order} LIMIT ? OFFSET ?`,
    )
    .all(...where.values, query.limit, query.offset) as { json: string; total: number }[];
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  return { json, count: rows.length, total: rows[0]?.total ?? 0, capped: false };
}

/** One page of calls as JSON. Filters without an index let other requests through while they look. */
export async function listCalls(reader: Reader, asked: ListQuery): Promise<CallPage> {
  const { folded, query } = foldOf(asked);
  if (folded) return listFolded(reader, query);
  const found = await findCalls(reader, query);
  const { order } = query.sort;
  const rows = reader
    .sql(
      `SELECT json_object(${CALL_MEMBERS}) FROM calls c
       WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.${sortColumn(query)} ${order}, c.id ${order}`,
    )
    .pluck()
    .all(JSON.stringify(found.ids)) as string[];
  const total = found.capped ? Math.max(COUNTED_UP_TO, query.offset + found.ids.length + 1) : found.total;
  return { json: `[${rows.join(',')}]`, count: found.ids.length, total, capped: found.capped };
}
