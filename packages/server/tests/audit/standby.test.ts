import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStandby } from '../../src/features/audit/standby.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { lockDataFolder } from '../../src/platform/db/lock.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { ledgerOnThisThread } from '../ledger/on-this-thread.ts';
import { fill, type LogFixture, openLog, START } from './log-fixture.ts';

describe('a standby', () => {
  let log: LogFixture;
  let folder: string;
  let replicaNote: string;
  let laterNote: string;

  beforeAll(async () => {
    log = await openLog();
    await fill(log, 5);
    replicaNote = (await log.ledger.checkpoint())?.note ?? '';
    await log.close();
    folder = mkdtempSync(join(tmpdir(), 'srs-desk-standby-'));
    mkdirSync(join(folder, 'keys'));
    copyFileSync(log.path, join(folder, 'desk.db'));
    cpSync(join(log.folder, 'keys'), join(folder, 'keys'), { recursive: true });
    writeFileSync(join(folder, 'keys', 'erasures.jsonl'), '');
    const ledger = await ledgerOnThisThread({ databasePath: log.path, keys: log.keys, clock: log.clock });
    await ledger.record([], [{ action: 'sync.paused', actor: 'system', origin: 'system', detail: {} }]);
    laterNote = (await ledger.checkpoint())?.note ?? '';
    await ledger.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    log.remove();
  });

  function check(notes: string[], env: Record<string, string> = {}): { states: string[]; text: string } {
    const config = readConfig({
      DATA_DIR: folder,
      SRS_BASE_URL: 'http://srs.invalid',
      SRS_TOKEN_URL: 'http://srs.invalid',
      RAS_BASE_URL: 'http://srs.invalid',
      SRS_CLIENT_ID: 'x',
      SRS_CLIENT_SECRET: 'x',
      ...env,
    });
    const checks = checkStandby(config, notes, START + 60_000);
    return { states: checks.map(({ state }) => state), text: checks.map(({ what }) => what).join('\n') };
  }

  it('may take over where its log has what the last checkpoint outside states', () => {
    const { states, text } = check([replicaNote]);
    expect(new Set(states)).toEqual(new Set(['good']));
    expect(text).toMatch(/the log has all that the last checkpoint outside states, 15 entries/);
    expect(text).toMatch(/the newest entry is number 15, of 2026-03-02/);
    expect(text).toMatch(/an erasure made after this copy of the list was taken is not/);
  });

  it('may not where entries are missing, and says up to which', () => {
    const { states, text } = check([replicaNote, laterNote]);
    expect(states).toContain('bad');
    expect(text).toMatch(/lacks entries up to number 16/);
  });

  it('cannot say so without a checkpoint', () => {
    expect(check([]).states).toContain('unknown');
  });

  it('cannot say so without the list of erasures: those that matter are the ones that the replica lacks', () => {
    const list = join(folder, 'keys', 'erasures.jsonl');
    rmSync(list);
    try {
      const { states, text } = check([replicaNote]);
      expect(states).toContain('unknown');
      expect(text).toMatch(/erasures.jsonl is not there: erasures that the replica lacks, if there were any/);
    } finally {
      writeFileSync(list, '');
    }
  });

  it('may not without its own keys, without a database, or beside another desk', () => {
    expect(check([replicaNote], { AUDIT_KEY_FILE: join(folder, 'none.json') }).text).toMatch(/no key file/);
    const other = join(folder, 'other.json');
    loadOrCreateKeys(other);
    expect(check([replicaNote], { AUDIT_KEY_FILE: other }).text).toMatch(/not that of this log/);
    expect(check([], { DATA_DIR: join(folder, 'keys') }).text).toMatch(/no database .*: restore the replica/);
    const lock = lockDataFolder(join(folder, 'desk.lock'));
    try {
      expect(check([replicaNote]).text).toMatch(/another SRS Desk runs/);
    } finally {
      lock.release();
    }
  });
});
