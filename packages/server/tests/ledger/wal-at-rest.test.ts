import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { WalBackfill } from '../../src/platform/ledger/wal-backfill.ts';
import { checkpointWal } from '../../src/platform/ledger/wal-state.ts';
import { isHeld } from './holds-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'srs-wal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('what waits in the write-ahead log is copied once nothing comes any more; it begins anew, and is cut', async () => {
  const databasePath = join(folder, 'desk.db');
  const database = openForWriting(databasePath);
  database.pragma('wal_autocheckpoint = 0');
  database.pragma('journal_size_limit = 1000000');
  const size = (): number => statSync(`${databasePath}-wal`).size;
  database.exec('CREATE TABLE some (bytes BLOB)');
  const backfill = new WalBackfill(databasePath);
  backfill.noteSize(0);
  backfill.noteSize(1_000);
  database.exec('INSERT INTO some VALUES (zeroblob(4000000))');
  const loaded = checkpointWal(database, 'NOOP');
  expect(size()).toBeGreaterThan(3_900_000);
  // Less than is copied while much comes.
  expect(loaded.log).toBeGreaterThan(900);
  expect(loaded.log).toBeLessThan(4_000);
  await expect.poll(() => checkpointWal(database, 'NOOP').checkpointed).toBe(loaded.log);
  database.exec('INSERT INTO some VALUES (1)');
  expect(checkpointWal(database, 'NOOP').log).toBeLessThan(10);
  expect(size()).toBeLessThanOrEqual(1_000_000);
  expect(isHeld(databasePath)).toBe(true);
  await backfill.stop();
  database.close();
});
