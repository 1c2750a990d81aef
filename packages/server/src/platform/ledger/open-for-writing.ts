import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { Connection } from '../db/connection.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { keepPrivate } from '../db/private-file.ts';
import { schemaState } from '../db/schema-state.ts';
import { statement } from '../db/statement.ts';

/** The oldest SQLite whose WAL is known to be sound here. */
const OLDEST_SQLITE = '3.51.3';
/** What the writing connection keeps of the file, KiB. */
const CACHE_KIB = 4_096;

const sqliteVersion = statement((db) =>
  db.rows({ version: sql<string>`sqlite_version()` }, (columns) => sql`SELECT ${columns}`),
);

function assertPragma(database: Database.Database, name: string, wanted: unknown): void {
  const found = database.pragma(name, { simple: true });
  if (found !== wanted) throw new Error(`SQLite: ${name} is ${String(found)}, needed is ${String(wanted)}`);
}

function versionParts(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1_000_000 + minor * 1_000 + patch;
}

/**
 * Opens the database for writing: WAL, `synchronous=FULL`, foreign keys, secure delete, each one asserted.
 * Only the ledger's writer (and the migration before it starts) may call this.
 * @throws Error when SQLite is too old or refuses a setting.
 */
export function openForWriting(path: string): Database.Database {
  keepPrivate(path);
  const database = new Database(path, { timeout: 5_000 });
  const version = sqliteVersion(new Connection(database)).get()?.version ?? '';
  if (versionParts(version) < versionParts(OLDEST_SQLITE)) {
    throw new Error(`SQLite ${version} is too old, needed is ${OLDEST_SQLITE} or later`);
  }
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
  database.pragma('recursive_triggers = ON');
  // What a savepoint may have to put back stays in memory: quicker, and nothing personal lies in temporary files.
  database.pragma('temp_store = MEMORY');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  assertPragma(database, 'journal_mode', 'wal');
  assertPragma(database, 'synchronous', 2);
  assertPragma(database, 'foreign_keys', 1);
  assertPragma(database, 'secure_delete', 1);
  return database;
}

/** Brings the database file at `path` up to date, making it first where there is none. @throws NewerDatabase */
export function migrateFile(path: string): void {
  const isOlder = schemaState(path) === 'older';
  const database = openForWriting(path);
  try {
    // Every page that a rebuilt table leaves would be written once more; the whole file is rewritten afterwards (0052).
    if (isOlder) database.pragma('secure_delete = OFF');
    migrateDatabase(database);
  } finally {
    database.close();
  }
}

/**
 * Makes a new database at `path` for a bulk load (`ledger/bulk-load.ts`): no journal and no fsync, so that a crash leaves
 * nothing usable. Nobody else may know of the file until it is whole.
 */
export function openForLoading(path: string): Database.Database {
  migrateFile(path);
  const database = new Database(path);
  // The file was made with a write-ahead log, which a connection that has read nothing yet would keep; OFF is refused in
  // safe mode.
  database.pragma('user_version');
  database.pragma('journal_mode = DELETE');
  database.unsafeMode(true);
  database.pragma('journal_mode = OFF');
  database.unsafeMode(false);
  database.pragma('synchronous = OFF');
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('foreign_keys = OFF');
  database.pragma('secure_delete = OFF');
  database.pragma('temp_store = FILE');
  database.pragma('cache_size = -262144');
  // Indexes are sorted on the other core too.
  database.pragma('threads = 2');
  return database;
}
