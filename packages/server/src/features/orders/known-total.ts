import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { sql } from 'drizzle-orm';
import { placedSql, placedValues, type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statementOf } from '../../platform/db/statement.ts';
import { idsBeginning, isIndexed, ORDER_COLUMNS, ordersUnder } from './list-conditions.ts';
import { keptCount } from './order-counts.ts';

type Where = ListQuery['where'];

/** The name of what a condition is about. */
export const fieldOf = (condition: Condition): string => (condition.op === 'q' ? 'q' : condition.field);

const cappedCount = statementOf(
  (rows: string) => rows,
  (db, rows) =>
    db.rows(
      { count: sql<number>`count(*)` },
      (columns) => sql`SELECT ${columns} FROM (${placedSql(rows)} LIMIT ${sql.placeholder('limit')})`,
    ),
);

/** How many rows a statement gives, counted up to `limit`. */
export function countUpTo(reader: Reader, rows: SqlPart, limit: number): number {
  return cappedCount(reader, rows.sql).get({ ...placedValues(rows), limit })?.count ?? 0;
}

/** Numbers of the orders that meet the conditions, found by those on `by` alone. */
function idsUnder(where: Where, by: string): SqlPart {
  const [only, ...others] = where;
  if (only?.op === 'q' && others.length === 0) {
    const { sql, values } = idsBeginning(only.text);
    return { sql: `SELECT id FROM (${sql})`, values };
  }
  const part = whereOf(ORDER_COLUMNS, { where }, by);
  const own = where.filter((condition) => fieldOf(condition) === by);
  return { sql: `SELECT id FROM ${ordersUnder(own, by)} ${part.sql}`, values: part.values };
}

/**
 * How many orders meet conditions on one field, counted up to `limit`, which an index or a counter tells; null where nothing
 * does.
 */
export function countOfField(reader: Reader, where: Where, limit: number): number | null {
  const kept = keptCount(reader, where);
  if (kept !== null) return kept;
  const [first] = where;
  return first && where.every(isIndexed) ? countUpTo(reader, idsUnder(where, fieldOf(first)), limit) : null;
}

/** So many orders that are put off are counted out of a total. */
const MOST_PUT_OFF = 1_000;
const PUT_OFF: Condition = { op: 'in', field: 'putOff', values: ['yes'] };

const isNotPutOff = (condition: Condition): boolean =>
  condition.op === 'in' &&
  condition.field === 'putOff' &&
  condition.values.length > 0 &&
  condition.values.every((value) => value === 'no');

/** How many orders meet the conditions, where the counters that are kept tell it: of a field, of a pair, less those put off. */
export function knownTotal(reader: Reader, where: Where): number | null {
  const rest = where.filter((condition) => !isNotPutOff(condition));
  const all = keptCount(reader, rest);
  if (all === null || rest.length === where.length) return all;
  const among = MOST_PUT_OFF + 1;
  if (countUpTo(reader, idsUnder([PUT_OFF], 'putOff'), among) === among) return null;
  return all - countUpTo(reader, idsUnder([...rest, PUT_OFF], 'putOff'), among);
}
