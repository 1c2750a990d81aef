import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../src/app/open-desk.ts';
import { startLedger } from '../../src/app/start-ledger.ts';
import { rotateKey } from '../../src/features/audit/epoch/rotate-key.ts';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { readOrder } from '../../src/features/orders/get-order.ts';
import { migrateDatabase, migrationsFolder } from '../../src/platform/db/migrate.ts';
import { schemaState } from '../../src/platform/db/schema-state.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { VERSION } from '../../src/platform/version.ts';
import { configFor, register } from '../sync/desk-fixture.ts';

const NOWHERE = { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' };
const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };
const SILENT = { logLevel: 'silent' };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'srs-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as a desk left it that knew all migrations but the last. */
function makeOlder(path: string): void {
  const older = join(folder, 'migrations');
  cpSync(migrationsFolder(), older, { recursive: true });
  const journalPath = join(older, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalPath, 'utf8'));
  writeFileSync(journalPath, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));
  const database = openForWriting(path);
  migrateDatabase(database, older);
  database.close();
}

describe('a database of another version', () => {
  it('is backed up before it is brought up to date, and the log says so', async () => {
    const config = configFor(NOWHERE, join(folder, 'data'));
    await (await openDesk(config, SILENT)).close();
    rmSync(config.databasePath);
    makeOlder(config.databasePath);
    const desk = await openDesk(config, SILENT);
    const made = desk.reader.connection
      .sql("SELECT detail AS detail FROM entries WHERE action = 'backup.create'")
      .pluck()
      .all() as string[];
    const [name = ''] = readdirSync(config.backups.dir);
    expect(name).toMatch(/^desk-before-upgrade-.*\.db\.gz\.age$/);
    expect(made.map((detail) => JSON.parse(detail))).toEqual([
      expect.objectContaining({ to: join(config.backups.dir, name), verified: true, before: 'upgrade' }),
    ]);
    await desk.close();
    await (await openDesk(config, SILENT)).close();
    expect(readdirSync(config.backups.dir)).toHaveLength(1);
  });

  it('is left as it is when the backup cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const config = configFor(NOWHERE, join(folder, 'data'), { BACKUP_DIR: join(folder, 'file') });
    await (await openDesk(config, SILENT)).close();
    rmSync(config.databasePath);
    makeOlder(config.databasePath);
    const before = readFileSync(config.databasePath);
    await expect(openDesk(config, SILENT)).rejects.toThrow(
      /must be brought up to date, but the backup .*EEXIST/,
    );
    expect(readFileSync(config.databasePath).equals(before)).toBe(true);
  });

  it('is left as it is by a command that makes no backup', async () => {
    const config = configFor(NOWHERE, join(folder, 'data'));
    await (await openDesk(config, SILENT)).close();
    rmSync(config.databasePath);
    makeOlder(config.databasePath);
    const by = { actor: 'cli:root', now: Date.now(), startLedger };
    await expect(rotateKey(config, by)).rejects.toThrow(/of an earlier version: start this desk once/);
    expect(schemaState(config.databasePath)).toBe('older');
  });

  it('is refused by an older desk, which says what made it', async () => {
    const config = configFor(NOWHERE, join(folder, 'data'));
    await (await openDesk(config, SILENT)).close();
    const database = openForWriting(config.databasePath);
    database.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
    database.close();
    await expect(openDesk(config, SILENT)).rejects.toThrow(
      `was made by SRS Desk ${VERSION}, this is ${VERSION}: start that one`,
    );
  });

  it('is refused, too, when its log has a form that the older desk cannot read', async () => {
    const config = configFor(NOWHERE, join(folder, 'data'));
    await (await openDesk(config, SILENT)).close();
    const database = openForWriting(config.databasePath);
    database.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
    database.exec('ALTER TABLE entries RENAME COLUMN detail TO told');
    database.close();
    await expect(openDesk(config, SILENT)).rejects.toThrow(
      `was made by a later SRS Desk, this is ${VERSION}: start that one`,
    );
  });

  it('no longer passes the registering of a Ref ID for the beginning of its order, as versions up to 0054 did', async () => {
    const config = configFor(NOWHERE, join(folder, 'data'));
    const older = await openDesk(config, SILENT);
    const refId = randomUUID();
    await register(older, [refId]);
    await older.close();
    const database = openForWriting(config.databasePath);
    database.exec('UPDATE orders SET created_at_known = 1');
    database.exec('DELETE FROM __drizzle_migrations WHERE created_at >= 1790000055000');
    database.close();
    const desk = await openDesk(config, SILENT);
    expect(readOrder(desk, ADMIN, refId)).toMatchObject({ wireStatus: null, createdAt: null });
    await desk.close();
    expect(await checkFacts({ path: config.databasePath })).toMatchObject({
      outcome: 'agree',
      differences: [],
    });
  });
});
