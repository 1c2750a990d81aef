import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDatabase } from '../../bench/seed/seed-database.ts';
import { verifyApart } from '../../src/features/audit/verify/verify-apart.ts';
import { SHORT_LOG } from '../../src/features/audit/verify/verify-database.ts';
import { loadOrCreateKeys, verifierKeyText } from '../../src/platform/ledger/key-file.ts';

describe('a log that is not short, verified in a thread of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-apart-'));
  const path = join(folder, 'desk.db');
  let publicKey: string;
  const told: { done: number; total: number }[] = [];
  const verify = (signal = new AbortController().signal) =>
    verifyApart(
      { path, publicKey, checkpoints: [] },
      { signal, onProgress: (done, total) => void told.push({ done, total }) },
    );

  beforeAll(async () => {
    const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
    publicKey = verifierKeyText(keys);
    await seedDatabase(path, keys, {
      orders: 4_000,
      calls: 18_000,
      seed: 1,
      until: Date.parse('2026-11-01T00:00:00.000Z'),
      actor: 'cli:tester',
      billingTimeZone: 'Europe/Zurich',
    });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is intact, and how far it has come is told', async () => {
    const { outcome, lastSeq, problem } = await verify();
    expect({ outcome, problem }).toEqual({ outcome: 'intact', problem: null });
    expect(lastSeq).toBeGreaterThan(SHORT_LOG);
    expect(told.length).toBeGreaterThan(3);
    expect(told.at(-1)).toEqual({ done: lastSeq, total: lastSeq });
  });

  it('counts as not checked where it is stopped', async () => {
    const over = new AbortController();
    const verified = verify(over.signal);
    over.abort();
    expect(await verified).toMatchObject({
      outcome: 'unchecked',
      problem: 'the check could not be finished: it was stopped',
    });
  });

  it('is broken where an entry was changed', async () => {
    const database = new Database(path);
    database.exec('DROP TRIGGER entries_no_update');
    database.prepare("UPDATE entries SET actor = 'cli:other' WHERE seq = 30000").run();
    database.close();
    expect(await verify()).toMatchObject({ outcome: 'broken', finding: { seq: 30_000 } });
  });
});
