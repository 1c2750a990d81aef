import Database from 'better-sqlite3';

/** What a connection keeps of the file, KiB: the rest is in the system's own cache, a copy of a few µs away. */
const CACHE_KIB = 16_000;
/** The same for one that stays open as long as the desk runs. */
export const LASTING_CACHE_KIB = 2_048;

/** Opens the database for reading only. What it has read is not mapped: mapped pages would count as the desk's memory. */
export function openReadOnly(path: string, cacheKib = CACHE_KIB): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
  database.pragma('query_only = ON');
  database.pragma(`cache_size = -${cacheKib}`);
  return database;
}
