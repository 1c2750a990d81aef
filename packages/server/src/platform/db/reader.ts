import { Connection, type Db } from './connection.ts';
import { openReadOnly } from './open-read-only.ts';

/** The main thread's read-only eyes on the database. */
export interface Reader extends Db {
  readonly path: string;
  /** Opens the file anew (after VACUUM, erasure, pruning), so that no old page is read or pinned. */
  reopen(): void;
  /** Lets go of all pages that were read. */
  release(): void;
  close(): void;
}

/** Opens a reader on the database file at `path`, which must exist and be migrated; `cacheKib` as of `openReadOnly`. */
export function openReader(path: string, cacheKib?: number): Reader {
  let database = openReadOnly(path, cacheKib);
  let connection = new Connection(database);
  return {
    path,
    get connection() {
      return connection;
    },
    reopen() {
      database.close();
      database = openReadOnly(path, cacheKib);
      connection = new Connection(database);
    },
    release() {
      database.pragma('shrink_memory');
    },
    close() {
      database.close();
    },
  };
}
