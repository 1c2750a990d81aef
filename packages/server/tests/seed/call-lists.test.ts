import { callList } from '@srs-desk/shared/api/calls.ts';
import { type ListQuery, parseListQuery } from '@srs-desk/shared/api/list.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCallFilter, everyQuery, type Filter } from '../../bench/scale/list-walk.ts';
import { CALL_COLUMNS, sortColumn } from '../../src/features/calls/call-columns.ts';
import { listCalls } from '../../src/features/calls/call-list.ts';
import { findCalls } from '../../src/features/calls/find-calls.ts';
import { leadToFew } from '../../src/features/calls/leads.ts';
import { lookThrough } from '../../src/features/calls/look-through.ts';
import { whereOf } from '../../src/platform/db/list-sql.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import type { SlowReads } from '../../src/platform/threads/reads.ts';
import { bigReads, watchStatements } from './big-reads.ts';
import { type SeededFile, seededFile } from './seeded-file.ts';

const CALLS = 4_000;
/** Strides that a desk of so few calls needs several of. */
const SMALL = { numbers: 500, index: 300 };
const unhurried = () => false;
let seeded: SeededFile;
let path: string;
let reader: Reader;

beforeAll(async () => {
  seeded = await seededFile({ orders: 300, calls: CALLS, seed: 3, until: Date.now() });
  path = seeded.path;
  reader = openReader(path);
});
afterAll(() => {
  reader.close();
  seeded.remove();
});

/** The page as one statement gives it that is led by nothing. */
function plainly(query: ListQuery): { ids: number[]; total: number } {
  const where = whereOf(CALL_COLUMNS, { where: query.where }, undefined);
  const { order } = query.sort;
  const known =
    query.where.length === 0 && query.sort.field === 'durationMs'
      ? 'WHERE duration_ms IS NOT NULL'
      : where.sql;
  const all = reader.connection.sql(
    `SELECT id FROM calls ${known} ORDER BY +${sortColumn(query)} ${order}, +id ${order}`,
  );
  const ids = all.pluck().all(...where.values) as number[];
  const total = query.where.length === 0 ? CALLS : ids.length;
  return { ids: ids.slice(query.offset, query.offset + query.limit), total };
}

function queryOf(filter: Filter, sort: [string, string] = ['id', 'DESC']): ListQuery {
  const parsed = parseListQuery(callList, { filter: JSON.stringify(filter), sort: JSON.stringify(sort) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.query;
}

/** A time that is over after so many strides. */
function afterStrides(most: number): () => boolean {
  let strides = 0;
  return () => {
    strides += 1;
    return strides >= most;
  };
}

describe('the calls', () => {
  it('are found without a scan or a sort of all', async () => {
    const { texts, watched, close } = watchStatements(path);
    for (const { query } of everyQuery(callList, everyCallFilter(reader), [0])) {
      if (findCalls(watched, query) === null) lookThrough(watched, query, unhurried);
    }
    expect(texts.size).toBeGreaterThan(100);
    // Of few that an index leads to, or of one stride, anything may be asked.
    const isBounded = (text: string) => /INDEXED BY|id IN \(|id BETWEEN|LIMIT 1500\)/.test(text);
    const readsOf = (asked: Iterable<string>) => bigReads(path, asked, ['calls'], isBounded);
    expect(readsOf(texts)).toEqual([]);
    expect(readsOf(['SELECT id FROM calls WHERE url = ? ORDER BY id'])).toHaveLength(1);
    close();
  });

  it('are found as by a plain statement, whatever is asked', async () => {
    const looks = { few: 0, many: 0 };
    for (const { name, query } of everyQuery(callList, everyCallFilter(reader), [20])) {
      const plain = plainly(query);
      const looked = lookThrough(reader, query, unhurried, SMALL);
      for (const found of [findCalls(reader, query) ?? looked, looked])
        expect([name, found?.ids, found?.total]).toEqual([name, plain.ids, plain.total]);
      looks[leadToFew(reader, query.where) === null ? 'many' : 'few'] += 1;
    }
    expect(Math.min(looks.few, looks.many)).toBeGreaterThan(50);
  });

  it('says how far it looked when its time is up', async () => {
    const rare = reader.connection
      .sql('SELECT correlation_id FROM calls WHERE id = (SELECT max(id) - 700 FROM calls)')
      .pluck()
      .get() as string;
    // Two strides of 500 calls are looked through.
    const inTime = (query: ListQuery) => lookThrough(reader, query, afterStrides(2), SMALL);
    const found = inTime(queryOf({ correlationId: rare }));
    expect(found).toMatchObject({ ids: [expect.any(Number)], total: 1, capped: true });
    const [id] = found?.ids ?? [];
    const startedAt = reader.connection.sql('SELECT started_at FROM calls WHERE id = ?').pluck();
    expect(found?.lookedTo).toBe(startedAt.get((id ?? 0) - 300));
    const full = inTime(queryOf({ operation: 'get_status' }));
    expect(full?.ids).toHaveLength(25);
    expect(full).not.toHaveProperty('lookedTo');
    expect(inTime(queryOf({ correlationId: 'none' }))).toBeNull();
    expect(inTime(queryOf({ correlationId: rare }, ['durationMs', 'ASC']))).toBeNull();
    // Times lead to the calls around them.
    const at = new Date(Number(startedAt.get((id ?? 0) - 2_000))).toISOString();
    expect(inTime(queryOf({ actor: 'sync', startedAt_lte: at }))).toMatchObject({ capped: true });
  });

  it('are looked for by the read thread where no index leads to them', async () => {
    const asked: string[] = [];
    const reads: SlowReads = {
      run: async (name) => {
        asked.push(name);
        return null as never;
      },
    };
    await expect(listCalls({ reader, reads }, queryOf({ correlationId: 'none' }))).rejects.toMatchObject({
      code: 'too_many_calls',
    });
    const { json } = await listCalls({ reader, reads }, queryOf({ id: 7 }));
    expect(JSON.parse(json)).toMatchObject([{ id: 7 }]);
    expect(asked).toEqual(['calls.looked']);
  });
});
