import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDatabase } from '../../bench/seed/seed-database.ts';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';

const ORDERS = 3_200;

describe('the facts of a seeded population', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-facts-'));
  const path = join(folder, 'desk.db');

  beforeAll(async () => {
    const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
    await seedDatabase(path, keys, {
      orders: ORDERS,
      calls: 4 * ORDERS,
      seed: 3,
      until: Date.parse('2026-11-01T00:00:00.000Z'),
      actor: 'cli:tester',
      billingTimeZone: 'Europe/Zurich',
    });
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('agree with the log in every row', async () => {
    const report = await checkFacts({ path });
    expect(report).toMatchObject({ problem: null, differences: [], count: 0, outcome: 'agree' });
    expect(report.rows).toBeGreaterThanOrEqual(ORDERS);
    expect(report.entries).toBeGreaterThan(4 * ORDERS);
  });
});
