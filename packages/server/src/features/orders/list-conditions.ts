import type { Condition } from '@srs-desk/shared/api/list.ts';
import { EVIDENCE_DAYS_AHEAD, EVIDENCE_ENDS } from '@srs-desk/shared/api/orders.ts';
import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { Column, is, SQL } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { ListColumns, SqlPart } from '../../platform/db/list-sql.ts';
import { columnOf, STORED_FIELDS } from './order-columns.ts';
import { orders } from './table.ts';

/** After any text that begins with the prefix. */
const LAST = '\u{10FFFF}';

/** Valid evidence whose latest end lies ahead, but not further than asked. */
function evidenceEndsPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'in' || condition.field !== 'evidenceEnds') return null;
  const asked = EVIDENCE_ENDS.filter((band) => condition.values.includes(band));
  const days = Math.max(0, ...asked.map((band) => EVIDENCE_DAYS_AHEAD[band]));
  const now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  return {
    sql: `(verify_status = 'valid' AND evidence_valid_until > ${now} AND evidence_valid_until <= ${now} + ?)`,
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

/** Numbers of the orders one of whose ids begins with the text. */
export function idsBeginning(typed: string): SqlPart {
  const text = refIdIn(typed) ?? typed;
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
    sql: ranges
      .map(([column]) => `SELECT id FROM orders WHERE ${column} >= ? AND ${column} < ?`)
      .join(' UNION ALL '),
    values: ranges.flatMap(([, from]) => [from, from + LAST]),
  };
}

function prefixPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'q') return null;
  const { sql, values } = idsBeginning(condition.text);
  return { sql: `id IN (${sql})`, values };
}

export const ORDER_COLUMNS: ListColumns = {
  columns: {
    id: columnOf('refId'),
    ...Object.fromEntries(STORED_FIELDS.map((field) => [field, columnOf(field)])),
  },
  special: (condition) =>
    prefixPart(condition) ?? evidenceEndsPart(condition) ?? leftOpenPart(condition) ?? workPart(condition),
};

/** The column of an index's part, which may be descending. */
const indexed = (part: unknown): unknown =>
  is(part, SQL) ? part.queryChunks.find((chunk) => is(chunk, Column)) : part;

/** Indexes by the column that leads them, and by that and the one whose order they have: `attention status_changed_at`. */
const INDEXES = new Map(
  getTableConfig(orders)
    .indexes.toReversed()
    .flatMap(({ config: { name, columns } }) => {
      const [first, then] = columns.map(indexed);
      if (!is(first, Column)) return [];
      const both: [string, string][] = is(then, Column) ? [[`${first.name} ${then.name}`, name]] : [];
      return [[first.name, name] as const, ...both];
    }),
);

/** Indexes of conditions that are no plain field. */
const SPECIAL_INDEXES: Readonly<Record<string, string>> = {
  evidenceEnds: 'orders_evidence_ends',
  erased: 'orders_left_open',
};

/** The index that leads to a field's values, in the order of the sort where one is given; undefined where there is none. */
export function indexFor(field: string, sort?: string): string | undefined {
  const { columns } = ORDER_COLUMNS;
  if (sort !== undefined && sort !== field) return INDEXES.get(`${columns[field]} ${columns[sort]}`);
  return SPECIAL_INDEXES[field] ?? INDEXES.get(columns[field] ?? '');
}

/** Indexes that leave no order out. */
const WHOLE = new Set(
  getTableConfig(orders).indexes.flatMap(({ config }) => (config.where === undefined ? [config.name] : [])),
);

/** Whether an index leads to the orders that meet the condition. */
export function isIndexed(condition: Condition): boolean {
  if (condition.op !== 'in') return true;
  const { field, values } = condition;
  if (field === 'putOff') return !values.includes('no');
  return !values.includes(null) || WHOLE.has(indexFor(field) ?? '');
}

/** Whether the condition can be met by one index alone. */
const isPlain = (condition: Condition): boolean =>
  condition.op !== 'in' ||
  (condition.values.length > 0 && (!condition.values.includes(null) || condition.values.length === 1));

/**
 * The table, to be read by the index that leads to conditions on one field whatever the planner thinks: its statistics know
 * averages, and values differ by far.
 */
export function ordersUnder(where: readonly Condition[], field: string, sort?: string): string {
  const index = where.every(isPlain) ? indexFor(field, sort) : undefined;
  return index === undefined ? 'orders' : `orders INDEXED BY ${index}`;
}
