import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForWriting } from '../ledger/open-for-writing.ts';
import { migrateDatabase } from './migrate.ts';

describe('a database file', () => {
  let folder: string;
  let umask: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-private-'));
    chmodSync(folder, 0o755);
    umask = process.umask(0o022);
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(folder, { recursive: true, force: true });
  });

  const modes = () =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
    );
  const open = () => {
    const database = openForWriting(join(folder, 'desk.db'));
    migrateDatabase(database);
    return database;
  };

  it('is its owner’s alone from the start, also in a folder that others may read, with -wal and -shm', () => {
    const database = open();
    expect(modes()).toEqual({ 'desk.db': '600', 'desk.db-shm': '600', 'desk.db-wal': '600' });
    database.close();
  });

  it('is closed to others where an earlier version left it open', () => {
    const first = open();
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    const second = open();
    expect(new Set(Object.values(modes()))).toEqual(new Set(['600']));
    second.close();
    first.close();
  });
});
