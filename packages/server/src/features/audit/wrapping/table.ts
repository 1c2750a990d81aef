import { sql } from 'drizzle-orm';
import { blob, check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** How far the keys of subjects are wrapped by the wrapping key of now; no row until that key is changed for the first time. */
export const keyWrapping = sqliteTable(
  'key_wrapping',
  {
    id: integer().primaryKey(),
    keyId: blob('key_id', { mode: 'buffer' }).notNull(),
    beganAt: integer('began_at').notNull(),
    doneUpTo: text('done_up_to').notNull(),
    rewrapped: integer().notNull(),
    finishedAt: integer('finished_at'),
  },
  (table) => [check('key_wrapping_id', sql`${table.id} = 1`)],
);
