import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Changes that loosen a control and wait for a second admin: one at most of each setting. */
export const settingProposals = sqliteTable('setting_proposals', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  /** JSON text of the value; null goes back to what holds without one. */
  value: text(),
  proposedBy: text('proposed_by').notNull(),
  proposedAt: integer('proposed_at').notNull(),
});
