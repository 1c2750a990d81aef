import { sql } from 'drizzle-orm';
import { blob, check, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

/**
 * The tables of the search index, a file of its own that is made anew whenever it does not fit the log. Its `terms` are
 * an FTS5 table, which drizzle cannot describe.
 */

/** Up to which entry the index goes, and that entry's hash. */
export const state = sqliteTable(
  'state',
  {
    id: integer().primaryKey(),
    version: integer().notNull(),
    indexed: integer().notNull(),
    lastHash: blob('last_hash', { mode: 'buffer' }).notNull(),
  },
  (table) => [check('state_id', sql`${table.id} = 1`)],
);

/** First and last time within each block of entries: what a filter by time is turned into a range of numbers with. */
export const blocks = sqliteTable('blocks', {
  block: integer().primaryKey(),
  minAt: integer('min_at').notNull(),
  maxAt: integer('max_at').notNull(),
});
