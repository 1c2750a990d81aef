import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** Values of our own closed sets as an SQL list: `'created', 'initialized'`. Never for what comes from outside. */
export function quoted(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

/** `column IN (…)` with the values written out, as a CHECK or an index needs them. */
export function inSet(column: SQLiteColumn, values: readonly string[]): SQL {
  return sql`${column} IN (${sql.raw(quoted(values))})`;
}

/** `column IN (…)` for any number of values, given as one JSON array: the statement's text stays the same. */
export function inJsonList(column: SQLiteColumn, list: SQLWrapper): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${list}))`;
}

/** A column that a LEFT JOIN may leave without a value, for the shape of `rows`. */
export function maybe<C extends SQLiteColumn>(column: C): SQL<C['_']['data'] | null> {
  return sql<C['_']['data'] | null>`${column}`.mapWith(column);
}
