import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { sql } from 'drizzle-orm';
import { placedSql, placedValues, type SqlPart } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { calls } from '../../platform/recorder/table.ts';

/** Beyond this, rows under a filter are no longer counted. */
export const COUNTED_UP_TO = 10_000;

/** The ids of one page of calls, and how many calls the query has in all. */
export interface Found {
  ids: number[];
  total: number;
  capped: boolean;
  /** Time (ms) of the last call that was looked at, where the look ended before all were: the page may lack some. */
  lookedTo?: number;
}

// Each end is asked for by itself: asked for together, SQLite reads all numbers.
const ends = statement((db) =>
  db.rows(
    {
      first: sql<number>`coalesce((SELECT min(id) FROM ${calls}), 1)`,
      last: sql<number>`coalesce((SELECT max(id) FROM ${calls}), 0)`,
    },
    (columns) => sql`SELECT ${columns}`,
  ),
);

/** The first and the last call's number, between which there are no gaps; of none 1 and 0. */
export function callEnds(reader: Reader): { first: number; last: number } {
  return ends(reader).get() ?? { first: 1, last: 0 };
}

const idsFrom = statementOf(
  (from: string) => from,
  (db, from) => db.rows({ id: calls.id }, (columns) => sql`SELECT ${columns} ${placedSql(from)}`),
);

/** Ids of calls, by what stands in the statement from `FROM` on. */
export function idsOf(reader: Reader, part: SqlPart): number[] {
  return idsFrom(reader, part.sql)
    .all(placedValues(part))
    .map(({ id }) => id);
}

const countFrom = statementOf(
  (from: string) => from,
  (db, from) =>
    db.rows(
      { count: sql<number>`count(*)` },
      (columns) => sql`SELECT ${columns} FROM (SELECT 1 ${placedSql(from)})`,
    ),
);

/** How many rows there are, by what stands in the statement from `FROM` on. */
export function countOf(reader: Reader, part: SqlPart): number {
  return countFrom(reader, part.sql).get(placedValues(part))?.count ?? 0;
}

/** The calls of a page among all that were found. */
export function cut(ids: readonly number[], { offset, limit }: ListQuery): number[] {
  return ids.slice(offset, offset + limit);
}
