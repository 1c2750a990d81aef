import { isFinal, type OrderStatus, type VerifyStatus } from '@srs-desk/shared/order/status.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  loneSubjectsPastRetention,
  ordersPastRetention,
} from '../../src/features/audit/log/past-retention.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { bigReads, watchStatements } from '../seed/big-reads.ts';
import { type SeededFile, seededFile } from '../seed/seeded-file.ts';

const UNTIL = Date.parse('2026-11-01T00:00:00.000Z');
const BEFORE = UNTIL - 60 * 86_400_000;

describe('what is past its time', () => {
  let seeded: SeededFile;
  let path: string;
  let reader: Reader;

  function allOrders(atOnce: number) {
    const all = { refIds: [] as string[], unerased: 0 };
    for (let after: number | null = 0; after !== null; ) {
      const slice: ReturnType<typeof ordersPastRetention> = ordersPastRetention(reader, {
        before: BEFORE,
        after,
        atOnce,
      });
      all.refIds.push(...slice.refIds);
      all.unerased += slice.unerased;
      after = slice.upTo;
    }
    return all;
  }

  function allSubjects(atOnce: number): string[] {
    const all: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const slice: ReturnType<typeof loneSubjectsPastRetention> = loneSubjectsPastRetention(reader, {
        before: BEFORE,
        after,
        atOnce,
      });
      all.push(...slice.subjects);
      after = slice.upTo;
    }
    return all;
  }

  beforeAll(async () => {
    seeded = await seededFile({ orders: 300, calls: 600, seed: 3, until: UNTIL });
    path = seeded.path;
    reader = openReader(path);
  });
  afterAll(() => {
    reader.close();
    seeded.remove();
  });

  it('is the same however many are gone through at once', () => {
    const rows = reader.connection
      .sql(`SELECT ref_id, status, verify_status FROM orders WHERE updated_at < ${BEFORE} ORDER BY id`)
      .all() as { ref_id: string; status: OrderStatus; verify_status: VerifyStatus }[];
    const wanted = rows.filter((row) => isFinal(row.status, row.verify_status)).map((row) => row.ref_id);
    const whole = allOrders(1_000);
    expect(whole.unerased).toBe(300);
    expect(whole.refIds.length).toBeGreaterThan(10);
    expect(whole.refIds).toEqual(wanted);
    expect(allOrders(7)).toEqual(whole);
    expect(allOrders(300)).toEqual(whole);
    const keys = allSubjects(100_000);
    expect(allSubjects(13)).toEqual(keys);
    const ofOrders = new Set(reader.connection.sql('SELECT subject_id FROM orders').pluck().all());
    expect(keys.filter((id) => ofOrders.has(id))).toEqual([]);
  });

  it('is found without going through a big table for each', () => {
    const { watched, texts, close } = watchStatements(path);
    ordersPastRetention(watched, { before: BEFORE, after: 0 });
    loneSubjectsPastRetention(watched, { before: BEFORE, after: '' });
    expect(texts.size).toBe(5);
    expect(bigReads(path, texts, ['orders', 'subject_keys', 'calls', 'entries'], () => false)).toEqual([]);
    close();
  });
});
