import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { sql } from 'drizzle-orm';
import { isoTime } from '../../platform/db/iso-time.ts';
import { placedSql, placedValues, type SqlPart, whereOf } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statementOf } from '../../platform/db/statement.ts';
import type { Desk } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { calls } from '../../platform/recorder/table.ts';
import type { SlowReads } from '../../platform/threads/reads.ts';
import { equalCallsSql } from '../orders/index.ts';
import { CALL_COLUMNS, CALL_MEMBERS, sortColumn } from './call-columns.ts';
import { COUNTED_UP_TO, type Found } from './calls-from.ts';
import { findCalls, isFarDown } from './find-calls.ts';
import type {} from './reads.ts';

interface CallPage {
  json: string;
  count: number;
  total: number;
  capped: boolean;
  lookedTo?: number;
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

/** A page of calls as JSON, by what was found of it. */
function pageOf(reader: Reader, { offset, sort }: ListQuery, found: Found): CallPage {
  const { ids, capped, lookedTo } = found;
  const rows = jsonOf(reader, `c.${sortColumn({ sort })} ${sort.order}, c.id ${sort.order}`).all({
    ids: JSON.stringify(ids),
  });
  const total = capped ? Math.max(Math.min(found.total, COUNTED_UP_TO), offset + ids.length) : found.total;
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  return { json, count: ids.length, total, capped, ...(lookedTo !== undefined && { lookedTo }) };
}

/** How long a list may look for calls that no index leads to, ms. */
const LONGEST_LOOK_MS = 40;

async function lookFor(reads: SlowReads, query: ListQuery, gone?: AbortSignal): Promise<Found> {
  const found = await reads.run('calls.looked', { query, longestMs: LONGEST_LOOK_MS }, gone);
  if (found !== null) return found;
  throw new InvalidInput(
    { filter: 'narrow startedAt_gte and startedAt_lte, or name a refId or an orderId' },
    'No index leads to these calls, and to look through all that there are takes longer than the desk may.',
    'too_many_calls',
  );
}

/**
 * One page of calls: by an index, or, far down and where none leads to them, by the read thread. `gone`: the client has left.
 * @throws InvalidInput `too_many_calls` where a look of 40 ms found none
 */
export async function listCalls(
  { reader, reads }: Pick<Desk, 'reader' | 'reads'>,
  asked: ListQuery,
  gone?: AbortSignal,
): Promise<CallPage> {
  const { folded, query } = foldOf(asked);
  if (folded) return listFolded(reader, query);
  const found = isFarDown(query)
    ? await reads.run('calls.sorted', query, gone)
    : (findCalls(reader, query) ?? (await lookFor(reads, query, gone)));
  return pageOf(reader, query, found);
}
