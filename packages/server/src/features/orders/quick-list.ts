import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import {
  andAlso,
  beyondCursor,
  orderOf,
  type SqlPart,
  sortFromCursor,
  whereOf,
} from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { countOfField, countUpTo, fieldOf, knownTotal } from './known-total.ts';
import { indexFor, isIndexed, ORDER_COLUMNS, ordersUnder } from './list-conditions.ts';
import type { OrderView } from './order-columns.ts';
import { createdPlace } from './order-counts.ts';
import { COUNTED_UP_TO } from './order-list.ts';
import { type OrderPage, readPage } from './order-page.ts';

/** What the main thread may do itself. */
interface Bounds {
  /** Orders found by an index, looked at and sorted; orders looked at along an index. */
  lookedAt: number;
  /** Orders passed along an index without a look. */
  passed: number;
  /** … along several indexes that are merged. */
  merged: number;
  /** From here on a page in the order of creation is found by counters, and not by passing the orders before it. */
  farDown: number;
  rows: number;
  /** Values of one filter whose indexes are merged. */
  values: number;
}

/** A few milliseconds: to look at an order costs some 2 µs, to pass one 20 ns. */
const AT_MOST: Bounds = {
  lookedAt: 2_000,
  passed: 100_000,
  merged: 20_000,
  farDown: 2_000,
  rows: 250,
  values: 16,
};

type Where = ListQuery['where'];

/** Conditions on one field, and how many orders meet them, counted up to one more than may be looked at; null: not known. */
interface FieldConditions {
  field: string;
  where: Where;
  count: number | null;
}

function byField(reader: Reader, where: Where, bounds: Bounds): FieldConditions[] {
  return [...new Set(where.map(fieldOf))].map((field) => {
    const own = where.filter((condition) => fieldOf(condition) === field);
    return { field, where: own, count: countOfField(reader, own, bounds.lookedAt + 1) };
  });
}

const fewestFirst = (a: FieldConditions, b: FieldConditions): number =>
  (a.count ?? Number.MAX_SAFE_INTEGER) - (b.count ?? Number.MAX_SAFE_INTEGER);

const others = (where: Where, lead: FieldConditions | null): Where =>
  where.filter((condition) => !lead?.where.includes(condition));

/** An index whose rows come in the order of the sort: of the conditions that lead to them, or of the sort alone. */
interface Walk {
  rows: SqlPart;
  isMerged: boolean;
  rest: Where;
}

/** Orders in the order of their creation, which does not move, from the days on in which the page begins. */
function createdWalk(
  reader: Reader,
  { where, sort, cursor, offset }: ListQuery,
  { farDown }: Bounds,
): { walk: Walk; offset: number } | null {
  if (where.length > 0 || sort.field !== 'createdAt' || cursor !== undefined || offset < farDown) return null;
  const place = createdPlace(reader, sort.order, offset);
  if (place === null) return null;
  const order = orderOf(ORDER_COLUMNS, { sort }, 'planner');
  const from = ordersUnder([], sort.field, sort.field);
  const sql = `SELECT id FROM ${from} WHERE created_at ${sort.order === 'ASC' ? '>=' : '<'} ? ${order}`;
  return { walk: { rows: { sql, values: [place.at] }, isMerged: false, rest: [] }, offset: place.offset };
}

/** One SELECT per value, which SQLite merges, since each comes sorted. */
function merged(query: ListQuery, condition: Extract<Condition, { op: 'in' }>, columns: string): SqlPart {
  const { field, order } = sortFromCursor(query);
  const from = ordersUnder([], condition.field, field);
  const parts = condition.values.map((value) => {
    const part = whereOf(ORDER_COLUMNS, { where: [{ ...condition, values: [value] }] }, null);
    return andAlso(part, beyondCursor(ORDER_COLUMNS, query, 'planner'));
  });
  return {
    sql: `${parts
      .map((part) => `SELECT ${ORDER_COLUMNS.columns[field]} AS at, ${columns} FROM ${from} ${part.sql}`)
      .join(' UNION ALL ')} ORDER BY at ${order}, id ${order}`,
    values: parts.flatMap((part) => part.values),
  };
}

function walkUnder(query: ListQuery, lead: FieldConditions | null, bounds: Bounds): Walk | null {
  const rest = others(query.where, lead);
  const columns = rest.length > 0 ? 'orders.*' : 'id';
  const [only] = lead?.where ?? [];
  if (only?.op === 'in' && only.values.length !== 1) {
    if (only.values.length === 0 || only.values.length > bounds.values) return null;
    return { rows: merged(query, only, columns), isMerged: true, rest };
  }
  const part = andAlso(
    whereOf(ORDER_COLUMNS, { where: lead?.where ?? [] }, null),
    beyondCursor(ORDER_COLUMNS, query, 'planner'),
  );
  const order = orderOf(ORDER_COLUMNS, { sort: sortFromCursor(query) }, 'planner');
  const from = ordersUnder(lead?.where ?? [], lead?.field ?? query.sort.field, query.sort.field);
  return {
    rows: { sql: `SELECT ${columns} FROM ${from} ${part.sql} ${order}`, values: part.values },
    isMerged: false,
    rest,
  };
}

/** Whether the index that these conditions are found by has the order of the sort. */
function isInOrder({ sort }: ListQuery, { field, where }: FieldConditions): boolean {
  if (where.every(({ op }) => op === 'gte' || op === 'lte')) return field === sort.field;
  return (
    indexFor(field, sort.field) !== undefined &&
    where.every((condition) => condition.op === 'in' && !condition.values.includes(null))
  );
}

function idsAlong(
  { rows, isMerged, rest }: Walk,
  limit: number,
  offset: number,
  bounds: Bounds,
): SqlPart | null {
  if (rest.length === 0) {
    if (offset > (isMerged ? bounds.merged : bounds.passed)) return null;
    return {
      sql: `SELECT id FROM (${rows.sql} LIMIT ? OFFSET ?)`,
      values: [...rows.values, limit, offset],
    };
  }
  const where = whereOf(ORDER_COLUMNS, { where: rest }, null);
  return {
    sql: `SELECT id FROM (${rows.sql} LIMIT ${bounds.lookedAt}) ${where.sql} LIMIT ? OFFSET ?`,
    values: [...rows.values, ...where.values, limit, offset],
  };
}

interface Total {
  total: number;
  capped: boolean;
}

/** A page along an index, when it is known how many rows there are and the page was filled before too many were looked at. */
function walkedPage(
  reader: Reader,
  view: OrderView,
  query: ListQuery,
  lead: FieldConditions | null,
  { total, capped }: Total,
  bounds: Bounds,
): OrderPage | null {
  const far = createdWalk(reader, query, bounds);
  const walk = far?.walk ?? walkUnder(query, lead, bounds);
  const passed = far?.offset ?? (query.cursor ? 0 : query.offset);
  const ids = walk && idsAlong(walk, query.limit, passed, bounds);
  if (ids === null) return null;
  const rows = readPage(reader, view, query, ids);
  const { count } = rows;
  const { offset, limit } = query;
  if (walk?.rest.length === 0 && capped) {
    const reached = offset + count + (count === limit ? 1 : 0);
    return { ...rows, total: Math.max(total, reached), capped };
  }
  const isLast = query.cursor === undefined && !capped && count === Math.max(0, total - offset);
  return count === limit || isLast || walk?.rest.length === 0 ? { ...rows, total, capped } : null;
}

/** The page of a filter that few orders meet: they are found by its index, looked at and sorted. */
function sortedPage(
  reader: Reader,
  view: OrderView,
  query: ListQuery,
  lead: FieldConditions,
  { lookedAt }: Bounds,
): OrderPage {
  const led = whereOf(ORDER_COLUMNS, { where: lead.where }, null);
  const rest = whereOf(ORDER_COLUMNS, { where: others(query.where, lead) }, null);
  const found = `SELECT id FROM (SELECT * FROM ${ordersUnder(lead.where, lead.field)} ${led.sql} LIMIT ${lookedAt})`;
  const all: SqlPart = { sql: `${found} ${rest.sql}`, values: [...led.values, ...rest.values] };
  // An order may begin with a text by more than one of its ids, and then counted twice.
  const counted = rest.sql === '' && lead.field !== 'q' ? lead.count : null;
  const total = counted ?? countUpTo(reader, all, lookedAt);
  const order = orderOf(ORDER_COLUMNS, { sort: sortFromCursor(query) }, 'filter');
  const shown = andAlso(rest, beyondCursor(ORDER_COLUMNS, query, 'filter'));
  const rows = readPage(reader, view, query, {
    sql: `${found} ${shown.sql} ${order} LIMIT ? OFFSET ?`,
    values: [...led.values, ...shown.values, query.limit, query.cursor ? 0 : query.offset],
  });
  return { ...rows, total, capped: false };
}

/** The total where a counter tells it, or, of conditions on one field, its index up to a bound. */
function totalOf(reader: Reader, where: Where, fields: readonly FieldConditions[]): Total | null {
  const known = knownTotal(reader, where);
  if (known !== null) return { total: known, capped: false };
  if (fields.length !== 1) return null;
  const total = countOfField(reader, where, COUNTED_UP_TO + 1);
  return total === null ? null : { total: Math.min(total, COUNTED_UP_TO), capped: total > COUNTED_UP_TO };
}

/**
 * One page of orders within a few milliseconds whatever the size of the desk, or null: then `listOrders` of
 * `order-list.ts` gives it, which is for the read thread.
 */
export function quickPage(
  reader: Reader,
  view: OrderView,
  query: ListQuery,
  bounds = AT_MOST,
): OrderPage | null {
  if (query.limit > bounds.rows) return null;
  const fields = byField(reader, query.where, bounds).sort(fewestFirst);
  const isFew = ({ count }: FieldConditions): boolean => count !== null && count <= bounds.lookedAt;
  // A text is looked for in several indexes at once, whose finds are gathered first.
  if (fields.some((one) => one.field === 'q' && !isFew(one))) return null;
  const inOrder = fields.find((one) => isInOrder(query, one)) ?? null;
  const fewest = fields.find((one) => isFew(one) && one.where.every(isIndexed));
  if (fewest && !(fields.length === 1 && inOrder)) {
    return sortedPage(reader, view, query, fewest, bounds);
  }
  const total = totalOf(reader, query.where, fields);
  return total && walkedPage(reader, view, query, inOrder, total, bounds);
}
