import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const PERSONS = 2_400;
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
  const children = new Set<ChildProcess>();

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
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    log.remove();
  });

  function read<T>(look: (reader: Reader) => T): T {
    const reader = openReader(log.path);
    try {
      return look(reader);
    } finally {
      reader.close();
    }
  }

  /** The command line, or the desk itself, as a process of its own on the data folder. */
  function run(program: 'desk' | 'main', ...args: string[]): ChildProcess {
    const env = {
      PATH: process.env.PATH,
      DATA_DIR: log.folder,
      PORT: '0',
      GATEWAY_PORT: '0',
      ...ENVIRONMENT,
    };
    const child = spawn(process.execPath, [bundled(program), ...args], {
      cwd: log.folder,
      env,
      stdio: 'ignore',
    });
    children.add(child);
    return child;
  }

  /** Kills the process as soon as `moment` has come; false when it ended before. */
  async function killAt(child: ChildProcess, moment: () => boolean): Promise<boolean> {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    while (child.exitCode === null && !moment()) await setTimeout(1);
    child.kill('SIGKILL');
    await ended;
    return child.signalCode === 'SIGKILL';
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

  /** Where the command may be stopped, seen from outside: what it left behind is there. */
  const moments: [string, (before: string) => boolean][] = [
    ['while the new key file is being written', () => drafts().length > 0],
    ['between the key file and its entry', (before) => keyFile() !== before],
  ];

  for (const [command, action] of [
    ['rotate-key', 'audit.key_rotate'],
    ['rotate-wrapping-key', 'audit.wrapping_rotate'],
  ] as const) {
    it.each(moments)(
      `${command} %s: nothing is lost, and the next start finishes it`,
      async (_, moment) => {
        const before = keyFile();
        const told = rotationsTold(action);
        await killAt(run('desk', 'audit', command, '--yes'), () => moment(before));
        await expectWhole();
        const changed = keyFile() !== before;
        await start();
        await expectWhole();
        expect(rotationsTold(action)).toBe(told + (changed ? 1 : 0));
      },
      60_000,
    );
  }

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
    const seen: number[] = [];
    for (const _ of ['once', 'and again']) {
      // Kept open: opening takes as long as a step of the wrapping.
      const watching = openReader(log.path);
      const done = (): number => readWrapping(watching)?.rewrapped ?? 0;
      const before = done();
      const isFurther = () => seen.push(done()) > 0 && done() > before;
      expect(await killAt(run('main'), isFurther)).toBe(true);
      watching.close();
      await expectWhole();
    }
    const keys = loadOrCreateKeys(config.keyFile);
    await writeBackup({ ...backup, keys, out: join(log.folder, 'midway.age') });
    const stolen = readBackup(join(log.folder, 'midway.age'), log.keys, join(log.folder, 'stolen.db'));
    await expect(stolen).rejects.toThrow(/made for another key/);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
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
      const renewals = `SELECT count(*) FROM entries WHERE action = 'api_key.rotate' AND bytes ->> '$.detail.id' = ?`;
      const state = () => ({
        renewed: read(({ connection }) => Number(connection.sql(renewals).pluck().get(id))),
        ended: rotationsTold('session.end_all'),
        live: live(),
        retired: read((reader) => (retiredSecrets(reader, now).has(id) ? 1 : 0)),
      });
      const before = state();
      const socket = config.socketPath;
      for (const moment of [
        () => existsSync(socket),
        () => JSON.stringify(state()) !== JSON.stringify(before),
      ]) {
        await killAt(run('desk', ...command), moment);
        const after = state();
        expect(after.retired).toBe(Math.min(1, after.renewed));
        if (after.ended > before.ended) expect(after.live).toBe(0);
        else expect(after.live).toBe(before.live);
        await expectWhole();
      }
      expect(state()).not.toEqual(before);
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
