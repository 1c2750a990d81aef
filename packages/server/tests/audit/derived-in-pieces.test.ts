import { expect, it } from 'vitest';
import { usageDifferences } from '../../src/features/billing/index.ts';
import { counterDifferences, orderDifferences, termDifferences } from '../../src/features/orders/index.ts';
import { bigReads, watchStatements } from '../seed/big-reads.ts';
import { seededFile } from '../seed/seeded-file.ts';

const UNTIL = Date.parse('2026-11-01T00:00:00.000Z');
const ORDERS = 1_300;

it('holds what is derived against the same made anew without going through all orders in one look', async () => {
  const { path, remove } = await seededFile({ orders: ORDERS, calls: 2_000, seed: 3, until: UNTIL });
  const { watched, texts, close } = watchStatements(path);
  const db = watched.connection;
  // Counters are counted by SQL alone, a kind at a time.
  expect([...counterDifferences(db)].flatMap(({ differences }) => differences)).toEqual([]);
  texts.clear();
  const [usage, orders, terms] = [usageDifferences(db), orderDifferences(db, UNTIL), termDifferences(db)].map(
    (pieces) => [...pieces],
  );
  for (const pieces of [usage, orders, terms]) {
    expect(pieces?.flatMap(({ differences }) => differences)).toEqual([]);
    expect(Math.max(...(pieces ?? []).map(({ rows }) => rows))).toBeLessThanOrEqual(500);
  }
  expect(orders?.reduce((sum, { rows }) => sum + rows, 0)).toBe(ORDERS);
  const tables = ['orders', 'usage_orders', 'usage_days', 'usage_months', 'person_terms', 'near_terms'];
  // Groups of a day or a month are gathered and sorted.
  const scans = bigReads(path, texts, tables, () => false).filter((line) => line.startsWith('SCAN'));
  expect(scans).toEqual([]);
  expect(texts.size).toBeGreaterThan(12);
  close();
  remove();
});
