import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openReader } from '../../../platform/db/reader.ts';
import { newestCheckpoint } from '../log/queries.ts';

/** A database, its write-ahead log, and the index of that. */
export const DATABASE_SUFFIXES = ['', '-wal', '-shm'] as const;

/** Where a database goes that a restore takes out of its place: beside it, named after the UTC time. */
export function replacedPath(databasePath: string, now: number): string {
  const stem = `${databasePath}.replaced-${new Date(now).toISOString().replaceAll(':', '-')}`;
  let path = stem;
  for (let n = 2; DATABASE_SUFFIXES.some((suffix) => existsSync(path + suffix)); n++) path = `${stem}-${n}`;
  return path;
}

/**
 * Databases that a restore moved aside and that still lie in the data folder, with whomever they name: an erasure
 * does not reach them. Absolute or relative as the folder is given, sorted.
 */
export function replacedDatabases(dataDir: string): string[] {
  return readdirSync(dataDir)
    .filter((name) => name.includes('.db.replaced-'))
    .sort()
    .map((name) => join(dataDir, name));
}

const SQLITE = 'SQLite format 3\0';

function isDatabase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(SQLITE.length);
    return readSync(file, head) === head.length && head.toString('latin1') === SQLITE;
  } finally {
    closeSync(file);
  }
}

/** The newest checkpoint in a database that is about to be replaced; none where it cannot be read. */
export function newestNoteIn(databasePath: string): string[] {
  // What is no database is not opened as one: SQLite would write into the files beside it.
  if (!existsSync(databasePath) || !isDatabase(databasePath)) return [];
  try {
    const reader = openReader(databasePath);
    try {
      return [newestCheckpoint(reader)?.note ?? []].flat();
    } finally {
      reader.close();
    }
  } catch {
    // A damaged file is why a backup is restored.
    return [];
  }
}
