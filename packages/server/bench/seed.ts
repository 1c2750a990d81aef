import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateKeys } from '../src/platform/ledger/key-file.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { seedDatabase } from './seed/seed-database.ts';

export const name = 'seed';

/** `desk seed` into an empty database: everything included, from the first entry to the renamed file. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-bench-seed-'));
  const orders = quick ? 2_000 : 100_000;
  const calls = orders * 2;
  try {
    const path = join(folder, 'desk.db');
    const keys = loadOrCreateKeys(join(folder, 'audit-key.json'));
    const startedAt = performance.now();
    const { entries } = await seedDatabase(path, keys, {
      orders,
      calls,
      seed: 1,
      until: Date.parse('2026-11-01T00:00:00Z'),
      actor: 'cli:bench',
      billingTimeZone: 'Europe/Zurich',
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    const rate = entries / seconds;
    return {
      rows: [
        {
          metric: 'log entries per second',
          value: rate,
          unit: 'entries/s',
          target: '≥ 20000',
          met: rate >= 20_000,
        },
        { metric: 'bytes per entry, all tables', value: statSync(path).size / entries, unit: 'B' },
        { metric: 'peak memory', value: process.resourceUsage().maxRSS / 1024, unit: 'MiB' },
      ],
      notes: [`${orders} orders, ${calls} calls, ${entries} entries in ${seconds.toFixed(1)} s`],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
