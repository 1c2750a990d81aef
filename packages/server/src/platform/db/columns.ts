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

/** The text of a UUID from its 16 bytes; of other bytes a text that is none. */
export function uuidOfBytes(bytes: Buffer): string {
  return uuidOfHex(bytes.toString('hex'));
}

/** The text of a UUID from its 32 hex digits; of others a text that is none. */
export function uuidOfHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The 16 bytes of a UUID in lower case; null for any other text. */
export function bytesOfUuid(text: string): Buffer | null {
  return UUID.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : null;
}
