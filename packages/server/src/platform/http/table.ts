import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Answers kept under an Idempotency-Key. */
export const idempotency = sqliteTable(
  'idempotency',
  {
    username: text().notNull(),
    route: text().notNull(),
    key: text().notNull(),
    bodyHash: blob('body_hash', { mode: 'buffer' }).notNull(),
    createdAt: integer('created_at').notNull(),
    answerStatus: integer('answer_status'),
    answerBody: text('answer_body'),
  },
  (table) => [primaryKey({ columns: [table.username, table.route, table.key] })],
);
