import type { Database, Statement } from 'better-sqlite3';
import { openReadOnly } from './open.ts';

/** The main thread's read-only eyes on the database: prepared statements kept by their text. */
export interface Reader {
  sql(text: string): Statement;
  readonly path: string;
  /** Opens the file anew (after VACUUM, erasure, pruning), so that no old page is read or pinned. */
  reopen(): void;
  close(): void;
}

/** Opens a reader on the database file at `path`, which must exist and be migrated. */
export function openReader(path: string): Reader {
  let database: Database = openReadOnly(path);
  let statements = new Map<string, Statement>();
  return {
    path,
    sql(text) {
      let statement = statements.get(text);
      if (!statement) {
        statement = database.prepare(text);
        statements.set(text, statement);
      }
      return statement;
    },
    reopen() {
      database.close();
      database = openReadOnly(path);
      statements = new Map();
    },
    close() {
      database.close();
    },
  };
}
