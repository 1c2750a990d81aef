import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDesk } from '../../src/app/open-desk.ts';
import { startLedger } from '../../src/app/start-ledger.ts';
import { BackupBroken } from '../../src/features/audit/backup/backup-broken.ts';
import { backupPath } from '../../src/features/audit/backup/backup-files.ts';
import { backupIdentity } from '../../src/features/audit/backup/backup-identity.ts';
import { readBackup } from '../../src/features/audit/backup/read-backup.ts';
import { lastBackupAt, readBackups } from '../../src/features/audit/backup/read-backups.ts';
import { replacedDatabases } from '../../src/features/audit/backup/replaced-databases.ts';
import { restoreBackup } from '../../src/features/audit/backup/restore-backup.ts';
import { rotateBackups } from '../../src/features/audit/backup/rotate-backups.ts';
import { writeBackup } from '../../src/features/audit/backup/write-backup.ts';
import { compareOrders } from '../../src/features/audit/facts/order-facts.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { writeHeader } from '../../src/platform/age/age-header.ts';
import { DataFolderTaken } from '../../src/platform/db/lock.ts';
import { type AuditKeys, loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { configFor } from '../sync/desk-fixture.ts';
import { canariesIn, findCanaries } from './canaries.ts';
import { act } from './log-fixture.ts';

/** The form that 0.2 wrote, in one last piece. */
function sealedAsBefore(database: Buffer, { name, wrapping }: AuditKeys): Buffer {
  const salt = randomBytes(32);
  const header = {
    format: 'srs-desk-backup/1',
    createdAt: '',
    log: name,
    lastSeq: 1,
    salt: salt.toString('base64'),
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const key = Buffer.from(hkdfSync('sha256', wrapping, salt, header.format, 32));
  const pieces: Buffer[] = [line];
  const packed = gzipSync(database);
  for (let at = 0, count = 0; at < packed.length; at += 1 << 20, count++) {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(count), 3);
    nonce[11] = at + (1 << 20) >= packed.length ? 1 : 0;
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(line);
    pieces.push(cipher.update(packed.subarray(at, at + (1 << 20))), cipher.final(), cipher.getAuthTag());
  }
  return Buffer.concat(pieces);
}

const CANARIES = ['Rotkehlchenmann', '+41798765432'];

describe('backup and restore', () => {
  let app: AppFixture;
  let admin: Caller;
  let out: string;
  let outside: string;

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: 1 } });
    admin = await app.as('admin');
    outside = `${app.folder}-outside`;
    mkdirSync(outside);
    out = join(outside, 'desk.backup');
  });
  afterAll(async () => {
    rmSync(outside, { recursive: true, force: true });
    await app.close();
  });

  const backup = (to: string) =>
    writeBackup({
      databasePath: join(app.folder, 'desk.db'),
      keys: app.desk.keys,
      recipients: [],
      out: to,
      now: Date.now(),
    });

  function freshFolder(name: string): string {
    const folder = join(outside, name);
    mkdirSync(join(folder, 'keys'), { recursive: true });
    for (const file of ['audit-key.json', 'erasures.jsonl'])
      writeFileSync(join(folder, 'keys', file), readFileSync(join(app.folder, 'keys', file)), {
        mode: 0o600,
      });
    return folder;
  }

  const logged = (action: string): string[] =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
      .pluck()
      .all(action)
      .map(String);

  it('is encrypted, made under load, and the erased stay erased after a restore', async () => {
    const placed = await admin.post('/api/orders', {
      issuer: 'IDENTITY.TM',
      method: 'video',
      lastName: 'Rotkehlchenmann',
      mobile: '079 876 54 32',
    });
    expect(placed.status).toBe(201);
    const refId = placed.body.refId as string;

    let writing = true;
    const load = (async () => {
      for (let n = 0; writing; n++)
        await app.desk.ledger.record([], [{ ...act(n), subject: null, sealed: undefined }]);
    })();
    expect((await admin.post('/api/backups', { wait: true })).status).toBe(200);
    const { lastSeq } = await backup(out);
    writing = false;
    await load;
    expect(lastSeq).toBeGreaterThan(5);
    expect(canariesIn(readFileSync(out), CANARIES)).toEqual([]);
    expect(findCanaries(app.folder, CANARIES).length).toBeGreaterThan(0);

    const erased = await admin.post(`/api/orders/${refId}/erase`, {
      reason: 'asked to',
      confirm: true,
      pending: 'leave_open',
    });
    expect(erased.status).toBe(200);

    const config = configFor(app.simulator, app.folder);
    await expect(restoreBackup(config, out, { replace: true, startLedger })).rejects.toThrow(DataFolderTaken);

    // Another folder with the same keys and the same erasure list: the machine after the fire.
    const folder = freshFolder('new');
    const there = configFor(app.simulator, folder);
    const done = await restoreBackup(there, out, { replace: false, startLedger });
    expect(done).toMatchObject({ lastSeq, replayed: 1, replaced: null });
    expect(findCanaries(folder, CANARIES)).toEqual([]);
    const key = readVerifierKey(app.desk.audit.publicKey);
    expect(await verifyDatabase({ path: there.databasePath, key })).toMatchObject({ outcome: 'intact' });
  });

  it('does not bring back who was erased after a legal hold that the backup still has', async () => {
    const person = {
      issuer: 'IDENTITY.TM',
      method: 'video',
      lastName: 'Wiederkehrer',
      mobile: '079 876 54 34',
    };
    const { refId } = (await admin.post('/api/orders', person)).body;
    const hold = (on: boolean) =>
      admin.post(`/api/orders/${refId}/legal-hold`, { hold: on, reason: 'dispute 12' });
    expect((await hold(true)).status).toBe(200);
    const held = join(outside, 'held.backup');
    await backup(held);
    expect((await hold(false)).status).toBe(200);
    const erase = { reason: 'asked to', confirm: true, pending: 'leave_open' };
    expect((await admin.post(`/api/orders/${refId}/erase`, erase)).status).toBe(200);

    const there = configFor(app.simulator, freshFolder('held'));
    const done = await restoreBackup(there, held, { replace: false, startLedger });
    expect(done).toMatchObject({ replayed: 1, refused: [] });
    expect(findCanaries(there.dataDir, ['Wiederkehrer', '+41798765434'])).toEqual([]);
    const desk = await openDesk(there, { logLevel: 'silent' });
    const told = desk.reader.connection
      .sql(`SELECT action, actor FROM entries WHERE ref_id = ? AND seq > ? ORDER BY seq`)
      .all(refId, done.lastSeq);
    expect(told).toEqual([
      { action: 'order.legal_hold_released', actor: 'system' },
      { action: 'order.erase', actor: 'system' },
    ]);
    const differences = [...compareOrders(desk.reader.connection, 1)].flatMap((found) => found.differences);
    expect(differences).toEqual([]);
    // Its own entry came after what it holds.
    const view = readBackups(desk);
    expect(view.unlisted).toEqual({ at: new Date(done.lastAt).toISOString() });
    expect(lastBackupAt(view)).toBe(view.unlisted?.at);
    expect((await admin.get('/api/backups')).body.unlisted).toBeNull();
    await desk.close();
  });

  it('is begun in the background, told while it is made, and recorded only when it was read back', async () => {
    const before = logged('backup.create').length;
    const begun = await admin.post('/api/backups');
    expect([begun.status, begun.body.running?.by]).toEqual([202, 'user:admin']);
    expect((await admin.post('/api/backups')).body.code).toBe('backup_runs');
    await expect.poll(async () => (await admin.get('/api/backups')).body.running).toBeNull();
    const { backups, failure, sameDisk } = (await admin.get('/api/backups')).body;
    const [last] = backups;
    expect(last).toMatchObject({ by: 'user:admin', isThere: true, size: statSync(last.to).size });
    expect(last.verifiedAt).toBe(last.at);
    expect([failure, sameDisk]).toEqual([null, true]);
    expect(logged('backup.create')).toHaveLength(before + 1);
    const to = join(outside, 'elsewhere.backup');
    expect((await admin.post('/api/backups', { to })).status).toBe(400);
    expect((await (await app.as('support')).post('/api/backups')).status).toBe(403);
  });

  it('is brought elsewhere by the operator’s command, which gets none of the desk’s secrets', async () => {
    const { backups } = app.desk.config;
    const copy = join(outside, 'copied');
    vi.stubEnv('SRS_CLIENT_SECRET', 'of-the-desk-alone');
    backups.command = `{ printenv SRS_CLIENT_SECRET; cat "$BACKUP_FILE"; } > '${copy}'`;
    const made = await admin.post('/api/backups', { wait: true });
    vi.unstubAllEnvs();
    expect(made.body).toMatchObject({ copies: true, failure: null });
    const [last] = made.body.backups;
    expect(last.copiedAt >= last.at).toBe(true);
    expect(readFileSync(copy).equals(readFileSync(last.to))).toBe(true);

    backups.command = 'exit 3';
    const failed = await admin.post('/api/backups', { wait: true });
    expect([failed.status, failed.body.code]).toEqual([503, 'backup_not_copied']);
    const after = (await admin.get('/api/backups')).body;
    expect(after.failure.why).toBe('BACKUP_COMMAND ended with 3');
    expect(after.backups[0]).toMatchObject({ copiedAt: null, isThere: true });
    backups.command = null;
  });

  it('of the schedule goes when newer ones have taken its place; what was made by hand stays', async () => {
    const { backups } = app.desk.config;
    // As many BACKUP_RECIPIENTS as make a header of some length.
    const others = Array(100).fill(backupIdentity({ wrapping: randomBytes(32) }).recipient);
    const lay = (time: string, keys: Pick<AuditKeys, 'wrapping'> = app.desk.keys) => {
      const path = backupPath(backups.dir, 'daily', Date.parse(time));
      writeFileSync(path, writeHeader(randomBytes(16), [backupIdentity(keys).recipient, ...others]));
      return path;
    };
    const another = lay('2025-12-31T01:30:00Z', { wrapping: randomBytes(32) });
    const [first, second, third] = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) =>
      lay(`${day}T01:30:00Z`),
    );
    // What cannot be read stops nothing.
    mkdirSync(backupPath(backups.dir, 'daily', Date.parse('2025-12-30T01:30:00Z')));
    const ahead = lay('2126-01-01T01:30:00Z');
    const byHand = (await admin.post('/api/backups', { wait: true })).body.backups[0].to;
    backups.keep = { daily: 2, weekly: 0, monthly: 0 };
    await rotateBackups(app.desk);
    expect([first, second, third, byHand].map((path) => existsSync(path))).toEqual([false, true, true, true]);
    const [told = ''] = logged('backup.rotate');
    expect(JSON.parse(told).detail).toEqual({ files: [first], kept: 2 });
    // Of another desk with the same folder, and of a clock that was ahead.
    expect([another, ahead].map((path) => existsSync(path))).toEqual([true, true]);
  });

  it('of version 0.2 is still restored', async () => {
    const keys = app.desk.keys;
    await backup(out);
    const database = join(outside, 'opened.db');
    await readBackup(out, keys, database);
    const file = join(outside, 'older.backup');
    writeFileSync(file, sealedAsBefore(readFileSync(database), keys));
    const again = join(outside, 'again.db');
    const { lastSeq } = await readBackup(file, keys, again);
    expect(lastSeq).toBeGreaterThan(5);
    expect(readFileSync(again).equals(readFileSync(database))).toBe(true);
    const flipped = readFileSync(file);
    flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    await expect(readBackup(file, keys, again)).rejects.toThrow(BackupBroken);
  });

  it('is not recorded when it cannot be written, and says why', async () => {
    const { dir } = app.desk.config.backups;
    rmSync(dir, { recursive: true, force: true });
    writeFileSync(dir, 'no folder');
    const before = (await admin.get('/api/backups')).body.backups.length;
    const failed = await admin.post('/api/backups', { wait: true });
    expect([failed.status, failed.body.code]).toEqual([503, 'backup_failed']);
    const after = (await admin.get('/api/backups')).body;
    expect(after.backups).toHaveLength(before);
    expect(after.failure).toMatchObject({ by: 'user:admin' });
    expect(after.failure.why).toMatch(/EEXIST|ENOTDIR/);
    rmSync(dir);
    expect((await admin.post('/api/backups', { wait: true })).body.failure).toBeNull();
  });

  it('moves the database that is there aside, private and whole, or deletes it when told to', async () => {
    const file = join(outside, 'aside.backup');
    await backup(file);
    const folder = join(outside, 'aside');
    mkdirSync(join(folder, 'keys'), { recursive: true });
    writeFileSync(
      join(folder, 'keys', 'audit-key.json'),
      readFileSync(join(app.folder, 'keys', 'audit-key.json')),
      { mode: 0o600 },
    );
    const config = configFor(app.simulator, folder);
    const old = ['', '-wal', '-shm'].map((suffix) => `desk.db${suffix}`);
    const aside = () => readdirSync(folder).filter((name) => name.startsWith('desk.db.replaced-'));
    const lay = () => {
      for (const name of old) writeFileSync(join(folder, name), `old ${name}`, { mode: 0o644 });
    };
    lay();
    const { replaced } = await restoreBackup(config, file, { replace: false, startLedger });
    expect(replaced).toMatch(/desk\.db\.replaced-\d{4}-\d{2}-\d{2}T[\d-]+\.\d{3}Z$/);
    for (const suffix of ['', '-wal', '-shm']) {
      expect(readFileSync(`${replaced}${suffix}`, 'utf8')).toBe(`old desk.db${suffix}`);
      expect(statSync(`${replaced}${suffix}`).mode & 0o777).toBe(0o600);
    }
    expect(replacedDatabases(folder)).toEqual(aside().map((name) => join(folder, name)));
    const key = readVerifierKey(app.desk.audit.publicKey);
    const verify = () => verifyDatabase({ path: config.databasePath, key });
    expect(await verify()).toMatchObject({ outcome: 'intact' });

    expect(await restoreBackup(config, file, { replace: true, startLedger })).toMatchObject({
      replaced: null,
    });
    expect(await verify()).toMatchObject({ outcome: 'intact' });
    expect(aside()).toHaveLength(3);
    // What cannot be restored leaves everything as it was.
    writeFileSync(file, 'no backup at all');
    const before = readFileSync(config.databasePath);
    await expect(restoreBackup(config, file, { replace: true, startLedger })).rejects.toThrow(BackupBroken);
    expect(readFileSync(config.databasePath).equals(before)).toBe(true);
    expect(aside()).toHaveLength(3);
  });

  it('has an erasure name the databases that lie aside', async () => {
    const placed = await admin.post('/api/orders', {
      issuer: 'IDENTITY.TM',
      method: 'video',
      mobile: '079 876 54 33',
    });
    const lies = join(app.folder, 'desk.db.replaced-2026-01-01T00-00-00.000Z');
    writeFileSync(lies, 'a former database');
    const erase = { reason: 'asked to', confirm: true, pending: 'leave_open' };
    const erased = await admin.post(`/api/orders/${placed.body.refId}/erase`, erase);
    expect(erased.body).toMatchObject({ aside: [lies] });
    rmSync(lies);
    expect((await admin.post(`/api/orders/${placed.body.refId}/erase`, erase)).body).toMatchObject({
      aside: [],
    });
  });

  it('leaves nothing behind when it was killed midway, though the next desk may have the same process number', async () => {
    const config = configFor(app.simulator, freshFolder('killed'));
    const { dir } = config.backups;
    mkdirSync(dir, { recursive: true });
    const numbers = [2 ** 22 - 1, process.pid];
    const copies = numbers.flatMap((pid) => [`backup-${pid}-1.part`, `backup-${pid}-1.part-journal`]);
    const dead = [...copies, 'desk.db.restored'].map((name) => join(config.dataDir, name));
    for (const path of dead) writeFileSync(path, 'Rotkehlchenmann');
    const draft = (keys: Pick<AuditKeys, 'wrapping'>, time: string) => {
      const path = `${backupPath(dir, 'daily', Date.parse(time))}.part`;
      writeFileSync(path, writeHeader(randomBytes(16), [backupIdentity(keys).recipient]));
      return path;
    };
    const own = draft(app.desk.keys, '2026-01-01T01:30:00Z');
    const another = draft({ wrapping: randomBytes(32) }, '2026-01-02T01:30:00Z');
    const desk = await openDesk(config, { logLevel: 'silent' });
    await desk.close();
    expect([...dead, own, another].filter((path) => existsSync(path))).toEqual([another]);
  });

  it('is refused when damaged, cut off, of another key, or older than a checkpoint demands', async () => {
    const file = join(outside, 'second.backup');
    await backup(file);
    const folder = join(outside, 'third');
    mkdirSync(join(folder, 'keys'), { recursive: true });
    writeFileSync(
      join(folder, 'keys', 'audit-key.json'),
      readFileSync(join(app.folder, 'keys', 'audit-key.json')),
      { mode: 0o600 },
    );
    const config = configFor(app.simulator, folder);
    const whole = readFileSync(file);
    const attempt = () => restoreBackup(config, file, { replace: false, startLedger });

    const flipped = Buffer.from(whole);
    flipped[whole.length - 100] = (flipped[whole.length - 100] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    await expect(attempt()).rejects.toThrow(BackupBroken);
    const header = Buffer.from(
      whole.toString('latin1').replace('\n---', '\n-> X25519 of-another\n---'),
      'latin1',
    );
    writeFileSync(file, header);
    await expect(attempt()).rejects.toThrow(BackupBroken);
    writeFileSync(file, whole);
    truncateSync(file, whole.length - 50);
    await expect(attempt()).rejects.toThrow(BackupBroken);
    writeFileSync(file, 'no backup at all');
    await expect(attempt()).rejects.toThrow(BackupBroken);
    writeFileSync(file, whole);
    const stranger = configFor(app.simulator, join(outside, 'stranger'));
    mkdirSync(stranger.dataDir);
    const asStranger = () => restoreBackup(stranger, file, { replace: false, startLedger });
    await expect(asStranger()).rejects.toThrow(/there is no key file/);
    expect(existsSync(stranger.keyFile)).toBe(false);
    loadOrCreateKeys(stranger.keyFile);
    await expect(asStranger()).rejects.toThrow(/for another key/);

    await app.desk.ledger.record([], [{ ...act(1), subject: null, sealed: undefined }]);
    const newer = (await app.desk.ledger.checkpoint())?.note ?? '';
    await expect(
      restoreBackup(config, file, { replace: false, checkpoints: [newer], startLedger }),
    ).rejects.toThrow(/cut off/);
    expect(await attempt()).toMatchObject({ replaced: null });
  });
});
