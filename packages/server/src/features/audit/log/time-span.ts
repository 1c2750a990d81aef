import { and, between, gt, gte, lt, lte, max, min, or, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import type { SqlPart } from '../../../platform/db/list-sql.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';
import type { EntryFilter } from './entry-filter.ts';
import { logEnds } from './queries.ts';
import { TIME_BLOCK } from './search-index.ts';
import { blocks, state } from './search-index-table.ts';

// Entries have no index by time: the blocks of the search index, attached as `idx`, turn a span of time into numbers.

/** So many entries that the index has yet to take in are looked through for their times. */
const LOOKED_THROUGH = 20_000;

const indexState = statement((db) =>
  db.rows({ seq: state.indexed }, (columns) => sql`SELECT ${columns} FROM idx.${state}`),
);

const blocksOfTime = statement({ from: blocks.maxAt, to: blocks.minAt }, (db, { from, to }) =>
  db.rows(
    { a: min(blocks.block), b: max(blocks.block) },
    (columns) =>
      sql`SELECT ${columns} FROM idx.${blocks} WHERE ${and(gte(blocks.maxAt, from), lte(blocks.minAt, to))}`,
  ),
);

/** Among the blocks `low … high`, the first and the last that does not lie within a span of time as a whole. */
const blocksInPart = statement(
  { low: blocks.block, high: blocks.block, from: blocks.minAt, to: blocks.maxAt },
  (db, { low, high, from, to }) =>
    db.rows(
      { first: min(blocks.block), last: max(blocks.block) },
      (columns) => sql`SELECT ${columns} FROM idx.${blocks}
        WHERE ${between(blocks.block, low, high)} AND (${or(lt(blocks.minAt, from), gt(blocks.maxAt, to))})`,
    ),
);

const newestOfTime = statement(
  { after: entries.seq, from: entries.at, to: entries.at },
  (db, { after, from, to }) =>
    db
      .select({ seq: max(entries.seq) })
      .from(entries)
      .where(and(gt(entries.seq, after), between(entries.at, from, to))),
);

function indexedUpTo(db: Db): number {
  return indexState(db).get()?.seq ?? 0;
}

/** How many entries are not in the index yet. */
export function indexLag(db: Db): number {
  return (logEnds(db).last ?? 0) - indexedUpTo(db);
}

/** The last entry of a span of time among those that are not indexed yet, 0 for none; without a look where they are many. */
function newestUnindexed(db: Db, after: number, from: number, to: number): number {
  const lag = indexLag(db);
  if (lag <= 0) return 0;
  if (lag > LOOKED_THROUGH) return Number.MAX_SAFE_INTEGER;
  return newestOfTime(db).get({ after, from, to })?.seq ?? 0;
}

/** Entries in the middle of the blocks `a … b` whose blocks lie within the span as a whole: their times need no look. */
function wholly(db: Db, from: number, to: number, a: number, b: number): { first: number; last: number } {
  const middle = Math.floor((a + b) / 2);
  const before = blocksInPart(db).get({ low: a, high: middle, from, to })?.last ?? a - 1;
  const behind = blocksInPart(db).get({ low: middle + 1, high: b, from, to })?.first ?? b + 1;
  return { first: (before + 1) * TIME_BLOCK + 1, last: behind * TIME_BLOCK };
}

/** The filter's span of time as entries' numbers, and as conditions on `key` beside them: times are looked at where they must be. */
interface TimeSpan {
  lowest: number;
  highest: number;
  parts: SqlPart[];
}

/** Null where the filter has none. */
export function timeSpan(db: Db, { atFrom, atTo }: EntryFilter, key: string): TimeSpan | null {
  if (atFrom === undefined && atTo === undefined) return null;
  const from = atFrom ?? 0;
  const to = atTo ?? Number.MAX_SAFE_INTEGER;
  const { a, b } = blocksOfTime(db).get({ from, to }) ?? { a: null, b: null };
  const indexed = indexedUpTo(db);
  const lowest = a === null ? indexed + 1 : a * TIME_BLOCK + 1;
  const highest = Math.max(b === null ? 0 : (b + 1) * TIME_BLOCK, newestUnindexed(db, indexed, from, to));
  const inner = wholly(db, from, to, a ?? 0, b ?? 0);
  const at = key === 'e.seq' ? 'e.at' : `(SELECT x.at FROM entries x WHERE x.seq = ${key})`;
  const parts: SqlPart[] = [
    { sql: `${key} BETWEEN ? AND ?`, values: [lowest, highest] },
    {
      sql: `(${key} BETWEEN ? AND ? OR ${at} BETWEEN ? AND ?)`,
      values: [inner.first, Math.min(inner.last, indexed), from, to],
    },
  ];
  return { lowest, highest, parts };
}
