import type { Database } from 'better-sqlite3';
import * as z from 'zod';

/** The database is of an earlier version, which kept the log in another form. */
class OlderLog extends Error {
  override readonly name = 'OlderLog';
  constructor() {
    super(
      'it is of an earlier version of the desk: start this one on a copy of it, which brings the copy up to date, or check it by tools/verify.py',
    );
  }
}

const columns = z.array(z.object({ name: z.string() }));

/** @throws OlderLog for a database in which texts of entries stand beside their columns (up to version 0.2) */
export function insistOnForm(database: Database): void {
  const found = columns.parse(database.pragma('table_info(entries)'));
  if (found.some(({ name }) => name === 'bytes')) throw new OlderLog();
}
