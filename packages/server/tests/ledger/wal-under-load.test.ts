import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { restBesideWriter, WalRestart } from '../../src/platform/ledger/wal-restart.ts';
import { checkpointWal } from '../../src/platform/ledger/wal-state.ts';

const READERS = 3;
const PAGES = 30_000;
const LENGTH = { long: 400, few: 100, tooLong: 800 };

it('the write-ahead log begins anew though commits and readers leave no moment in which nobody is at it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-wal-'));
  const databasePath = join(folder, 'desk.db');
  const database = openForWriting(databasePath);
  database.pragma('wal_autocheckpoint = 400');
  database.exec('CREATE TABLE some (bytes BLOB)');
  const over = new Int32Array(new SharedArrayBuffer(4));
  const readers = Array.from(
    { length: READERS },
    () =>
      new Worker(new URL('./holding-reader.fixture.mjs', import.meta.url), {
        workerData: { databasePath, over: over.buffer },
      }),
  );
  try {
    await Promise.all(readers.map((reader) => once(reader, 'message')));
    const restart = new WalRestart(database, LENGTH);
    let longest = 0;
    const write = database.prepare('INSERT INTO some VALUES (zeroblob(40000))');
    for (let pages = 0; pages < PAGES; pages += 10) {
      write.run();
      restart.afterGroup(pages);
      longest = Math.max(longest, checkpointWal(database, 'NOOP').log);
    }
    expect(longest).toBeGreaterThan(LENGTH.long);
    // Readers get the processor when they get it: on a busy machine they hold on for long.
    expect(longest).toBeLessThan(PAGES / 2);
    expect(database.pragma('busy_timeout', { simple: true })).toBe(5_000);
  } finally {
    Atomics.store(over, 0, 1);
    await Promise.all(readers.map((reader) => once(reader, 'exit')));
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

it('whoever reads for long rests until the writer has looked again, where the log is too long', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-wal-'));
  const path = join(folder, 'desk.db');
  expect(restBesideWriter(path)).toBeLessThan(100);
  writeFileSync(`${path}-wal`, '');
  truncateSync(`${path}-wal`, 64 * 2 ** 20);
  expect(restBesideWriter(path)).toBeLessThan(100);
  truncateSync(`${path}-wal`, 90 * 2 ** 20);
  expect(restBesideWriter(path)).toBeGreaterThan(1_000);
  rmSync(folder, { recursive: true, force: true });
});
