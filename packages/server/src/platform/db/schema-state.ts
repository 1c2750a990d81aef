import { existsSync, readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { VERSION } from '../version.ts';
import { Connection } from './connection.ts';
import { migrationsFolder } from './migrate.ts';
import { openReadOnly } from './open-read-only.ts';
import { statement } from './statement.ts';

/** A later desk has worked with this database: this one would not understand it. */
class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

const migrationsTable = statement((db) =>
  db.rows(
    { count: sql<number>`count(*)` },
    (columns) => sql`SELECT ${columns} FROM sqlite_schema WHERE name = '__drizzle_migrations'`,
  ),
);
const newestApplied = statement((db) =>
  db.rows(
    { at: sql<number | null>`max(created_at)` },
    (columns) => sql`SELECT ${columns} FROM __drizzle_migrations`,
  ),
);
const lastStart = statement((db) =>
  db.rows(
    { version: sql<string | null>`detail ->> '$.version'` },
    (columns) => sql`SELECT ${columns} FROM entries WHERE action = 'system.start' ORDER BY seq DESC LIMIT 1`,
  ),
);

/**
 * How the schema of the database file at `path` stands to this desk's: `none` where there is no file or nothing in it.
 * @throws NewerDatabase
 */
export function schemaState(path: string): 'none' | 'older' | 'current' {
  if (!existsSync(path)) return 'none';
  const database = openReadOnly(path);
  try {
    const db = new Connection(database);
    if (migrationsTable(db).get()?.count !== 1) return 'none';
    const { entries } = journal.parse(
      JSON.parse(readFileSync(`${migrationsFolder()}/meta/_journal.json`, 'utf8')),
    );
    const known = Math.max(...entries.map(({ when }) => when));
    const applied = newestApplied(db).get()?.at ?? 0;
    if (applied > known) throw new NewerDatabase(tellNewer(path, makerOf(db)));
    return applied < known ? 'older' : 'current';
  } finally {
    database.close();
  }
}

/** Which version worked with a newer database last; null where its log has a form that this desk cannot read. */
function makerOf(db: Connection): string | null {
  try {
    return lastStart(db).get()?.version ?? null;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return null;
    throw error;
  }
}

function tellNewer(path: string, version: string | null): string {
  const maker = version === null ? 'a later SRS Desk' : `SRS Desk ${version}`;
  return `the database ${path} was made by ${maker}, this is ${VERSION}: start that one, or restore a backup made before it`;
}
