import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseListQuery } from '@srs-desk/shared/api/list.ts';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDatabase } from '../../bench/seed/seed-database.ts';
import { listOrders } from '../../src/features/orders/order-list.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';

const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'srs-desk-ends-'));
let reader: Reader;

beforeAll(async () => {
  const path = join(folder, 'desk.db');
  await seedDatabase(path, loadOrCreateKeys(join(folder, 'audit-key.json')), {
    orders: 1_500,
    calls: 6_000,
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

function listed(band: string): { refId: string; evidenceValidUntil: string }[] {
  const parsed = parseListQuery(orderList, {
    filter: JSON.stringify({ evidenceEnds: band }),
    range: '[0,999]',
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const page = listOrders(reader, 'facts', parsed.query);
  const rows = JSON.parse(String(page.json)) as { refId: string; evidenceValidUntil: string }[];
  expect(page.total).toBe(rows.length);
  return rows;
}

it.each([
  ['within_30_days', 30],
  ['within_90_days', 90],
])('lists valid evidence that ends %s', (band, days) => {
  const now = Date.now();
  const valid = reader.connection
    .sql("SELECT ref_id AS refId, evidence_valid_until AS until FROM orders WHERE verify_status = 'valid'")
    .all() as { refId: string; until: number }[];
  const wanted = valid.filter(({ until }) => until > now && until <= now + days * DAY);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(valid.length);
  expect(
    listed(band)
      .map(({ refId }) => refId)
      .sort(),
  ).toEqual(wanted.map(({ refId }) => refId).sort());
});

it('refuses another span with the spans there are', () => {
  const parsed = parseListQuery(orderList, { filter: '{"evidenceEnds":"within_7_days"}' });
  expect(parsed.ok).toBe(false);
  expect(JSON.stringify(parsed)).toContain('within_30_days');
});
