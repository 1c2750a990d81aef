import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { orderField, orderFieldsWith } from '@srs-desk/shared/order/fields.ts';
import { sql } from 'drizzle-orm';
import {
  andAlso,
  beyondCursor,
  type Lead,
  orderOf,
  placedSql,
  placedValues,
  type SqlPart,
  sortFromCursor,
  whereOf,
} from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statementOf } from '../../platform/db/statement.ts';
import { countUpTo, fieldOf, knownTotal } from './known-total.ts';
import { indexFor, ORDER_COLUMNS } from './list-conditions.ts';
import type { OrderView } from './order-columns.ts';
import { jsonOf, type OrderPage, readPage, rowsOf } from './order-page.ts';

/** Beyond this, rows under a filter are no longer counted. */
export const COUNTED_UP_TO = 10_000;

/** Conditions with a rank of their own among the filters, see `narrows` in the table of fields. */
const RANKED_CONDITIONS = { q: 2, evidenceEnds: 4 } as const;

/** Filters, ranges and conditions by how few orders they leave, the fewest first. */
const FILTER_SELECTIVITY: readonly string[] = [
  ...orderFieldsWith('narrows').map((field) => [field, orderField(field).narrows ?? 0] as const),
  ...Object.entries(RANKED_CONDITIONS),
]
  .sort(([, a], [, b]) => a - b)
  .map(([field]) => field);

function mostSelective(query: ListQuery): string | undefined {
  const asked = new Set(query.where.map(fieldOf));
  return FILTER_SELECTIVITY.find((field) => asked.has(field));
}

function countCapped(reader: Reader, query: ListQuery): number {
  const where = whereOf(ORDER_COLUMNS, query, mostSelective(query));
  const rows = { sql: `SELECT id FROM orders ${where.sql}`, values: where.values };
  return countUpTo(reader, rows, COUNTED_UP_TO + 1);
}

/** Many rows: walk the sort's index, a page is soon full. Few: take the filter's, and sort what it gives. */
function leadOf(query: ListQuery, total: number): Lead {
  const [only, ...others] = query.where;
  if (only === undefined) return 'planner';
  const single = others.length === 0 && only.op === 'in' && only.values.length === 1;
  if (single && indexFor(only.field, query.sort.field)) return 'planner';
  return total > COUNTED_UP_TO ? 'sort' : 'filter';
}

/** Where a walk through orders stands: the time it goes by of the last order given, and that order's number. */
export interface Cursor {
  at: number;
  id: number;
}

const walkedPageOf = statementOf(
  ({ view, by, from }: { view: OrderView; by: string; from: string }) => `${view} ${by} ${from}`,
  (db, { view, by, from }) =>
    db.rows(
      { at: sql<number>`o.${sql.raw(by)}`, id: sql<number>`o.id`, json: jsonOf(view) },
      (columns) => sql`SELECT ${columns} FROM ${placedSql(from)}`,
    ),
);

function idsFrom(query: ListQuery, lead: Lead): SqlPart {
  const by = { planner: null, sort: query.sort.field, filter: mostSelective(query) }[lead];
  const asked = whereOf(ORDER_COLUMNS, query, by);
  const where = andAlso(asked, beyondCursor(ORDER_COLUMNS, query, lead));
  const order = orderOf(ORDER_COLUMNS, { sort: sortFromCursor(query) }, lead);
  return {
    sql: `SELECT id FROM orders ${where.sql} ${order} LIMIT ? OFFSET ?`,
    values: [...where.values, query.limit, query.cursor ? 0 : query.offset],
  };
}

/** One page of orders, whatever it takes: for the read thread, see `quick-list.ts`. */
export function listOrders(reader: Reader, view: OrderView, query: ListQuery): OrderPage {
  const known = knownTotal(reader, query.where);
  const seen = known ?? countCapped(reader, query);
  const rows = readPage(reader, view, query, idsFrom(query, leadOf(query, seen)));
  const { count } = rows;
  const capped = known === null && seen > COUNTED_UP_TO;
  const reached = query.offset + count + (count === query.limit ? 1 : 0);
  return { ...rows, total: capped ? Math.max(COUNTED_UP_TO, reached) : seen, capped };
}

/** One order of a walk, and where the walk stands after it. */
interface WalkedOrder extends Cursor {
  json: string;
}

interface Walk {
  view: OrderView;
  where: ListQuery['where'];
  by: 'createdAt' | 'updatedAt';
  /** The filter leaves few orders: they are found first and then sorted, else the walk follows the index of the time. */
  few: boolean;
  limit: number;
  /** Null begins the walk. */
  after: Cursor | null;
}

/** The next orders of a walk through a filter, the earliest first `by` one of their times. */
export function ordersAfter(reader: Reader, { view, where, by, few, limit, after }: Walk): WalkedOrder[] {
  const query: ListQuery = {
    where,
    sort: { field: by, order: 'ASC' },
    offset: 0,
    limit,
    ...(after && { cursor: { side: 'after', ...after } }),
  };
  const page = rowsOf(idsFrom(query, few ? 'filter' : 'sort'));
  const column = ORDER_COLUMNS.columns[by] ?? by;
  return walkedPageOf(reader, { view, by: column, from: page.sql }).all(placedValues(page));
}
