import type { Db } from './connection.ts';

/** Carries a read of several statements out on one state of the database, whatever is committed meanwhile. */
export function inSnapshot<T>({ connection }: Db, read: () => T): T {
  connection.sql('BEGIN').run();
  try {
    const found = read();
    connection.sql('COMMIT').run();
    return found;
  } catch (error) {
    try {
      connection.sql('ROLLBACK').run();
    } catch {
      // SQLite has ended it by itself: what counts is why.
    }
    throw error;
  }
}
