import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatConsistency } from '@srs-desk/shared/audit/consistency-text.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verificationLines } from '../../src/app/cli/verification-lines.ts';
import { openDesk } from '../../src/app/open-desk.ts';
import { startLedger } from '../../src/app/start-ledger.ts';
import { restoreBackup } from '../../src/features/audit/backup/restore-backup.ts';
import { writeBackup } from '../../src/features/audit/backup/write-backup.ts';
import { rotateKey } from '../../src/features/audit/epoch/rotate-key.ts';
import { consistencyOf } from '../../src/features/audit/log/proof-nodes.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyConsistencyText } from '../../src/features/audit/verify/verify-consistency.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { verifyJsonl } from '../../src/features/audit/verify/verify-jsonl.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { exportFile } from './export-file.ts';
import { rehashFrom } from './forge.ts';
import { verifyIndependently } from './independent.ts';
import { copyOf, fill, intrude, type LogFixture, openLog } from './log-fixture.ts';

/** Entries in the backup, and under the old key. */
const BACKED_UP = 24;
const OLD = 30;

describe('a rotation of the key', () => {
  let log: LogFixture;
  let config: Config;
  let oldKeyFile: string;
  let before: string;
  let after: string;
  let newKey: string;

  const configOf = (folder: string): Config =>
    readConfig({
      DATA_DIR: folder,
      SRS_BASE_URL: 'http://srs.invalid',
      SRS_TOKEN_URL: 'http://srs.invalid',
      RAS_BASE_URL: 'http://srs.invalid',
      SRS_CLIENT_ID: 'x',
      SRS_CLIENT_SECRET: 'x',
    });
  const verify = (path: string, vkey: string, checkpoints: string[] = []) =>
    verifyDatabase({ path, key: readVerifierKey(vkey), checkpoints });
  const bothKeys = () => [log.vkey, newKey];

  /** A folder with the database of before the rotation and the key file given. */
  function folderWith(name: string, database: string, keyFile: string): Config {
    const folder = join(log.folder, name);
    mkdirSync(join(folder, 'keys'), { recursive: true });
    copyFileSync(keyFile, join(folder, 'keys', 'audit-key.json'));
    copyFileSync(database, join(folder, 'desk.db'));
    return configOf(folder);
  }

  beforeAll(async () => {
    log = await openLog();
    config = configOf(log.folder);
    await fill(log, BACKED_UP / 3);
    before = (await log.ledger.checkpoint())?.note ?? '';
    await writeBackup({
      databasePath: log.path,
      keys: log.keys,
      recipients: [],
      out: join(log.folder, 'desk.backup'),
      now: log.clock.now(),
    });
    await fill(log, (OLD - BACKED_UP) / 3, 10);
    await log.close();
    copyFileSync(log.path, join(log.folder, 'before.db'));
    oldKeyFile = join(log.folder, 'old-key.json');
    copyFileSync(config.keyFile, oldKeyFile);
    newKey = await rotateKey(config, { actor: 'cli:test', now: log.clock.now(), startLedger });
    const keys = loadOrCreateKeys(config.keyFile);
    const ledger = await startLedger({ databasePath: log.path, keys, clock: log.clock });
    await fill({ ...log, ledger }, 3, 20);
    after = (await ledger.checkpoint())?.note ?? '';
    await ledger.close();
  });
  afterAll(() => log.remove());

  it('leaves the log proven to who holds either key, with checkpoints of both', async () => {
    expect(newKey).not.toBe(log.vkey);
    const path = exportFile(log.path, join(log.folder, 'log.jsonl'));
    for (const vkey of bothKeys()) {
      const result = await verify(log.path, vkey, [before, after]);
      expect(result).toMatchObject({ outcome: 'intact', finding: null, rotations: [{ seq: OLD + 1 }] });
      expect(result.givenCheckpoints.map(({ status, signed }) => [status, signed])).toEqual([
        ['matched', true],
        ['matched', true],
      ]);
      expect(verificationLines(result, 'log').join('\n')).toContain(
        `the key was changed at entry ${OLD + 1}`,
      );
      const exported = await verifyJsonl({ path, key: readVerifierKey(vkey), checkpoints: [before, after] });
      expect(exported).toMatchObject({ outcome: 'intact', rotations: [{ seq: OLD + 1 }] });
      for (const source of [
        ['--db', log.path],
        ['--jsonl', path],
      ] as const) {
        const { code, out } = verifyIndependently({ ...log, vkey }, source, [before, after]);
        expect([code, out]).toEqual([0, expect.stringContaining(`the key was changed at entry ${OLD + 1}`)]);
      }
    }
  });

  it('lets who holds both keys check a consistency proof across it, in their order', () => {
    const reader = openReader(log.path);
    const [oldSize, newSize] = [before, after].map((note) => Number(note.split('\n')[1]));
    const hashes = consistencyOf(reader, oldSize ?? 0, newSize ?? 0);
    reader.close();
    const text = formatConsistency({ oldSize: oldSize ?? 0, proof: hashes, note: after });
    const path = join(log.folder, 'proof.txt');
    writeFileSync(path, text);
    const cases: [[string, ...string[]], 'intact' | 'unchecked'][] = [
      [[log.vkey, newKey], 'intact'],
      [[newKey, log.vkey], 'unchecked'],
      [[log.vkey], 'unchecked'],
      [[newKey], 'unchecked'],
    ];
    for (const [keys, outcome] of cases) {
      const [vkey, ...laterKeys] = keys;
      expect(verifyConsistencyText(text, before, keys.map(readVerifierKey)).outcome).toBe(outcome);
      const { code, out } = verifyIndependently(
        { ...log, vkey, laterKeys },
        ['--consistency', path],
        [before],
      );
      expect([code, out]).toEqual([outcome === 'intact' ? 0 : 2, expect.any(String)]);
    }
  });

  it('keeps what is sealed, and begins with a log that has entries', async () => {
    const keys = loadOrCreateKeys(config.keyFile);
    expect([keys.wrapping, keys.token, keys.name]).toEqual([
      log.keys.wrapping,
      log.keys.token,
      log.keys.name,
    ]);
    const empty = configOf(join(log.folder, 'empty'));
    await expect(rotateKey(empty, { actor: 'cli:test', now: 0, startLedger })).rejects.toThrow(/empty/);
  });

  it('stops the start with the key of before, and with any other', async () => {
    const run = async (there: Config) => (await openDesk(there, { logLevel: 'silent' })).close();
    const other = join(log.folder, 'other.json');
    loadOrCreateKeys(other);
    for (const [name, keyFile] of [
      ['with-old', oldKeyFile],
      ['with-other', other],
    ] as const) {
      const there = folderWith(name, log.path, keyFile);
      await expect(run(there), name).rejects.toThrow(/the key file is not that of this log/);
      // Nothing was written by the wrong key.
      expect((await verify(there.databasePath, newKey)).lastSeq).toBe(
        (await verify(log.path, newKey)).lastSeq,
      );
    }
  });

  it('is finished at the next start, when it was stopped between the key file and its entry', async () => {
    const there = folderWith('stopped', join(log.folder, 'before.db'), config.keyFile);
    await (await openDesk(there, { logLevel: 'silent' })).close();
    for (const vkey of bothKeys()) {
      const result = await verify(there.databasePath, vkey, [before]);
      expect(result).toMatchObject({ outcome: 'intact', rotations: [{ seq: OLD + 1 }], epochs: [] });
    }
  });

  it('is told of still, when a backup of before it is restored', async () => {
    const there = folderWith('restored', log.path, config.keyFile);
    await restoreBackup(there, join(log.folder, 'desk.backup'), { replace: true, startLedger });
    for (const vkey of bothKeys()) {
      const result = await verify(there.databasePath, vkey, [before, after]);
      expect(result).toMatchObject({ outcome: 'intact', epochs: [{ epoch: 2, begins: BACKED_UP + 1 }] });
      expect(result.givenCheckpoints.map(({ status }) => status)).toEqual(['matched', 'lost']);
      const independent = verifyIndependently(
        { ...log, vkey },
        ['--db', there.databasePath],
        [before, after],
      );
      expect([independent.code, independent.out]).toEqual([0, expect.stringContaining('signed by both')]);
    }
    await (await openDesk(there, { logLevel: 'silent' })).close();
    expect((await verify(there.databasePath, newKey)).outcome).toBe('intact');
  });

  it('cannot be made up: without the signature of the old key', async () => {
    const copy = copyOf(log.path);
    rehashFrom(copy, OLD + 1, (text) => {
      if (!text.includes('key-from')) return text;
      const entry = JSON.parse(text);
      const [note = ''] = entry.detail.statements as string[];
      // Both lines are there; that of the old key does not hold.
      const [head, first = '', second = ''] = note.split(/(?=— )/);
      entry.detail.statements = [head + first.replace(/.{4}\n/, 'AAA=\n') + second];
      return JSON.stringify(entry);
    });
    intrude(copy, `DELETE FROM checkpoints WHERE size > ${OLD};`);
    for (const vkey of bothKeys()) {
      expect(await verify(copy, vkey)).toMatchObject({ outcome: 'broken', finding: { code: 'statement' } });
      expect(verifyIndependently({ ...log, vkey }, ['--db', copy]).code).toBe(1);
    }
  });

  it('ends what the old key may sign: a checkpoint of it over later entries is found', async () => {
    const copy = copyOf(log.path);
    const ledger = await startLedger({ databasePath: copy, keys: log.keys, clock: log.clock });
    await fill({ ...log, ledger, path: copy }, 1, 40);
    await ledger.checkpoint();
    await ledger.close();
    for (const vkey of bothKeys()) {
      expect(await verify(copy, vkey)).toMatchObject({
        outcome: 'broken',
        finding: { code: 'checkpoint_key' },
      });
      expect(verifyIndependently({ ...log, vkey }, ['--db', copy]).code).toBe(1);
    }
  });

  it('leaves no second key behind: the file holds the new one and the note of both', () => {
    const file = JSON.parse(readFileSync(config.keyFile, 'utf8'));
    expect(file.rotations).toHaveLength(1);
    expect(file.signing).not.toBe(JSON.parse(readFileSync(oldKeyFile, 'utf8')).signing);
  });
});
