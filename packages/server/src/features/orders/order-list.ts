import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { orderField, orderFieldsWith } from '@srs-desk/shared/order/fields.ts';
import {
  isOrderStatus,
  ORDER_STATUSES,
  type OrderStatus,
  PENDING_STATUSES,
} from '@srs-desk/shared/order/status.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { and, Column, gte, is, lt, SQL, sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import {
  andAlso,
  type Lead,
  type ListColumns,
  orderOf,
  placedSql,
  placedValues,
  type SqlPart,
  whereOf,
} from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { counters } from '../../platform/ledger/table.ts';
import { BESIDE_ORDER, columnOf, type OrderView, ROW_JSON, STORED_FIELDS } from './order-columns.ts';
import { orders } from './table.ts';

/** Beyond this, rows under a filter are no longer counted. */
export const COUNTED_UP_TO = 10_000;

export interface OrderPage {
  /** The rows as a JSON list, UTF-8. */
  json: Uint8Array;
  count: number;
  total: number;
  capped: boolean;
}

/** After any text that begins with the prefix. */
const LAST = '\u{10FFFF}';

const DAYS_AHEAD: Readonly<Record<string, number>> = { within_30_days: 30, within_90_days: 90 };

/** Valid evidence whose latest end lies ahead, but not further than asked. */
function evidenceEndsPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'in' || condition.field !== 'evidenceEnds') return null;
  const days = Math.max(0, ...condition.values.map((band) => DAYS_AHEAD[String(band)] ?? 0));
  const now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  return {
    sql: `(+verify_status = 'valid' AND evidence_valid_until > ${now} AND evidence_valid_until <= ${now} + ?)`,
    values: [days * 86_400_000],
  };
}

/** By what people set on an order: whether it is put off beyond now, and who has it. */
function workPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'in') return null;
  const { field, values } = condition;
  if (field === 'assignee') {
    const named = 'SELECT ref_id FROM order_work WHERE assignee IN (SELECT value FROM json_each(?))';
    const nobody = 'SELECT ref_id FROM order_work WHERE assignee IS NOT NULL';
    const names = JSON.stringify(values.filter((value) => value !== null));
    const orNobody = values.includes(null) ? ` OR ref_id NOT IN (${nobody})` : '';
    return { sql: `(ref_id IN (${named})${orNobody})`, values: [names] };
  }
  if (field !== 'putOff') return null;
  const asked = new Set(values);
  if (asked.has('yes') === asked.has('no')) return { sql: asked.has('yes') ? '1' : '0', values: [] };
  const resting = `SELECT ref_id FROM order_work WHERE snoozed_until > CAST(unixepoch('subsec') * 1000 AS INTEGER)`;
  return { sql: `ref_id ${asked.has('yes') ? 'IN' : 'NOT IN'} (${resting})`, values: [] };
}

/** What was left open at SRS when its person was erased. */
function leftOpenPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'in' || condition.field !== 'erased') return null;
  const asked = condition.values.includes('left_open');
  const pending = PENDING_STATUSES.map((status) => `'${status}'`).join(', ');
  const sql = `(erased_at IS NOT NULL AND gone_at IS NULL AND status IN (${pending}))`;
  return { sql: asked ? sql : '0', values: [] };
}

function prefixPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'q') return null;
  const text = refIdIn(condition.text) ?? condition.text;
  const lower = text.toLowerCase();
  const upper = text.toUpperCase();
  const ranges: [column: string, from: string][] = [
    ['ref_id', lower],
    ['evidence_id', lower.startsWith('ras') ? `RAS${lower.slice(3)}` : text],
  ];
  for (const spelling of new Set([text, lower, upper])) {
    ranges.push(['order_id', spelling], ['external_id', spelling]);
  }
  return {
    sql: `id IN (${ranges
      .map(([column]) => `SELECT id FROM orders WHERE ${column} >= ? AND ${column} < ?`)
      .join(' UNION ALL ')})`,
    values: ranges.flatMap(([, from]) => [from, from + LAST]),
  };
}

/** Conditions with a rank of their own among the filters, see `narrows` in the table of fields. */
const RANKED_CONDITIONS = { q: 2, evidenceEnds: 4 } as const;

export const ORDER_COLUMNS: ListColumns = {
  columns: {
    id: columnOf('refId'),
    ...Object.fromEntries(STORED_FIELDS.map((field) => [field, columnOf(field)])),
  },
  special: (condition) =>
    prefixPart(condition) ?? evidenceEndsPart(condition) ?? leftOpenPart(condition) ?? workPart(condition),
};

/** Filters, ranges and conditions by how few orders they leave, the fewest first. */
const FILTER_SELECTIVITY: readonly string[] = [
  ...orderFieldsWith('narrows').map((field) => [field, orderField(field).narrows ?? 0] as const),
  ...Object.entries(RANKED_CONDITIONS),
]
  .sort(([, a], [, b]) => a - b)
  .map(([field]) => field);

function mostSelective(query: ListQuery): string | undefined {
  const asked = new Set(query.where.map((condition) => (condition.op === 'q' ? 'q' : condition.field)));
  return FILTER_SELECTIVITY.find((field) => asked.has(field));
}

/** The column of an index's part, which may be descending. */
const indexed = (part: unknown): unknown =>
  is(part, SQL) ? part.queryChunks.find((chunk) => is(chunk, Column)) : part;

/** Columns whose index also has the order of another: `attention status_changed_at`. */
const SORTED_UNDER = new Set(
  getTableConfig(orders).indexes.flatMap(({ config }) => {
    const [first, then] = config.columns.map(indexed);
    return is(first, Column) && is(then, Column) ? [`${first.name} ${then.name}`] : [];
  }),
);

const orderCounters = statement((db) =>
  db
    .select({ name: counters.name, value: counters.value })
    .from(counters)
    .where(and(gte(counters.name, 'orders'), lt(counters.name, 'orders/'))),
);

/** How many orders there are, in all and by status, from the counters that are kept with every change. */
export function countsByStatus(reader: Reader): { total: number; byStatus: Record<OrderStatus, number> } {
  const rows = orderCounters(reader).all();
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  return {
    total: values.get('orders') ?? 0,
    byStatus: recordOf(ORDER_STATUSES, (status) => values.get(`orders.status.${status}`) ?? 0),
  };
}

function counted(reader: Reader, query: ListQuery): number | null {
  const [only, ...others] = query.where;
  if (only === undefined) return countsByStatus(reader).total;
  if (others.length > 0 || only.op !== 'in' || only.field !== 'status') return null;
  const { byStatus } = countsByStatus(reader);
  return [...new Set(only.values)].reduce<number>(
    (sum, status) => sum + (status !== null && isOrderStatus(status) ? byStatus[status] : 0),
    0,
  );
}

const cappedCount = statementOf(
  (where: string) => where,
  (db, where) =>
    db.rows(
      { count: sql<number>`count(*)` },
      (columns) => sql`SELECT ${columns} FROM (SELECT 1 FROM ${orders} ${placedSql(where)}
        LIMIT ${sql.raw(String(COUNTED_UP_TO + 1))})`,
    ),
);

function countCapped(reader: Reader, query: ListQuery): number {
  const where = whereOf(ORDER_COLUMNS, query, mostSelective(query));
  return cappedCount(reader, where.sql).get(placedValues(where))?.count ?? 0;
}

/** Many rows: walk the sort's index, a page is soon full. Few: take the filter's, and sort what it gives. */
function leadOf(query: ListQuery, total: number): Lead {
  const [only, ...others] = query.where;
  if (only === undefined) return 'planner';
  const single = others.length === 0 && only.op === 'in' && only.values.length === 1;
  const { columns } = ORDER_COLUMNS;
  if (single && SORTED_UNDER.has(`${columns[only.field]} ${columns[query.sort.field]}`)) return 'planner';
  return total > COUNTED_UP_TO ? 'sort' : 'filter';
}

/** Where a walk through orders stands: the time it goes by of the last order given, and that order's number. */
export interface Cursor {
  at: number;
  id: number;
}

/** The orders after `cursor` in the order of the sort, which must ascend by a time. */
function afterPart({ sort }: ListQuery, { at, id }: Cursor, lead: Lead): SqlPart {
  const column = `${lead === 'filter' ? '+' : ''}${ORDER_COLUMNS.columns[sort.field]}`;
  return { sql: `(${column}, id) > (?, ?)`, values: [at, id] };
}

/** Whose rows a page shows and where its rows come from; the values stand in it as `?`. */
interface PageForm {
  view: OrderView;
  from: string;
}

const jsonOf = (view: OrderView) => sql<string>`${sql.raw(ROW_JSON[view])}`;

/** The page as one value of bytes: a text per row would be made, joined and encoded anew. */
const jsonPageOf = statementOf(
  ({ view, from }: PageForm) => `${view} ${from}`,
  (db, { view, from }) =>
    db.rows(
      {
        json: sql<Uint8Array>`CAST('[' || coalesce(group_concat(json, ','), '') || ']' AS BLOB)`,
        count: sql<number>`count(*)`,
      },
      (columns) => sql`SELECT ${columns} FROM (SELECT ${jsonOf(view)} AS json FROM ${placedSql(from)})`,
    ),
);

const walkedPageOf = statementOf(
  ({ view, by, from }: PageForm & { by: string }) => `${view} ${by} ${from}`,
  (db, { view, by, from }) =>
    db.rows(
      { at: sql<number>`o.${sql.raw(by)}`, id: sql<number>`o.id`, json: jsonOf(view) },
      (columns) => sql`SELECT ${columns} FROM ${placedSql(from)}`,
    ),
);

function pageFrom(query: ListQuery, lead: Lead, after: Cursor | null): SqlPart {
  const by = { planner: null, sort: query.sort.field, filter: mostSelective(query) }[lead];
  const asked = whereOf(ORDER_COLUMNS, query, by);
  const where = after === null ? asked : andAlso(asked, afterPart(query, after, lead));
  const order = orderOf(ORDER_COLUMNS, query, lead);
  return {
    // Crossed, so that the page's order is that of the rows.
    sql: `(SELECT id FROM orders ${where.sql} ${order} LIMIT ? OFFSET ?) page
          CROSS JOIN orders o ON o.id = page.id ${BESIDE_ORDER}`,
    values: [...where.values, query.limit, query.offset],
  };
}

const NO_ROWS = { json: Buffer.from('[]'), count: 0 };

/** One page of orders as JSON, put together by SQLite. */
export function listOrders(reader: Reader, view: OrderView, query: ListQuery): OrderPage {
  const known = counted(reader, query);
  const seen = known ?? countCapped(reader, query);
  const page = pageFrom(query, leadOf(query, seen), null);
  const { json, count } = jsonPageOf(reader, { view, from: page.sql }).get(placedValues(page)) ?? NO_ROWS;
  const capped = known === null && seen > COUNTED_UP_TO;
  const reached = query.offset + count + (count === query.limit ? 1 : 0);
  return {
    json,
    count,
    total: capped ? Math.max(COUNTED_UP_TO, reached) : seen,
    capped,
  };
}

/** One order of a walk, and where the walk stands after it. */
interface WalkedOrder extends Cursor {
  json: string;
}

/**
 * The next orders of a walk through a filter, the earliest first `by` one of their times; null begins it. With `few`
 * orders under the filter these are found first and then sorted, else the walk follows the index of the time.
 */
export function ordersAfter(
  reader: Reader,
  view: OrderView,
  walk: { where: ListQuery['where']; by: 'createdAt' | 'updatedAt'; few: boolean; limit: number },
  after: Cursor | null,
): WalkedOrder[] {
  const { where, by, few, limit } = walk;
  const query: ListQuery = { where, sort: { field: by, order: 'ASC' }, offset: 0, limit };
  const page = pageFrom(query, few ? 'filter' : 'sort', after);
  const column = ORDER_COLUMNS.columns[by] ?? by;
  return walkedPageOf(reader, { view, by: column, from: page.sql }).all(placedValues(page));
}
