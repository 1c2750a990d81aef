import type { Condition } from '@srs-desk/shared/api/list.ts';
import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { ORDER_STATUSES, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { inJsonList } from '../../platform/db/columns.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { counters } from '../../platform/ledger/table.ts';
import { columnOf, type StoredField } from './order-columns.ts';

/** Fields, and pairs that the tabs ask for, by whose values orders are counted: triggers keep the counters with every change. */
const COUNTED = [
  ['status'],
  ['verifyStatus'],
  ['nextActor'],
  ['step'],
  ['supportTeam'],
  ['attention'],
  ['method'],
  ['issuer'],
  ['status', 'verifyStatus'],
  ['nextActor', 'verifyStatus'],
] as const satisfies readonly (readonly StoredField[])[];

const ALL = 'orders';
/** What the counters of these fields begin with: `orders.status+verify_status.`, and then the values. */
const prefixOf = (fields: readonly StoredField[]): string => `${ALL}.${fields.map(columnOf).join('+')}.`;

/** Orders are counted by the days in which they were created, so many in one counter, whose name ends with the days' number in six digits. */
const DAYS_MS = 4 * 86_400_000;
const CREATED = `${ALL}.created.`;

/** SQL that counts all orders anew, as `name` and `value`, and what the names begin with: what the triggers keep, a read for each kind. */
export const COUNTED_ANEW: readonly { prefix: string; sql: string }[] = [
  ...COUNTED.map((fields) => {
    const columns = fields.map(columnOf);
    const there = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
    const prefix = prefixOf(fields);
    return {
      prefix,
      sql: `SELECT '${prefix}' || ${columns.join(" || '.' || ")} AS name, count(*) AS value FROM orders
        WHERE ${there} GROUP BY ${columns.join(', ')}`,
    };
  }),
  {
    prefix: CREATED,
    sql: `SELECT '${CREATED}' || printf('%06d', created_at / ${DAYS_MS}) AS name, count(*) AS value FROM orders GROUP BY 1`,
  },
  // Last: the name of all begins every name.
  { prefix: ALL, sql: `SELECT '${ALL}' AS name, count(*) AS value FROM orders` },
];

const sumOf = statement({ names: 'text' }, (db, { names }) =>
  db.rows(
    { sum: sql<number>`coalesce(sum(${counters.value}), 0)` },
    (columns) => sql`SELECT ${columns} FROM ${counters} WHERE ${inJsonList(counters.name, names)}`,
  ),
);

/** The prefix ends with a point, which a slash follows. */
const range = { from: counters.name, to: counters.name } as const;
const counted = statement(range, (db, { from, to }) =>
  db
    .select({ name: counters.name, value: counters.value })
    .from(counters)
    .where(and(gte(counters.name, from), lt(counters.name, to))),
);

function countersOf(reader: Reader, fields: readonly StoredField[]): { name: string; value: number }[] {
  const from = prefixOf(fields);
  return counted(reader).all({ from, to: `${from.slice(0, -1)}/` });
}

const byName = statement({ name: counters.name }, (db, { name }) =>
  db.select({ value: counters.value }).from(counters).where(eq(counters.name, name)),
);

function sum(reader: Reader, names: readonly string[]): number {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return byName(reader).get({ name: only })?.value ?? 0;
  return sumOf(reader).get({ names: JSON.stringify(names) })?.sum ?? 0;
}

/** How many orders there are, in all and by status, from the counters that are kept with every change. */
export function countsByStatus(reader: Reader): { total: number; byStatus: Record<OrderStatus, number> } {
  const prefix = prefixOf(['status']);
  const values = new Map(countersOf(reader, ['status']).map(({ name, value }) => [name, value]));
  return {
    total: sum(reader, [ALL]),
    byStatus: recordOf(ORDER_STATUSES, (status) => values.get(prefix + status) ?? 0),
  };
}

type ByValues = Extract<Condition, { op: 'in' }>;

/** The conditions in the order in which their counters name them; null where none are kept for them. */
function inCountersOrder(
  where: readonly Condition[],
): { fields: readonly StoredField[]; by: ByValues[] } | null {
  for (const fields of COUNTED) {
    const by = fields.flatMap((field) =>
      where.flatMap((condition) => (condition.op === 'in' && condition.field === field ? [condition] : [])),
    );
    if (by.length === where.length && by.length === fields.length) return { fields, by };
  }
  return null;
}

/** How many orders meet these conditions, where counters tell; else null. */
export function keptCount(reader: Reader, where: readonly Condition[]): number | null {
  if (where.length === 0) return sum(reader, [ALL]);
  const found = inCountersOrder(where);
  if (found === null) return null;
  const { fields, by } = found;
  const asked = by.map(({ values }) => [...new Set(values)]);
  const named = asked.map((values) => values.filter((value) => value !== null));
  const names = named.reduce<string[]>(
    (begun, values) =>
      begun.flatMap((name) => values.map((value) => (name === '' ? `${value}` : `${name}.${value}`))),
    [''],
  );
  const those = sum(
    reader,
    names.map((name) => prefixOf(fields) + name),
  );
  if (asked.every((values) => !values.includes(null))) return those;
  if (fields.length > 1) return null;
  const others = countersOf(reader, fields).reduce((all, { value }) => all + value, 0);
  return those + sum(reader, [ALL]) - others;
}

/** How many orders were created before (`ASC`) or after (`DESC`) the days of a counter, and how many in them. */
const placeAmong = (order: 'ASC' | 'DESC') =>
  statement({ from: counters.name, to: counters.name, offset: 'integer' }, (db, { from, to, offset }) =>
    db.rows(
      { name: sql<string>`name`, passed: sql<number>`upTo - value` },
      (columns) => sql`SELECT ${columns} FROM (
        SELECT name, value, sum(value) OVER (ORDER BY name ${sql.raw(order)} ROWS UNBOUNDED PRECEDING) AS upTo
        FROM ${counters} WHERE name >= ${from} AND name < ${to}) WHERE upTo > ${offset} LIMIT 1`,
    ),
  );
const PLACE_AMONG = { ASC: placeAmong('ASC'), DESC: placeAmong('DESC') };

/** A place in the order of creation: a time (ms) before which, or from which on, a page is found, and the orders to be passed from there. */
interface CreatedPlace {
  at: number;
  offset: number;
}

/** Where the order stands that has so many before it, from the counters; null beyond the last. */
export function createdPlace(reader: Reader, order: 'ASC' | 'DESC', offset: number): CreatedPlace | null {
  const found = PLACE_AMONG[order](reader).get({ from: CREATED, to: `${CREATED.slice(0, -1)}/`, offset });
  if (found === undefined) return null;
  const days = Number(found.name.slice(CREATED.length));
  return { at: (order === 'ASC' ? days : days + 1) * DAYS_MS, offset: offset - found.passed };
}
