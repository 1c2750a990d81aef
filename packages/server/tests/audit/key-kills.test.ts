import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { KeyScope } from '@srs-desk/shared/access/key-scopes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk } from '../../src/app/open-desk.ts';
import { retiredSecrets } from '../../src/features/access/keys/queries.ts';
import { listLiveSessions } from '../../src/features/access/sessions/queries.ts';
import { readBackup } from '../../src/features/audit/backup/read-backup.ts';
import { restoreBackup } from '../../src/features/audit/backup/restore-backup.ts';
import { writeBackup } from '../../src/features/audit/backup/write-backup.ts';
import { ownKey } from '../../src/features/audit/verify/own-key.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { readWrapping } from '../../src/features/audit/wrapping/queries.ts';
import { rotateWrappingKey } from '../../src/features/audit/wrapping/rotate-wrapping-key.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { type AuditKeys, loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { SubjectKeys } from '../../src/platform/ledger/subject-keys.ts';
import { bundled } from '../bundle/bundles.ts';
import { ledgerOnThisThread as startLedger } from '../ledger/on-this-thread.ts';
import { diskFolder } from '../long-form.ts';
import { act, type LogFixture, openLog } from './log-fixture.ts';

/** Keys are wrapped 250 at a time: three steps and a bit. */
const PERSONS = 800;
const ERASED = 'person-7';

const session = (now: number) => ({
  userId: 1,
  tokenHash: randomBytes(32),
  expiresAt: now + 3_600_000,
  userAgent: null,
  address: null,
});

const key = (name: string, scopes: KeyScope[] | null) =>
  ({
    name: 'api_key.create',
    args: {
      name,
      role: 'finance',
      scopes,
      tokenHash: randomBytes(32),
      prefix: 'sdk_',
      createdBy: 'cli:test',
      expiresAt: null,
      origin: 'cli',
    },
  }) as const;

/** An API key and one of the gateway, numbers 1 and 2, and a user with two sessions. */
const accounts = (now: number) =>
  [
    key('usage', null),
    key('shop', ['gateway']),
    {
      name: 'user.create',
      args: { username: 'anna', displayName: 'Anna', role: 'admin', passwordHash: '!' },
    },
    { name: 'session.open', args: session(now) },
    { name: 'session.open', args: session(now) },
  ] as const;

/** Where a process kills itself: right after this call, of Node's or of the database's, whatever thread it is in. */
const MOMENTS = {
  written: `after(fs, 'fsyncSync')`,
  inPlace: `after(fs, 'renameSync')`,
  changed: `after(Statement, 'run', (it) => /^update "(api_keys|sessions)"/i.test(it.source))`,
  done: `after(ServerResponse.prototype, 'end', (it) => it.req.method === 'POST')`,
  secondStep: `let steps = 0; after(Statement, 'run', (it) => /^update "key_wrapping"/i.test(it.source) && ++steps === 2)`,
};

/** A module that Node loads before the program, in its threads too. */
const killing = (moment: string): string =>
  `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { ServerResponse } from 'node:http';
  import { createRequire, syncBuiltinESMExports } from 'node:module';
  const Database = createRequire(process.argv[1])('better-sqlite3');
  const Statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  function after(owner, name, isIt = () => true) {
    const real = owner[name];
    owner[name] = function (...args) {
      const result = real.apply(this, args);
      if (isIt(this)) process.kill(process.pid, 'SIGKILL');
      return result;
    };
  }
  ${moment};
  syncBuiltinESMExports();
`)}`;

const ENVIRONMENT = {
  SRS_BASE_URL: 'http://srs.invalid',
  SRS_TOKEN_URL: 'http://srs.invalid',
  RAS_BASE_URL: 'http://srs.invalid',
  SRS_CLIENT_ID: 'x',
  SRS_CLIENT_SECRET: 'x',
};

describe('a change of keys that is killed in the middle', () => {
  let log: LogFixture;
  let config: Config;
  const plain = new Map<string, Buffer>();

  beforeAll(async () => {
    log = await openLog({ above: diskFolder() });
    config = readConfig({ DATA_DIR: log.folder, ...ENVIRONMENT });
    const subjects = Array.from({ length: PERSONS }, (_, n) => `person-${n}`);
    await Promise.all(subjects.map((subject, n) => log.ledger.record([], [{ ...act(n), subject }])));
    const by = { actor: 'cli:test', origin: 'cli' } as const;
    const erasure = { refIds: [], subjects: [ERASED], ...by, reason: 'asked for' };
    await log.ledger.record([{ name: 'order.erase', args: erasure }], []);
    await log.ledger.record(accounts(Date.now()), [{ action: 'seed.run', ...by }]);
    await log.close();
    read((reader) => {
      const keys = new SubjectKeys(log.keys, reader);
      for (const subject of subjects) plain.set(subject, Buffer.from(keys.get(subject) ?? []));
    });
  });
  afterAll(() => log.remove());

  function read<T>(look: (reader: Reader) => T): T {
    const reader = openReader(log.path);
    try {
      return look(reader);
    } finally {
      reader.close();
    }
  }

  /** The command line, or the desk itself, as a process of its own on the data folder; it must come to the moment. */
  async function killAt(
    moment: keyof typeof MOMENTS,
    program: 'desk' | 'main',
    ...args: string[]
  ): Promise<void> {
    const env = {
      PATH: process.env.PATH,
      DATA_DIR: log.folder,
      PORT: '0',
      GATEWAY_PORT: '0',
      ...ENVIRONMENT,
    };
    const child = spawn(process.execPath, ['--import', killing(MOMENTS[moment]), bundled(program), ...args], {
      cwd: log.folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code, signal] = await once(child, 'exit');
    expect([code, signal], `${program} ${args.join(' ')} is killed`).toEqual([null, 'SIGKILL']);
  }

  const keyFile = (): string => readFileSync(config.keyFile, 'utf8');
  const drafts = (): string[] =>
    readdirSync(dirname(config.keyFile)).filter((name) => name.endsWith('.part'));
  const rotationsTold = (action: string): number =>
    read(({ connection }) =>
      Number(connection.sql('SELECT count(*) FROM entries WHERE action = ?').pluck().get(action)),
    );

  /** What holds at every moment: each person's key opens as before, the erased one's does not, the log proves itself. */
  async function expectWhole(keys: AuditKeys = loadOrCreateKeys(config.keyFile)): Promise<void> {
    read((reader) => {
      const now = new SubjectKeys(keys, reader);
      const wrong = [...plain].filter(([subject, key]) => !key.equals(now.get(subject) ?? Buffer.alloc(0)));
      expect(wrong.map(([subject]) => subject)).toEqual([]);
      expect(now.get(ERASED)).toBeNull();
    });
    expect(await verifyDatabase({ path: log.path, ...ownKey(keys) })).toMatchObject({ outcome: 'intact' });
  }

  /** The next start, which finishes what was begun; `wait` for the keys to be wrapped anew. */
  async function start(wait = false): Promise<void> {
    const desk = await openDesk(config, { logLevel: 'silent', startLedger });
    const isUnderWay = () => readWrapping(desk.reader)?.finishedAt === null;
    while (wait && isUnderWay()) await setTimeout(1);
    await desk.close();
  }

  it.each([
    ['rotate-key', 'audit.key_rotate'],
    ['rotate-wrapping-key', 'audit.wrapping_rotate'],
  ])(
    '%s: nothing is lost in the middle, and the next start finishes it',
    async (command, action) => {
      const before = keyFile();
      const told = rotationsTold(action);
      await killAt('written', 'desk', 'audit', command, '--yes');
      expect([drafts().length, keyFile() === before, rotationsTold(action)]).toEqual([1, true, told]);
      await killAt('inPlace', 'desk', 'audit', command, '--yes');
      expect([keyFile() === before, rotationsTold(action)]).toEqual([false, told]);
      await expectWhole();
      await start();
      await expectWhole();
      expect(rotationsTold(action)).toBe(told + 1);
    },
    60_000,
  );

  it('goes on wrapping the keys of persons where it was killed, until all are under the new key alone', async () => {
    await start(true);
    const told = rotationsTold('audit.wrapping_done');
    const [first = Buffer.alloc(0)] = read(({ connection }) =>
      connection.sql('SELECT wrapped FROM subject_keys WHERE wrapped IS NOT NULL').pluck().all(),
    ) as Buffer[];
    const backup = { databasePath: log.path, recipients: [], now: log.clock.now() };
    await writeBackup({
      ...backup,
      keys: loadOrCreateKeys(config.keyFile),
      out: join(log.folder, 'before.age'),
    });
    await rotateWrappingKey(config, { actor: 'cli:test', startLedger });
    for (const done of [250, 500]) {
      await killAt('secondStep', 'main');
      expect(read(readWrapping)).toMatchObject({ rewrapped: done, finishedAt: null });
      await expectWhole();
    }
    const keys = loadOrCreateKeys(config.keyFile);
    await writeBackup({ ...backup, keys, out: join(log.folder, 'midway.age') });
    const stolen = readBackup(join(log.folder, 'midway.age'), log.keys, join(log.folder, 'stolen.db'));
    await expect(stolen).rejects.toThrow(/made for another key/);
    expect(rotationsTold('audit.wrapping_done')).toBe(told);
    await start(true);
    expect(rotationsTold('audit.wrapping_done')).toBe(told + 1);
    await expectWhole({ ...keys, earlierWrapping: [] });
    // Nothing that the keys of before open is left in the file.
    expect(readFileSync(log.path).includes(first)).toBe(false);
    for (const from of ['before.age', 'midway.age']) {
      await restoreBackup(config, join(log.folder, from), { replace: true, startLedger });
      await expectWhole();
      await start(true);
      await expectWhole({ ...keys, earlierWrapping: [] });
    }
    // What a killed command was writing went with the next that wrote.
    expect(drafts()).toEqual([]);
  }, 120_000);

  it.each([
    ['an API key is renewed', 1, ['key', 'rotate', '--id', '1']],
    ['a key of the gateway is renewed', 2, ['key', 'rotate', '--id', '2']],
    ['all sessions are ended', 1, ['user', 'end-sessions', '--yes']],
  ] as const)(
    'while %s, it is done with its entry or not at all',
    async (_, id, command) => {
      const now = Date.now();
      const live = () =>
        read((reader) => listLiveSessions(reader, now, Number.MAX_SAFE_INTEGER, null).length);
      const renewals = `SELECT count(*) FROM entries WHERE action = 'api_key.rotate' AND detail ->> '$.id' = ?`;
      const state = () => ({
        renewed: read(({ connection }) => Number(connection.sql(renewals).pluck().get(id))),
        ended: rotationsTold('session.end_all'),
        live: live(),
        retired: read((reader) => (retiredSecrets(reader, now).has(id) ? 1 : 0)),
      });
      const before = state();
      await killAt('changed', 'desk', ...command);
      expect(state()).toEqual(before);
      await killAt('done', 'desk', ...command);
      const after = state();
      expect(after).not.toEqual(before);
      expect(after.retired).toBe(Math.min(1, after.renewed));
      expect(after.live).toBe(after.ended > before.ended ? 0 : before.live);
      await expectWhole();
    },
    60_000,
  );

  it('stops the start with a key file of before', async () => {
    const { earlierWrapping } = loadOrCreateKeys(config.keyFile);
    const [wrapping = ''] = earlierWrapping.map((key) => Buffer.from(key).toString('base64'));
    const file = JSON.parse(keyFile());
    for (const [name, keys] of [
      ['a copy of before', { ...file, wrapping, earlierWrapping: [] }],
      ['neither', { ...file, wrapping: Buffer.alloc(32, 1).toString('base64'), earlierWrapping: [] }],
    ] as const) {
      const path = join(log.folder, `${name}.json`);
      writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
      const there = readConfig({ DATA_DIR: log.folder, AUDIT_KEY_FILE: path, ...ENVIRONMENT });
      await expect(openDesk(there, { logLevel: 'silent', startLedger }), name).rejects.toThrow(
        /lacks a wrapping key/,
      );
    }
  });
});
