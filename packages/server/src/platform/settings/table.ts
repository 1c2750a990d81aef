import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What somebody has set, as JSON text that the setting's own schema reads. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey().notNull(),
  value: text().notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});
