import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callList } from '@srs-desk/shared/api/calls.ts';
import { type ListQuery, parseListQuery } from '@srs-desk/shared/api/list.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCallFilter, everyQuery, type Filter } from '../../bench/scale/list-walk.ts';
import { seedDatabase } from '../../bench/seed/seed-database.ts';
import { CALL_COLUMNS, sortColumn } from '../../src/features/calls/call-columns.ts';
import { listCalls } from '../../src/features/calls/call-list.ts';
import { findCalls } from '../../src/features/calls/find-calls.ts';
import { leadToFew } from '../../src/features/calls/leads.ts';
import { lookThrough } from '../../src/features/calls/look-through.ts';
import { limitedLook } from '../../src/platform/db/limited-look.ts';
import { whereOf } from '../../src/platform/db/list-sql.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import type { SlowReads } from '../../src/platform/threads/reads.ts';
import { bigReads, watchStatements } from './big-reads.ts';

const CALLS = 4_000;
/** Strides that a desk of so few calls needs several of. */
const SMALL = { numbers: 500, index: 300 };
const reads: SlowReads = {
  run: () => Promise.reject(new Error('not far down')),
  close: () => Promise.resolve(),
};
const folder = mkdtempSync(join(tmpdir(), 'srs-desk-call-lists-'));
const path = join(folder, 'desk.db');
let reader: Reader;

beforeAll(async () => {
  await seedDatabase(path, loadOrCreateKeys(join(folder, 'audit-key.json')), {
    orders: 300,
    calls: CALLS,
    seed: 3,
    until: Date.now(),
    actor: 'cli:tester',
    billingTimeZone: 'Europe/Zurich',
  });
  reader = openReader(path);
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
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

/** A clock by which each stride takes a second. */
function slowClock(): () => number {
  let at = 0;
  return () => {
    at += 1_000;
    return at;
  };
}

describe('the calls', () => {
  it('are found without a scan or a sort of all', async () => {
    const { texts, watched, close } = watchStatements(path);
    for (const { query } of everyQuery(callList, everyCallFilter(reader), [0])) {
      await findCalls(watched, query, limitedLook(Number.POSITIVE_INFINITY));
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
      const look = limitedLook(Number.POSITIVE_INFINITY);
      for (const found of [findCalls(reader, query, look), lookThrough(reader, query, look, SMALL)]) {
        const { ids, total } = await found;
        expect([name, ids, total]).toEqual([name, plain.ids, plain.total]);
      }
      looks[leadToFew(reader, query.where) === null ? 'many' : 'few'] += 1;
    }
    expect(Math.min(looks.few, looks.many)).toBeGreaterThan(50);
  });

  it('says how far it looked when its time is up', async () => {
    const rare = reader.connection
      .sql('SELECT correlation_id FROM calls WHERE id = (SELECT max(id) - 700 FROM calls)')
      .pluck()
      .get() as string;
    const inTime = (query: ListQuery) => lookThrough(reader, query, limitedLook(1_500, slowClock()), SMALL);
    // Two strides of 500 calls are looked through.
    const found = await inTime(queryOf({ correlationId: rare }));
    expect(found).toMatchObject({ ids: [expect.any(Number)], total: 1, capped: true });
    const [id] = found.ids;
    const startedAt = reader.connection.sql('SELECT started_at FROM calls WHERE id = ?').pluck();
    expect(found.lookedTo).toBe(startedAt.get((id ?? 0) - 300));
    const page = await listCalls({ reader, reads }, queryOf({ correlationId: rare }));
    expect(page).toMatchObject({ count: 1, total: 1, capped: false });
    expect(page).not.toHaveProperty('lookedTo');
    const full = await inTime(queryOf({ operation: 'get_status' }));
    expect(full.ids).toHaveLength(25);
    expect(full).not.toHaveProperty('lookedTo');
    await expect(inTime(queryOf({ correlationId: 'none' }))).rejects.toMatchObject({
      code: 'too_many_calls',
    });
    const byDuration = queryOf({ correlationId: rare }, ['durationMs', 'ASC']);
    await expect(inTime(byDuration)).rejects.toMatchObject({ code: 'too_many_calls' });
    // Times lead to the calls around them.
    const at = new Date(Number(startedAt.get((id ?? 0) - 2_000))).toISOString();
    await expect(inTime(queryOf({ actor: 'sync', startedAt_lte: at }))).resolves.toMatchObject({
      capped: true,
    });
  });
});
