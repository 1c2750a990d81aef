import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { sql } from 'drizzle-orm';
import { isoTime } from '../../platform/db/iso-time.ts';
import { placedSql, placedValues, type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statementOf } from '../../platform/db/statement.ts';
import { calls } from '../../platform/recorder/table.ts';
import { equalCallsSql } from '../orders/index.ts';
import { CALL_COLUMNS, CALL_MEMBERS, sortColumn } from './call-columns.ts';
import { COUNTED_UP_TO, findCalls } from './find-calls.ts';

export interface CallPage {
  json: string;
  count: number;
  total: number;
  capped: boolean;
}

/** Takes the wish to fold out of the conditions: it is none on calls, and holds for the calls of one order. */
function foldOf(asked: ListQuery): { folded: boolean; query: ListQuery } {
  const where = asked.where.filter((condition) => condition.op === 'q' || condition.field !== 'folded');
  const wanted = asked.where.some(
    (condition) => condition.op === 'in' && condition.field === 'folded' && condition.values.includes('yes'),
  );
  const ofOne = where.some(
    (condition) => condition.op === 'in' && condition.field === 'refId' && condition.values.length === 1,
  );
  return { folded: wanted && ofOne, query: { ...asked, where } };
}

const foldedFrom = statementOf(
  (from: string) => from,
  (db, from) =>
    db.rows(
      {
        json: sql<string>`json_object(${sql.raw(CALL_MEMBERS)}, 'count', r.count, 'firstAt', ${sql.raw(isoTime('r.first_at'))})`,
        total: sql<number>`count(*) OVER ()`,
      },
      (columns) => sql`SELECT ${columns} ${placedSql(from)}`,
    ),
);

/** One order's calls, equal ones in a row as one line: the last of them, with how many there were since when. */
function listFolded(reader: Reader, query: ListQuery): CallPage {
  const where = whereOf(CALL_COLUMNS, query, null);
  const { order } = query.sort;
  const part: SqlPart = {
    sql: `FROM (${equalCallsSql(where.sql)}) r JOIN calls c ON c.id = r.id
      ORDER BY c.${sortColumn(query)} ${order}, c.id ${order} LIMIT ? OFFSET ?`,
    values: [...where.values, query.limit, query.offset],
  };
  const rows = foldedFrom(reader, part.sql).all(placedValues(part));
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  return { json, count: rows.length, total: rows[0]?.total ?? 0, capped: false };
}

const jsonOf = statementOf(
  (order: string) => order,
  (db, order) =>
    db.rows(
      { json: sql<string>`json_object(${sql.raw(CALL_MEMBERS)})` },
      (columns) => sql`SELECT ${columns} FROM ${calls} c
        WHERE c.id IN (SELECT value FROM json_each(${sql.placeholder('ids')})) ORDER BY ${sql.raw(order)}`,
    ),
);

/** One page of calls as JSON. Filters without an index let other requests through while they look. */
export async function listCalls(reader: Reader, asked: ListQuery): Promise<CallPage> {
  const { folded, query } = foldOf(asked);
  if (folded) return listFolded(reader, query);
  const found = await findCalls(reader, query);
  const { order } = query.sort;
  const rows = jsonOf(reader, `c.${sortColumn(query)} ${order}, c.id ${order}`).all({
    ids: JSON.stringify(found.ids),
  });
  const total = found.capped ? Math.max(COUNTED_UP_TO, query.offset + found.ids.length + 1) : found.total;
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  return { json, count: found.ids.length, total, capped: found.capped };
}
