import { sql } from 'drizzle-orm';
import type { Connection } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { makeWordTable } from '../../../platform/db/word-table.ts';

/** So many words are named one by one; of more, FTS5 looks for the beginning itself. */
const MOST_WORDS = 64;

const nextWord = statement({ from: 'text', to: 'text' }, (db, { from, to }) =>
  db.rows(
    { term: sql<string>`term` },
    (columns) => sql`SELECT ${columns} FROM temp.vocabulary WHERE term >= ${from} AND term < ${to} LIMIT 1`,
  ),
);

/**
 * The words of the search index attached as `idx`. FTS5 gathers all that a beginning leads to before it gives the first (0.1 µs
 * each); words it walks through together. A connection that only reads gets a temporary table for it.
 */
export class Vocabulary {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
    makeWordTable(db);
  }

  /** The words that begin so, itself among them; null where they are too many. */
  beginningWith(beginning: string): string[] | null {
    const words: string[] = [];
    const to = `${beginning}\u{10ffff}`;
    for (let from = beginning; ; ) {
      const found = nextWord(this.#db).get({ from, to })?.term;
      if (found === undefined) return words;
      if (words.push(found) > MOST_WORDS) return null;
      // Past all entries that have this word.
      from = `${found}\u0001`;
    }
  }
}
