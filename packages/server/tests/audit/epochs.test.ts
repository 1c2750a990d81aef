import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verificationLines } from '../../src/app/cli/verification-lines.ts';
import { openDesk } from '../../src/app/open-desk.ts';
import { startLedger } from '../../src/app/start-ledger.ts';
import { replacedDatabases } from '../../src/features/audit/backup/replaced-databases.ts';
import { restoreBackup } from '../../src/features/audit/backup/restore-backup.ts';
import { writeBackup } from '../../src/features/audit/backup/write-backup.ts';
import { pruneLog } from '../../src/features/audit/prune-log.ts';
import { checkStandby } from '../../src/features/audit/standby.ts';
import { coverOf, type Verification } from '../../src/features/audit/verify/finding.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { verifyJsonl } from '../../src/features/audit/verify/verify-jsonl.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { textsIn } from '../ledger/entry-texts.ts';
import { exportFile } from './export-file.ts';
import { rehashFrom } from './forge.ts';
import { verifyIndependently } from './independent.ts';
import { copyOf, fill, intrude, type LogFixture, openLog } from './log-fixture.ts';

/** Entries of the backup, of the life that is lost after it, and of the new one. */
const BACKED_UP = 30;
const LOST = 45;

describe('a restore begins an epoch', () => {
  let log: LogFixture;
  let config: Config;
  let backup: string;
  let before: string;
  let lost: string;
  let after: string;

  const configOf = (folder: string): Config =>
    readConfig({
      DATA_DIR: folder,
      SRS_BASE_URL: 'http://srs.invalid',
      SRS_TOKEN_URL: 'http://srs.invalid',
      RAS_BASE_URL: 'http://srs.invalid',
      SRS_CLIENT_ID: 'x',
      SRS_CLIENT_SECRET: 'x',
    });
  const verify = (path: string, checkpoints: string[] = [], vkey = log.vkey): Promise<Verification> =>
    verifyDatabase({ path, key: readVerifierKey(vkey), checkpoints });

  async function goOn(rounds: number, from: number, every = 1000): Promise<string> {
    const ledger = await startLedger({ databasePath: log.path, keys: log.keys, clock: log.clock });
    await fill({ ...log, ledger }, rounds, from, every);
    const note = (await ledger.checkpoint())?.note ?? '';
    await ledger.close();
    return note;
  }

  beforeAll(async () => {
    log = await openLog();
    config = configOf(log.folder);
    backup = join(log.folder, 'desk.backup');
    await fill(log, 8);
    before = (await log.ledger.checkpoint())?.note ?? '';
    await fill(log, 2, 9);
    await log.ledger.checkpoint();
    await writeBackup({
      databasePath: log.path,
      keys: log.keys,
      recipients: [],
      out: backup,
      now: log.clock.now(),
    });
    await fill(log, 5, 11);
    lost = (await log.ledger.checkpoint())?.note ?? '';
    await log.close();
    await restoreBackup(config, backup, { replace: false, startLedger });
    log.clock.move(Date.now() - log.clock.now());
    after = await goOn(6, 20);
  });
  afterAll(() => log.remove());

  it('explains checkpoints of before and of after the backup, and names what was dropped', async () => {
    const result = await verify(log.path, [before, lost, after]);
    expect(result).toMatchObject({ outcome: 'intact', finding: null });
    expect(result.epochs).toEqual([
      expect.objectContaining({ epoch: 2, begins: BACKED_UP + 1, lost: { epoch: 1, size: LOST } }),
    ]);
    expect(result.givenCheckpoints.map(({ size, epoch, status }) => [size, epoch, status])).toEqual([
      [24, 1, 'matched'],
      [LOST, 1, 'lost'],
      [49, 2, 'matched'],
    ]);
    expect(coverOf(result)?.size).toBe(49);
    const lines = verificationLines(result, 'log').join('\n');
    expect(lines).toContain(`epoch 2 begins at entry ${BACKED_UP + 1}: the backup of 2026-`);
    expect(lines).toContain(`checkpoint at ${LOST} of`);
    expect(lines).toContain('belongs to the lost end of epoch 1');
    expect(lines).toContain(`dropped entries ${BACKED_UP + 1} … ${LOST} of it`);
    expect(lines).not.toContain('ask what happened');
  });

  it('is no proof for a standby by a checkpoint of the end that it gave up', () => {
    const told = (notes: string[]) =>
      checkStandby(config, notes, log.clock.now())
        .map(({ state, what }) => `${state} ${what}`)
        .join('\n');
    expect(told([before, lost])).toContain(
      'unknown the checkpoints outside are all of before the last restore',
    );
    expect(told([before, lost, after])).toContain(
      'good the log has all that the last checkpoint outside states, 49',
    );
  });

  it('says the same of an exported log, and tools/verify.py of both', async () => {
    const path = exportFile(log.path, join(log.folder, 'log.jsonl'));
    const result = await verifyJsonl({
      path,
      key: readVerifierKey(log.vkey),
      checkpoints: [before, lost, after],
    });
    expect(result).toMatchObject({ outcome: 'intact', epochs: [{ epoch: 2, begins: BACKED_UP + 1 }] });
    expect(result.givenCheckpoints.map(({ status }) => status)).toEqual(['matched', 'lost', 'matched']);
    for (const source of [
      ['--db', log.path],
      ['--jsonl', path],
    ] as const) {
      const { code, out } = verifyIndependently(log, source, [before, lost, after]);
      expect([code, out]).toEqual([0, expect.stringContaining(`epoch 2 begins at entry ${BACKED_UP + 1}`)]);
      expect(out).toContain(`the checkpoint at ${LOST} belongs to the lost end of epoch 1`);
    }
  });

  it('finds an epoch that somebody without the key made up', async () => {
    const forged: [what: string, change: (text: string) => string][] = [
      ['its number', (text) => text.replace('\\nepoch 2\\n', '\\nepoch 3\\n')],
      ['what was lost', (text) => text.replace(`lost 1 ${LOST} `, 'lost 1 31 ')],
      [
        'its signature',
        (text) =>
          text.replace(/(— srs-desk[^ ]+ .{20})(.)/, (_, head, one) => head + (one === 'A' ? 'B' : 'A')),
      ],
    ];
    for (const [what, change] of forged) {
      const copy = copyOf(log.path);
      rehashFrom(copy, BACKED_UP + 1, change);
      intrude(copy, `DELETE FROM checkpoints WHERE size > ${BACKED_UP};`);
      expect(await verify(copy), what).toMatchObject({ outcome: 'broken', finding: { code: 'statement' } });
      expect(verifyIndependently(log, ['--db', copy]).code, what).toBe(1);
    }
    const moved = copyOf(log.path);
    const [entry = ''] = textsIn(log.path, 'seq = 31');
    // The whole entry over another one: the statement is good, but speaks of another place.
    rehashFrom(moved, 40, (text) => {
      const { action, detail, kind } = JSON.parse(entry);
      return JSON.stringify({ ...JSON.parse(text), action, detail, kind });
    });
    intrude(moved, `DELETE FROM checkpoints WHERE size > ${BACKED_UP};`);
    expect(await verify(moved)).toMatchObject({ outcome: 'broken', finding: { seq: 40, code: 'statement' } });
  });

  it('does not let an entry without a signed statement explain a checkpoint', async () => {
    const copy = copyOf(log.path);
    rehashFrom(copy, BACKED_UP + 1, (text) => {
      const entry = JSON.parse(text);
      return JSON.stringify({ ...entry, detail: { ...entry.detail, statements: [] } });
    });
    intrude(copy, `DELETE FROM checkpoints WHERE size > ${BACKED_UP};`);
    expect(await verify(copy, [lost])).toMatchObject({
      outcome: 'broken',
      finding: { code: 'checkpoint_root' },
    });
  });

  it('shows a key holder who hides behind an epoch: the range, and that more was lost than the epoch says', async () => {
    // The log as it was at the backup; the holder of the key goes on from there and tells of nothing.
    const folder = join(log.folder, 'hiding');
    mkdirSync(join(folder, 'keys'), { recursive: true });
    copyFileSync(join(log.folder, 'keys', 'audit-key.json'), join(folder, 'keys', 'audit-key.json'));
    await restoreBackup(configOf(folder), backup, { replace: false, startLedger });
    const result = await verify(join(folder, 'desk.db'), [before, lost]);
    expect(result).toMatchObject({ outcome: 'intact', epochs: [{ epoch: 2, lost: null }] });
    const lines = verificationLines(result, 'log').join('\n');
    expect(lines).toContain(`dropped entries ${BACKED_UP + 1} … ${LOST} of it`);
    expect(lines).toContain('names no checkpoint of what was lost, but epoch 1 went on to 45 at least');
  });

  it('finds a life that went on beside the one that was restored', async () => {
    const folder = join(log.folder, 'beside');
    mkdirSync(folder);
    const path = join(folder, 'desk.db');
    const [aside = ''] = replacedDatabases(log.folder);
    copyFileSync(aside, path);
    const beside = await startLedger({
      databasePath: path,
      keys: log.keys,
      clock: { now: () => Date.now() + 3_600_000 },
    });
    await fill({ ...log, ledger: beside, path }, 4, 40);
    const note = (await beside.checkpoint())?.note ?? '';
    await beside.close();
    expect(await verify(log.path, [note])).toMatchObject({ outcome: 'broken', finding: { code: 'fork' } });
    expect(verifyIndependently(log, ['--db', log.path], [note]).code).toBe(1);
  });

  it('is begun at the start, where an older file was put back by hand; and refuses to begin with nothing', async () => {
    const folder = join(log.folder, 'by-hand');
    mkdirSync(join(folder, 'keys'), { recursive: true });
    copyFileSync(join(log.folder, 'keys', 'audit-key.json'), join(folder, 'keys', 'audit-key.json'));
    const there = configOf(folder);
    const run = async () => (await openDesk(there, { logLevel: 'silent' })).close();
    await run();
    const old = join(folder, 'old.db');
    copyFileSync(there.databasePath, old);
    await run();
    const kept = openReader(there.databasePath);
    const size = Math.max(...kept.connection.sql('SELECT size FROM checkpoints').pluck().all().map(Number));
    const note = String(kept.connection.sql('SELECT note FROM checkpoints WHERE size = ?').pluck().get(size));
    kept.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(there.databasePath + suffix, { force: true });
    await expect(run()).rejects.toThrow(/is gone, but its log had \d+ entries/);
    copyFileSync(old, there.databasePath);
    await run();
    const result = await verify(there.databasePath, [note]);
    expect(result).toMatchObject({
      outcome: 'intact',
      epochs: [{ epoch: 2, backupOf: null, lost: { size } }],
    });
    expect(result.givenCheckpoints[0]?.status).toBe('lost');
    // Nothing more is to be told at the next start.
    await run();
    expect((await verify(there.databasePath)).epochs).toHaveLength(1);
  });

  it('counts on: a second restore is a third life, and both are explained', async () => {
    await restoreBackup(config, backup, { replace: true, startLedger });
    const result = await verify(log.path, [before, lost, after]);
    expect(result).toMatchObject({ outcome: 'intact', epochs: [{ epoch: 3, lost: { epoch: 2, size: 49 } }] });
    expect(result.givenCheckpoints.map(({ status }) => status)).toEqual(['matched', 'lost', 'lost']);
    expect(verifyIndependently(log, ['--db', log.path], [before, lost, after]).code).toBe(0);
  });

  it('is told of still, when the entry that began it was pruned', async () => {
    // More than a day of entries beyond those that go, for the last day stays whole, at whatever time of day this runs.
    await goOn(120, 50, 3_600_000);
    // In a year's time none of it is young any more.
    const now = Date.now() + 400 * 86_400_000;
    const old = now - 370 * 86_400_000;
    const { removed } = await pruneLog(config, { before: old, actor: 'cli:test', now, startLedger });
    expect(removed).toBe(256);
    const result = await verify(log.path, [before, lost, after]);
    expect(result).toMatchObject({ outcome: 'intact', epochs: [{ epoch: 3, lost: { epoch: 2, size: 49 } }] });
    expect(result.givenCheckpoints.map(({ status, size }) => [size, status]).sort()).toEqual([
      [24, 'pruned'],
      [LOST, 'lost'],
      [49, 'lost'],
    ]);
    expect(verifyIndependently(log, ['--db', log.path], [before, lost, after]).code).toBe(0);
  });
});
