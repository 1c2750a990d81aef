import { entryRow } from '../../src/features/audit/log/queries.ts';
import { Connection, type Db } from '../../src/platform/db/connection.ts';
import { openReadOnly } from '../../src/platform/db/open-read-only.ts';
import { textOf } from '../../src/platform/ledger/stored-entry.ts';

/** Texts of the entries that an SQL condition lets through, oldest first. */
export function entryTexts(db: Db, condition = 'true'): string[] {
  const seqs = db.connection.sql(`SELECT seq FROM entries WHERE ${condition} ORDER BY seq`).pluck().all();
  return seqs.flatMap((seq) => {
    const row = entryRow(db, Number(seq));
    return row === undefined ? [] : [textOf(row)];
  });
}

/** The same of a database file. */
export function textsIn(path: string, condition?: string): string[] {
  const database = openReadOnly(path);
  const texts = entryTexts(new Connection(database), condition);
  database.close();
  return texts;
}
