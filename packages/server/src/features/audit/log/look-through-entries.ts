import { sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { placedSql, placedValues, type SqlPart } from '../../../platform/db/list-sql.ts';
import { statementOf } from '../../../platform/db/statement.ts';

/** Entries that are found between two looks at the clock. */
const FOUND_AT_ONCE = 5_000;

/** Where entries are found: by the rows of `from` under `where`, whose number is `key`, between the first and the last. */
export interface Haystack {
  from: string;
  key: string;
  where: SqlPart;
  first: number;
  last: number;
}

interface Wanted {
  offset: number;
  limit: number;
  order: 'ASC' | 'DESC';
  /** Beyond this, entries are not counted. */
  countedUpTo: number;
}

/** Numbers of the entries of a page, and how many there are. */
export interface FoundEntries {
  seqs: number[];
  total: number;
  capped: boolean;
  /** Number of the last entry that was looked at, where the look ended before all were: the page may lack some. */
  lookedTo?: number;
}

const numbersOf = statementOf(
  ({ key, rest }: { key: string; rest: string }) => `${key} ${rest}`,
  (db, { key, rest }) =>
    db.rows({ seq: sql<number>`${sql.raw(key)}` }, (columns) => sql`SELECT ${columns} ${placedSql(rest)}`),
);

/**
 * Finds a page in strides, until it is full and enough is counted or the time `isOver`. A stride ends with what it
 * finds: where words that millions of entries have never meet, the first one goes through all of them, for FTS5 looks at the bounds
 * of a number only once they have met.
 */
export function lookThroughEntries(
  db: Db,
  { from, key, where, first, last }: Haystack,
  { offset, limit, order, countedUpTo }: Wanted,
  isOver: () => boolean,
  atOnce = FOUND_AT_ONCE,
): FoundEntries {
  const rising = order === 'ASC';
  const rest = `FROM ${from} WHERE ${where.sql} AND ${key} BETWEEN ? AND ? ORDER BY ${key} ${order} LIMIT ?`;
  const seqs: number[] = [];
  let total = 0;
  let place = rising ? first : last;
  while (rising ? place <= last : place >= first) {
    const values = [...where.values, rising ? place : first, rising ? last : place, atOnce];
    const found = numbersOf(db, { key, rest }).all(placedValues({ sql: rest, values }));
    const wanted = Math.max(0, offset - total);
    seqs.push(...found.slice(wanted, wanted + limit - seqs.length).map(({ seq }) => seq));
    total += found.length;
    const end = rising ? last : first;
    const reached = found.length === atOnce ? (found.at(-1)?.seq ?? end) : end;
    place = reached + (rising ? 1 : -1);
    const isFull = seqs.length === limit;
    if (isFull && total > countedUpTo) return { seqs, total: countedUpTo, capped: true };
    if (isOver() && (rising ? place <= last : place >= first))
      return { seqs, total, capped: true, ...(isFull ? {} : { lookedTo: reached }) };
  }
  return {
    seqs,
    total: Math.min(total, Math.max(countedUpTo, offset + seqs.length)),
    capped: total > countedUpTo,
  };
}
