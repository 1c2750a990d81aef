import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFacts } from '../src/features/audit/facts/check-facts.ts';
import { loadOrCreateKeys } from '../src/platform/ledger/key-file.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { seedDatabase } from './seed/seed-database.ts';

export const name = 'facts';

const ORDERS = 20_000;
const QUICK_ORDERS = 500;
/** What the comparison must reach, entries of the log per second. */
const AIM = 50_000;

/** How fast the tables, and what is derived, are compared with the log of a seeded desk. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[] }> {
  const orders = quick ? QUICK_ORDERS : ORDERS;
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-bench-facts-'));
  const path = join(folder, 'desk.db');
  try {
    const until = Date.parse('2026-11-01T00:00:00.000Z');
    await seedDatabase(path, loadOrCreateKeys(join(folder, 'keys', 'audit-key.json')), {
      orders,
      calls: 8 * orders,
      seed: 3,
      until,
      actor: 'cli:bench',
      billingTimeZone: 'Europe/Zurich',
    });
    const { entries, rows, outcome, durationMs } = await checkFacts({ path, now: until });
    if (outcome !== 'agree') throw new Error(`the facts ${outcome}`);
    const value = (entries / durationMs) * 1000;
    const what = `facts and derived rows compared (${entries} entries, ${rows} rows)`;
    return {
      rows: [{ metric: what, value, unit: 'entries/s', target: `≥ ${AIM}`, met: value >= AIM }],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
