import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { andAlso, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { CALL_COLUMNS, sortColumn } from './call-columns.ts';
import { callEnds, cut, type Found, idsOf } from './calls-from.ts';
import { leadToFew } from './leads.ts';

/** Calls that the main thread may pass along an index, see `readSorted`. */
const MOST_PASSED = 100_000;

/** Ids have no gaps, so a page of all calls is arithmetic. */
function unfiltered(reader: Reader, { offset, limit, sort }: ListQuery): Found {
  const { first, last } = callEnds(reader);
  const total = last - first + 1;
  const count = Math.max(0, Math.min(limit, total - offset));
  const start = sort.order === 'ASC' ? first + offset : last - offset;
  const step = sort.order === 'ASC' ? 1 : -1;
  return { ids: Array.from({ length: count }, (_, at) => start + step * at), total, capped: false };
}

/** All calls in the order of an index. Calls without a duration are under way, and last. */
export function readSorted(reader: Reader, query: ListQuery): Found {
  const column = sortColumn(query);
  const { order } = query.sort;
  const where = column === 'duration_ms' ? 'WHERE duration_ms IS NOT NULL' : '';
  const ids = idsOf(reader, {
    sql: `FROM calls ${where} ORDER BY ${column} ${order}, id ${order} LIMIT ? OFFSET ?`,
    values: [query.limit, query.offset],
  });
  const { first, last } = callEnds(reader);
  return { ids, total: last - first + 1, capped: false };
}

/** Few calls, found by an index, looked at and sorted; null where no index leads to few. */
function narrow(reader: Reader, query: ListQuery): Found | null {
  const lead = leadToFew(reader, query.where);
  if (lead === null) return null;
  const where = andAlso(whereOf(CALL_COLUMNS, query, undefined), lead);
  const { order } = query.sort;
  const ids = idsOf(reader, {
    sql: `FROM ${lead.from} ${where.sql} ORDER BY +${sortColumn(query)} ${order}, +id ${order}`,
    values: where.values,
  });
  return { ids: cut(ids, query), total: ids.length, capped: false };
}

const isNothing = (condition: Condition): boolean => condition.op === 'in' && condition.values.length === 0;

/** Whether a page is too far down an index for the main thread: then {@link readSorted} is for the read thread. */
export function isFarDown({ where, sort, offset }: ListQuery): boolean {
  return where.length === 0 && sort.field !== 'id' && offset > MOST_PASSED;
}

/** Finds the calls of a page where an index leads to few, or they come as they are sorted; null where they must be looked for. */
export function findCalls(reader: Reader, query: ListQuery): Found | null {
  if (query.where.length === 0)
    return query.sort.field === 'id' ? unfiltered(reader, query) : readSorted(reader, query);
  if (query.where.some(isNothing)) return { ids: [], total: 0, capped: false };
  return narrow(reader, query);
}
