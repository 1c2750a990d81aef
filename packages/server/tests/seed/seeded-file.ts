import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDatabase } from '../../bench/seed/seed-database.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';

/** A database of trial data in a folder of its own. */
export interface SeededFile {
  path: string;
  remove(): void;
}

/** Fills one with so many orders and calls up to `until` (ms), the same for the same seed. */
export async function seededFile(of: {
  orders: number;
  calls: number;
  seed: number;
  until: number;
}): Promise<SeededFile> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-seeded-'));
  const path = join(folder, 'desk.db');
  const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
  await seedDatabase(path, keys, { ...of, actor: 'cli:tester', billingTimeZone: 'Europe/Zurich' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
