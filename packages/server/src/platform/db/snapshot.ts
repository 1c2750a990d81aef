import type { Db } from './connection.ts';

/** Carries a read of several statements out on one state of the database, whatever is committed meanwhile. */
export function inSnapshot<T>({ connection }: Db, read: () => T): T {
  connection.sql('BEGIN').run();
  try {
    return read();
  } finally {
    connection.sql('COMMIT').run();
  }
}
