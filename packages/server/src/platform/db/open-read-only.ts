import Database from 'better-sqlite3';

/** Opens the database for reading only. */
export function openReadOnly(path: string): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
  database.pragma('query_only = ON');
  database.pragma('mmap_size = 268435456');
  return database;
}
