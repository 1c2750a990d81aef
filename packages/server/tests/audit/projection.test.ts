import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryFilter } from '../../src/features/audit/log/entry-filter.ts';
import { EntrySearch } from '../../src/features/audit/log/entry-search.ts';
import { logEnds } from '../../src/features/audit/log/queries.ts';
import { TERM_FIELDS, type TermField } from '../../src/features/audit/log/search-terms.ts';
import { Connection } from '../../src/platform/db/connection.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { closeCall, fill, type LogFixture, openCall, openLog, runSql, START } from './log-fixture.ts';

describe('the calls projection', () => {
  it('is made anew from the log and equals it row for row: open, closed, unknown, with and without ids', async () => {
    const log = await openLog();
    await fill(log, 30);
    for (const n of [31, 32, 33]) {
      const over = {
        refId: null,
        subject: null,
        sealed: null,
        operation: 'token',
        httpMethod: 'POST',
        attempt: 2,
      } as const;
      const opened = await log.ledger.record([{ name: 'call.open', args: openCall(n, over) }], []);
      if (!opened.ok) throw new Error(opened.code);
      const { callId } = opened.results[0];
      const failed = {
        outcome: 'timeout',
        httpStatus: null,
        orderId: null,
        externalId: null,
        sealed: null,
        subject: 'later',
      } as const;
      if (n === 32) await log.ledger.record([{ name: 'call.close', args: closeCall(callId, n, failed) }], []);
      if (n === 33)
        await log.ledger.record(
          [{ name: 'call.recover', args: null }],
          [{ action: 'system.start', actor: 'system' }],
        );
    }
    await log.ledger.record([{ name: 'call.open', args: openCall(34, { refId: null }) }], []);
    const reader = openReader(log.path);
    const rows = () => reader.connection.sql('SELECT * FROM calls ORDER BY id').all();
    const before = rows();
    expect(before.length).toBe(34);
    // Spoilt and emptied, it comes back the same.
    runSql(
      log.path,
      `UPDATE calls SET url = 'x', outcome = 'ok', http_status = 1 WHERE id > 5; DELETE FROM calls WHERE id = 3;`,
    );
    expect(rows()).not.toEqual(before);
    const args = { actor: 'cli:x', origin: 'cli' } as const;
    const done = await log.ledger.record([{ name: 'audit.rebuild_calls', args }], []);
    expect(done).toMatchObject({ ok: true, results: [{ calls: 34 }] });
    expect(rows()).toEqual(before);
    reader.close();
    await log.close();
    log.remove();
  });
});

describe('every filter and sort of the log', () => {
  let log: LogFixture;
  let search: EntrySearch;
  let plans: Database.Database;
  beforeAll(async () => {
    log = await openLog();
    await fill(log, 100);
    search = new EntrySearch(log.path, `${log.path}.index`);
    await search.caughtUp(20_000);
    plans = new Database(log.path, { readonly: true });
    plans.prepare('ATTACH ? AS idx').run(`${log.path}.index`);
  });
  afterAll(async () => {
    plans.close();
    await search.close();
    await log.close();
    log.remove();
  });

  const VALUES: Record<TermField, string> = {
    kind: 'call',
    action: 'order.cancel',
    actor: 'user:admin',
    origin: 'sync',
    operation: 'get_status',
    outcome: 'ok',
    refId: 'r-7',
    orderId: 'o-7',
    externalId: 'ACME',
    callId: '7',
  };
  const filters: EntryFilter[] = [
    { terms: {} },
    { terms: {}, seqs: [3, 4] },
    { terms: {}, atFrom: START + 5000, atTo: START + 9000 },
    { terms: {}, q: 'dupl' },
    ...TERM_FIELDS.map((field) => ({ terms: { [field]: [VALUES[field]] } })),
    ...TERM_FIELDS.map((field) => ({ terms: { [field]: [VALUES[field], 'other'] }, atFrom: START + 1 })),
    { terms: { kind: ['call'], outcome: ['ok'], externalId: ['ACME'] }, q: 'stat' },
  ];

  it('gives the pages of the whole log by their numbers, at any depth, and asks for its ends without reading it', () => {
    const pages = (order: 'ASC' | 'DESC') =>
      [0, 7, 14].flatMap((offset) => search.quick.page({ filter: { terms: {} }, offset, limit: 7, order }));
    const last = search.quick.count({ terms: {} }).total;
    expect(pages('ASC').map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(pages('DESC').map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, i) => last - i));
    expect(
      search.quick.page({ filter: { terms: {} }, offset: last - 1, limit: 7, order: 'DESC' }),
    ).toHaveLength(1);
    expect(search.quick.page({ filter: { terms: {} }, offset: last, limit: 7, order: 'ASC' })).toEqual([]);
    const run: unknown[] = [];
    const watched = new Database(log.path, { readonly: true, verbose: (text) => run.push(text) });
    logEnds(new Connection(watched));
    watched.close();
    const plan = plans.prepare(`EXPLAIN QUERY PLAN ${run.join()}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).filter((detail) => /entries/.test(detail))).toEqual([
      'SEARCH entries',
      'SEARCH entries',
    ]);
    const erased = plans
      .prepare('EXPLAIN QUERY PLAN SELECT count(*) FROM subject_keys WHERE erased_at IS NOT NULL')
      .get() as { detail: string };
    expect(erased.detail).toMatch(/INDEX subject_keys_erased/);
  });

  it.each(filters.map((filter) => [JSON.stringify(filter), filter] as const))(
    '%s goes by an index, unsorted',
    (_, filter) => {
      for (const order of ['ASC', 'DESC'] as const) {
        const { sql, values } = search.quick.pagePart({ filter, offset: 0, limit: 25, order });
        const explained = `EXPLAIN QUERY PLAN SELECT e.seq, e.detail, e.hash ${sql}`;
        const plan = plans.prepare(explained).all(...values) as { detail: string }[];
        const steps = plan.map(({ detail }) => detail);
        // The entries of two orders are few, and must be sorted into one another.
        const merges = (filter.terms as { refId?: string[] }).refId?.length === 2;
        if (!merges) expect(steps.join('\n')).not.toMatch(/TEMP B-TREE/);
        for (const step of steps) {
          // All entries in their order is a walk along the key, cut off by LIMIT.
          if (Object.keys(filter.terms).length === 0 && filter.seqs === undefined && filter.q === undefined)
            continue;
          expect(step).toMatch(
            /SEARCH ([ex]|entries|calls) USING (INTEGER PRIMARY KEY|INDEX|COVERING INDEX)|SCAN t VIRTUAL TABLE INDEX|SCAN json_each|(LIST|SCALAR|LEFT-MOST) SUBQUERY|COMPOUND QUERY|UNION ALL|TEMP B-TREE/,
          );
        }
        expect(search.quick.page({ filter, offset: 0, limit: 25, order }).length).toBeGreaterThan(0);
      }
    },
  );
});

describe('words of a search that hold no letter and no digit', () => {
  it('find nothing', async () => {
    const log = await openLog();
    await fill(log, 3);
    const search = new EntrySearch(log.path, `${log.path}.index`);
    await search.caughtUp(20_000);
    for (const q of ['!?', '"', '*']) {
      expect(search.quick.page({ filter: { terms: {}, q }, offset: 0, limit: 5, order: 'ASC' })).toEqual([]);
      expect(search.quick.count({ terms: {}, q })).toEqual({ total: 0, capped: false });
    }
    await search.close();
    await log.close();
    log.remove();
  });
});

describe('a span of time over several blocks of the log', () => {
  it('holds exactly the entries of that time, whichever way they are found', async () => {
    const log = await openLog();
    await fill(log, 1_300);
    const search = new EntrySearch(log.path, `${log.path}.index`);
    await search.caughtUp(60_000);
    const plain = new Database(log.path, { readonly: true });
    const times = plain.prepare('SELECT at FROM entries ORDER BY seq').pluck().all() as number[];
    expect(times.length).toBeGreaterThan(3 * 1024);
    const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
    for (const [atFrom, atTo] of [
      [at(0), at(1)],
      [at(0.1) + 1, at(0.93)],
      [at(0.48), at(0.52)],
      [at(0.5), at(0.5)],
      [at(1) + 1, at(1) + 2],
    ] as const) {
      const conditions: [Partial<Record<TermField, string[]>>, string][] = [
        [{}, 'true'],
        [{ kind: ['call'] }, "kind = 'call'"],
        [{ kind: ['call'], outcome: ['ok'] }, "kind = 'call' AND outcome = 'ok'"],
      ];
      for (const [terms, sql] of conditions) {
        const wanted = plain
          .prepare(`SELECT seq FROM entries WHERE ${sql} AND at BETWEEN ? AND ? ORDER BY seq`)
          .pluck()
          .all(atFrom, atTo);
        const filter = { terms, atFrom, atTo };
        const found = search.quick.page({ filter, offset: 0, limit: 1_000_000, order: 'ASC' });
        expect(found.map(({ seq }) => seq)).toEqual(wanted);
        expect(search.quick.count(filter)).toEqual({
          total: Math.min(wanted.length, 10_000),
          capped: wanted.length > 10_000,
        });
      }
    }
    // An entry that the index has yet to take in must not make an old span run up to the end of the log.
    await fill(log, 1);
    const old = search.quick.pagePart({
      filter: { terms: {}, atFrom: at(0.2), atTo: at(0.3) },
      offset: 0,
      limit: 5,
      order: 'DESC',
    });
    expect(search.lag()).toBeGreaterThan(0);
    expect(Number(old.values[1])).toBeLessThanOrEqual(2 * 1024);
    plain.close();
    await search.close();
    await log.close();
    log.remove();
  });
});
