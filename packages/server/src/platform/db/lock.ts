import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Another process owns the data folder. */
export class DataFolderTaken extends Error {
  override readonly name = 'DataFolderTaken';
}

export interface DataFolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process: an exclusively held SQLite file, which the kernel frees when the process
 * ends, however it ends.
 * @throws DataFolderTaken when another process holds it.
 */
export function lockDataFolder(path: string): DataFolderLock {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    chmodSync(path, 0o600);
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    const code = error instanceof Database.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
      throw new DataFolderTaken(`another SRS Desk runs on this data folder (${path} is held)`);
    }
    throw error;
  }
  const held = database;
  return { release: () => held.close() };
}
