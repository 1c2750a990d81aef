import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordersOnLegalHold } from '../../src/features/audit/log/person-scope.ts';
import { blocksFrom, placesToCut } from '../../src/features/audit/log/prune-cuts.ts';
import { pruneBehind } from '../../src/features/audit/log/prune-file.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { bigReads, watchStatements } from '../seed/big-reads.ts';
import { type SeededFile, seededFile } from '../seed/seeded-file.ts';
import { copyOf, intrude, runSql } from './log-fixture.ts';

const UNTIL = Date.parse('2026-11-01T00:00:00.000Z');
const DAY = 86_400_000;
const BLOCK = 256;

/** As much of the log as it takes to say what must stay. */
interface LogRow {
  seq: number;
  at: number;
  refId: string | null;
  subjectId: string | null;
}
interface CallRow {
  intent: number;
  outcome: number | null;
  refId: string | null;
}

describe('where the log may be cut', () => {
  let seeded: SeededFile;
  let path: string;
  let reader: Reader;

  function allRows<T>(text: string): T[] {
    return reader.connection.sql(text).all() as T[];
  }

  /** Said the plain way: of all places the last one before which nothing has to stay. */
  function lastPlace(before: number): number | undefined {
    const log = allRows<LogRow>('SELECT seq, at, ref_id AS refId, subject_id AS subjectId FROM entries');
    const calls = allRows<CallRow>(
      'SELECT seq_intent AS intent, seq_outcome AS outcome, ref_id AS refId FROM calls',
    );
    const held = allRows<{ refId: string; subjectId: string }>(
      'SELECT ref_id AS refId, subject_id AS subjectId FROM orders WHERE legal_hold = 1',
    );
    const refIds = new Set(held.map(({ refId }) => refId));
    const subjects = new Set(held.map(({ subjectId }) => subjectId));
    const stays = Math.min(
      log.at(-1)?.seq ?? 1,
      ...log.filter(({ at }) => at >= before).map(({ seq }) => seq),
      ...log
        .filter(({ refId, subjectId }) => refIds.has(refId ?? '') || subjects.has(subjectId ?? ''))
        .map(({ seq }) => seq),
      ...calls.filter(({ refId }) => refIds.has(refId ?? '')).map(({ intent }) => intent),
    );
    const stayingAt = log.find(({ seq }) => seq === stays)?.at ?? 0;
    const day = stayingAt - (stayingAt % DAY);
    const keep = Math.min(stays, ...log.filter(({ at }) => at >= day).map(({ seq }) => seq));
    for (let cut = Math.floor((keep - 1) / BLOCK) * BLOCK + 1; cut > (log[0]?.seq ?? 1); cut -= BLOCK) {
      if (calls.every(({ intent, outcome }) => intent >= cut || (outcome !== null && outcome < cut)))
        return cut;
    }
    return undefined;
  }

  const placesBefore = (before: number, atOnce?: number) =>
    placesToCut((args) => blocksFrom(reader, { ...args, ...(atOnce && { atOnce }) }), before);

  beforeAll(async () => {
    seeded = await seededFile({ orders: 1_000, calls: 3_000, seed: 5, until: UNTIL });
    path = seeded.path;
    reader = openReader(path);
  });
  afterAll(() => {
    reader.close();
    seeded.remove();
  });

  async function compare(): Promise<number> {
    const found = new Set<number>();
    for (let days = 0; days <= 400; days += 20) {
      const before = UNTIL - days * DAY + 7 * 3_600_000;
      const places = await placesBefore(before);
      expect(places.at(-1), `${days} days`).toBe(lastPlace(before));
      expect(await placesBefore(before, 1)).toEqual(places);
      expect(places.every((place) => (place - 1) % BLOCK === 0)).toBe(true);
      for (const place of places) found.add(place);
    }
    return found.size;
  }

  it('is the last block before what is young, under hold, or half of a call', async () => {
    const whole = await compare();
    expect(whole).toBeGreaterThan(10);
    // Calls that go on for long, one with no end yet: no place between their entries.
    intrude(
      path,
      `UPDATE calls SET seq_outcome = seq_outcome + 900 WHERE id IN (SELECT id FROM calls WHERE seq_intent > 1500 LIMIT 2);
       UPDATE calls SET seq_outcome = NULL WHERE id IN (SELECT id FROM calls WHERE seq_intent > 6000 LIMIT 1)`,
    );
    const between = await compare();
    expect(between).toBeLessThan(whole);
    const calls = allRows<CallRow>(
      'SELECT seq_intent AS intent, seq_outcome AS outcome, ref_id AS refId FROM calls WHERE ref_id IS NOT NULL ORDER BY id',
    );
    const late = calls.at(Math.floor(calls.length / 2))?.refId;
    runSql(path, `UPDATE orders SET legal_hold = 1 WHERE ref_id = '${late}'`);
    const held = await compare();
    expect(held).toBeLessThan(between);
    expect(held).toBeGreaterThan(0);
  });

  it('is found, and cut at, without going through a big table', () => {
    const copy = copyOf(path);
    const { watched, texts, close } = watchStatements(copy, { readonly: false });
    blocksFrom(watched, { from: null, before: UNTIL });
    blocksFrom(watched, { from: 257, before: UNTIL });
    ordersOnLegalHold(watched.connection);
    const stub = { firstSeq: 257, frontier: '', lastHash: Buffer.alloc(32), note: '', prunedAt: 0 };
    expect(pruneBehind(watched.connection, stub)).toBe(256);
    const left = openReader(copy);
    expect(left.connection.sql('SELECT min(seq_intent) FROM calls').pluck().get()).toBeGreaterThanOrEqual(
      257,
    );
    left.close();
    expect(bigReads(path, texts, ['orders', 'calls', 'entries'], () => false)).toEqual([]);
    close();
  });
});
