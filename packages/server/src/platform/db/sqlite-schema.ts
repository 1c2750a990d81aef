import { and, eq } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** SQLite's own list of what lies in a database; `sql` is null for what it made by itself. */
export const sqliteSchema = sqliteTable('sqlite_schema', {
  type: text({ enum: ['table', 'index', 'view', 'trigger'] }).notNull(),
  name: text().notNull(),
  tblName: text('tbl_name').notNull(),
  sql: text(),
});

const tableNamed = statement({ name: sqliteSchema.name }, (db, { name }) =>
  db
    .select({ name: sqliteSchema.name })
    .from(sqliteSchema)
    .where(and(eq(sqliteSchema.type, 'table'), eq(sqliteSchema.name, name))),
);

/** Whether the database has a table of this name. */
export function hasTable(db: Db, name: string): boolean {
  return tableNamed(db).get({ name }) !== undefined;
}
