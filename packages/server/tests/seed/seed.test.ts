import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDatabase } from '../../bench/seed/seed-database.ts';
import { startLedger } from '../../src/app/start-ledger.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { usageDifferences } from '../../src/features/billing/usage/check-rollups.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { LoadRefused } from '../../src/platform/ledger/bulk-load.ts';
import { createSealer } from '../../src/platform/ledger/create-sealer.ts';
import { type AuditKeys, loadOrCreateKeys, verifierKeyText } from '../../src/platform/ledger/key-file.ts';
import { migrateFile } from '../../src/platform/ledger/open-for-writing.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { entryTexts } from '../ledger/entry-texts.ts';

const ORDERS = 600;
const CALLS = 2_500;
const UNTIL = Date.parse('2026-11-01T00:00:00.000Z');

describe('desk seed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-seed-'));
  const path = join(folder, 'desk.db');
  let keys: AuditKeys;
  let reader: Reader;

  const seedInto = (file: string, seed = 1) =>
    seedDatabase(file, keys, {
      orders: ORDERS,
      calls: CALLS,
      seed,
      until: UNTIL,
      actor: 'cli:tester',
      billingTimeZone: 'Europe/Zurich',
    });
  const one = (sql: string, from = reader) => from.connection.sql(sql).pluck().get();
  const ordersIn = (file: string): unknown[] => {
    const other = openReader(file);
    const rows = other.connection.sql('SELECT * FROM orders ORDER BY id').all() as Record<string, unknown>[];
    other.close();
    // Made with the key of this log.
    for (const row of rows) delete row.person_token;
    return rows;
  };

  beforeAll(async () => {
    keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
    await seedInto(path);
    reader = openReader(path);
  });
  afterAll(() => {
    reader.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes exactly what was asked for, with a log that verifies', async () => {
    expect(one('SELECT count(*) FROM orders')).toBe(ORDERS);
    expect(one('SELECT count(*) FROM calls')).toBe(CALLS);
    const checked = await verifyDatabase({
      path,
      key: readVerifierKey(verifierKeyText(keys)),
      checkpoints: [],
    });
    expect(checked).toMatchObject({ problem: null, outcome: 'intact', finding: null, firstSeq: 1 });
    expect(checked.storedCheckpoints.checked).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['desk.db', 'desk.db-shm', 'desk.db-wal', 'keys']);
  });

  it('leaves counters, rollups and the projection of the calls as the running desk would', async () => {
    const byStatus = reader.connection
      .sql(
        "SELECT 'orders.status.' || status AS name, count(*) AS value FROM orders GROUP BY status ORDER BY 1",
      )
      .all();
    expect(
      reader.connection
        .sql("SELECT name, value FROM counters WHERE name LIKE 'orders.status.%' ORDER BY 1")
        .all(),
    ).toEqual(byStatus);
    expect(one("SELECT value FROM counters WHERE name = 'orders'")).toBe(ORDERS);
    expect([...usageDifferences(reader.connection)].flatMap(({ differences }) => differences)).toEqual([]);
    const calls = reader.connection.sql('SELECT * FROM calls ORDER BY id').all();
    const ledger = await startLedger({ databasePath: path, keys, clock: { now: () => UNTIL } });
    try {
      const rebuilt = await ledger.record(
        [{ name: 'audit.rebuild_calls', args: { actor: 'cli:tester', origin: 'cli' } }],
        [],
      );
      expect(rebuilt.ok).toBe(true);
    } finally {
      await ledger.close();
    }
    expect(reader.connection.sql('SELECT * FROM calls ORDER BY id').all()).toEqual(calls);
  });

  it('has every table, index and guard that a migrated database has', () => {
    const migrated = join(folder, 'migrated.db');
    migrateFile(migrated);
    const plain = openReader(migrated);
    const parts = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
    expect(reader.connection.sql(parts).all()).toEqual(plain.connection.sql(parts).all());
    plain.close();
  });

  it('is realistic: every status, both methods, valid, pending and expired evidence, and people who came twice', () => {
    const seen = (column: string): unknown[] =>
      reader.connection.sql(`SELECT DISTINCT ${column} FROM orders ORDER BY 1`).pluck().all();
    expect(seen('status')).toEqual(
      expect.arrayContaining(['cancelled', 'error', 'initialized', 'terminated']),
    );
    expect(seen('issuer')).toEqual(['IDENTITY.TM', 'KLARNA']);
    expect(seen('verify_status')).toEqual(expect.arrayContaining(['terms_not_accepted', 'valid', 'expired']));
    expect(Number(one('SELECT count(DISTINCT msisdn) FROM orders'))).toBeLessThan(ORDERS);
    expect(Number(one('SELECT count(DISTINCT external_id) FROM orders'))).toBeGreaterThan(20);
    expect(Number(one('SELECT count(*) FROM person_terms'))).toBeGreaterThan(ORDERS);
    expect(Number(one('SELECT count(*) FROM order_sync WHERE due_at IS NOT NULL'))).toBeGreaterThan(0);
  });

  it('seals what is personal, and the keys open it', () => {
    const [text = ''] = entryTexts(reader, "operation = 'place_order' AND action = 'call.intent'");
    const opened = createSealer(reader, keys).open(parseEntry(text));
    expect(JSON.stringify(opened)).toContain('mobile');
    expect(
      one(`SELECT count(*) FROM entries WHERE ${ENTRY_JSON} LIKE '%+4179%' OR ${ENTRY_JSON} LIKE '%+4915%'`),
    ).toBe(0);
  });

  it('gives the same orders for the same seed, others for another', async () => {
    const same = join(folder, 'same.db');
    const other = join(folder, 'other.db');
    await seedInto(same);
    await seedInto(other, 2);
    expect(ordersIn(same)).toEqual(ordersIn(path));
    expect(ordersIn(other)).not.toEqual(ordersIn(path));
  });

  it('refuses a database that has a log', async () => {
    await expect(seedInto(path)).rejects.toThrow(LoadRefused);
    expect(one('SELECT count(*) FROM orders')).toBe(ORDERS);
  });
});
