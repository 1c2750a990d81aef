import { eq, getTableName } from 'drizzle-orm';
import { type SQLiteTable, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** SQLite's own list of what lies in a database; `sql` is null for what it made by itself. */
export const sqliteSchema = sqliteTable('sqlite_schema', {
  type: text({ enum: ['table', 'index', 'view', 'trigger'] }).notNull(),
  name: text().notNull(),
  tblName: text('tbl_name').notNull(),
  sql: text(),
});

const partsOf = statement({ table: sqliteSchema.tblName }, (db, { table }) =>
  db
    .select({ type: sqliteSchema.type, name: sqliteSchema.name, sql: sqliteSchema.sql })
    .from(sqliteSchema)
    .where(eq(sqliteSchema.tblName, table)),
);

/** Whether the database has this table. */
export function hasTable(db: Db, table: SQLiteTable): boolean {
  return partsOf(db)
    .all({ table: getTableName(table) })
    .some(({ type }) => type === 'table');
}

/** The triggers on a table. */
export function triggersOf(db: Db, table: SQLiteTable): { name: string; sql: string | null }[] {
  return partsOf(db)
    .all({ table: getTableName(table) })
    .filter(({ type }) => type === 'trigger');
}
