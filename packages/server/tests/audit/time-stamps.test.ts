import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditHealth } from '../../src/features/audit/health.ts';
import { openStamp } from '../../src/features/audit/stamp/open-stamp.ts';
import { StampInvalid } from '../../src/features/audit/stamp/stamp-invalid.ts';
import { stampRequest } from '../../src/features/audit/stamp/stamp-request.ts';
import { withTimeStamps } from '../../src/features/audit/verify/check-stamps.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { bundled } from '../bundle/bundles.ts';
import { type Fixture, startFixture, until } from '../sync/desk-fixture.ts';
import { verifyIndependently } from './independent.ts';
import { copyOf, runSql } from './log-fixture.ts';
import {
  makeAuthority,
  OTHER_POLICY,
  POLICY,
  serveAuthority,
  type TimeStampAuthority,
} from './tsa-fixture.ts';

const NOTE = 'srs-desk/test\n3\nAAAA\n\n— srs-desk/test AAAA\n';
const NONCE = 'f0e1d2c3b4a59687';

describe.each(['ec', 'rsa'] as const)('a time stamp signed by an %s key', (kind) => {
  let tsa: TimeStampAuthority;
  let other: TimeStampAuthority;
  let answer: Buffer;
  const wanted = () => ({ note: NOTE, nonce: NONCE, policy: null, trusted: [tsa.ca] });
  const why = (change: object, bytes = answer) =>
    openStamp(bytes, { ...wanted(), ...change }).then(
      () => 'it holds',
      (error: unknown) => (error instanceof StampInvalid ? error.message : Promise.reject(error)),
    );

  beforeAll(() => {
    tsa = makeAuthority(kind);
    other = makeAuthority(kind);
    answer = tsa.reply(stampRequest(NOTE, NONCE, null));
  });
  afterAll(() => {
    tsa.remove();
    other.remove();
  });

  it('holds, and says when, by whom and under which policy; openssl agrees', async () => {
    const stamp = await openStamp(answer, wanted());
    expect(stamp).toMatchObject({ authority: 'Test TSA', policy: POLICY, serial: '02', isTrusted: true });
    expect(Math.abs(stamp.at - Date.now())).toBeLessThan(600_000);
    expect(tsa.isVerified(answer, NOTE)).toBe(true);
    expect(await openStamp(answer, { ...wanted(), trusted: [] })).toMatchObject({ isTrusted: false });
  });

  it('does not hold over something else, with another number, policy or authority', async () => {
    expect(await why({ note: NOTE.replace('3', '4') })).toContain('something else than this checkpoint');
    expect(await why({ nonce: 'f0e1d2c3b4a59688' })).toContain('number that was sent along');
    expect(await why({ policy: OTHER_POLICY })).toContain(`under policy ${POLICY}`);
    expect(await why({ trusted: [other.ca] })).toContain('does not lead to a trusted one');
    expect(tsa.isVerified(answer, 'something else')).toBe(false);
  });

  it('does not hold with any byte of what was signed or of the signature changed', async () => {
    const found = new Map<number, string>();
    // Signature and attributes stand at the end, what is stamped at the beginning.
    for (const at of [60, 90, 130, answer.length - 150, answer.length - 60, answer.length - 1]) {
      const bytes = Buffer.from(answer);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      found.set(at, await why({}, bytes));
    }
    expect([...found.values()].filter((reason) => reason === 'it holds')).toEqual([]);
  });

  it('is none where the authority refused, where it is cut off or something else', async () => {
    const refused = tsa.reply(stampRequest(NOTE, NONCE, '1.2.3.4'));
    expect(await why({}, refused)).toContain('the authority refused it');
    expect(await why({}, answer.subarray(0, -20))).toContain('cannot be read');
    expect(await why({}, Buffer.from('<html>503</html>'))).toContain('cannot be read');
  });

  it('does not hold when the certificate is one for something else', async () => {
    expect(await why({}, tsa.signedByWebCertificate(answer))).toContain('not one for time stamps');
  });
});

describe('a desk with a time-stamping authority', () => {
  let tsa: TimeStampAuthority;
  let authority: Awaited<ReturnType<typeof serveAuthority>>;
  let fixture: Fixture;
  let out: string;
  let now = Date.parse('2026-03-02T08:00:00.000Z');

  const sql = (text: string): unknown[] => fixture.desk.reader.connection.sql(text).raw().all() as unknown[];
  const stamps = () => sql('SELECT size FROM checkpoint_stamps').length;
  const act = () =>
    fixture.desk.ledger.record([], [{ action: 'settings.change', actor: 'user:x', origin: 'user' }]);
  async function pass(seconds: number): Promise<void> {
    for (let s = 0; s < seconds; s += 5) {
      now += 5_000;
      vi.advanceTimersByTime(5_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  async function passUntil(what: string, holds: () => boolean): Promise<void> {
    await until(what, async () => {
      await pass(10);
      return holds();
    });
  }
  const verified = async (path: string, trusted = [tsa.ca]) =>
    withTimeStamps(
      path,
      await verifyDatabase({ path, key: readVerifierKey(fixture.desk.audit.publicKey) }),
      trusted,
    );

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    tsa = makeAuthority('ec');
    authority = await serveAuthority(tsa);
    out = join(tsa.folder, 'checkpoints');
    fixture = await startFixture({
      desk: { clock: { now: () => now } },
      env: { TSA_URL: authority.url, TSA_CA_FILE: tsa.caFile, TSA_EVERY_MINUTES: '5', CHECKPOINT_DIR: out },
    });
  });
  afterAll(async () => {
    await fixture.close();
    authority.close();
    tsa.remove();
    vi.useRealTimers();
  });

  it('says why when it is refused, tries again, and keeps the stamp, its entry and its file', async () => {
    authority.behave.status = 500;
    await act();
    await passUntil('it was refused', () => fixture.desk.audit.checkpoints.stampProblem !== null);
    expect(auditHealth(fixture.desk).timeStamps).toMatchObject({
      last: null,
      problem: 'the time-stamping authority answered 500',
      isTrustChecked: true,
    });
    authority.behave.status = 200;
    // Stored first, then told.
    await passUntil(
      'it is stamped',
      () => stamps() > 0 && fixture.desk.audit.checkpoints.stampProblem === null,
    );
    const { last, problem } = auditHealth(fixture.desk).timeStamps;
    expect([last?.authority, last?.policy, problem]).toEqual(['Test TSA', POLICY, null]);
    const [file = ''] = readdirSync(out).filter((name) => name.endsWith('.tsr'));
    const note = readFileSync(join(out, file.replace('.tsr', '.note')), 'utf8');
    expect(tsa.isVerified(readFileSync(join(out, file)), note)).toBe(true);
    const calls = sql(`SELECT outcome FROM calls WHERE url LIKE '${authority.url}%' ORDER BY id`);
    expect(calls.flat()).toEqual(['http_error', 'ok']);
  });

  it('is asked no more often than wanted, and not for what the stamping itself wrote', async () => {
    await pass(1200);
    const before = stamps();
    const entries = fixture.desk.ledger.size;
    await pass(1200);
    expect([stamps(), fixture.desk.ledger.size]).toEqual([before, entries]);
    await act();
    await passUntil('another is stamped', () => stamps() === before + 1);
  });

  describe('verified offline', () => {
    let path: string;
    const spoilt = (change: string): string => {
      const copy = copyOf(path);
      runSql(copy, change);
      return copy;
    };

    beforeAll(async () => {
      path = join(fixture.folder, 'kept.db');
      runSql(fixture.desk.reader.path, `VACUUM INTO '${path}'`);
    });

    it('holds, with the authority’s certificate or without it', async () => {
      const checked = stamps();
      expect(await verified(path)).toMatchObject({
        outcome: 'intact',
        warnings: [expect.stringContaining('no exported checkpoint')],
        timeStamps: { checked, untrusted: 0, newest: { authority: 'Test TSA' } },
      });
      const { warnings, timeStamps } = await verified(path, []);
      expect([warnings.join(), timeStamps?.untrusted]).toEqual([
        expect.stringContaining('was not checked'),
        checked,
      ]);
    });

    it.each([
      ['one is gone', 'DELETE FROM checkpoint_stamps WHERE size = (SELECT max(size) FROM checkpoint_stamps)'],
      ['all are gone', 'DROP TABLE checkpoint_stamps'],
      [
        'one is another’s',
        'UPDATE checkpoint_stamps SET answer = (SELECT max(answer) FROM checkpoint_stamps)',
      ],
      ['one is changed', `UPDATE checkpoint_stamps SET answer = CAST(answer || x'00' AS BLOB)`],
      [
        'no entry tells of one',
        'PRAGMA foreign_keys = OFF; INSERT INTO checkpoint_stamps SELECT max(size) + 1, answer FROM checkpoint_stamps',
      ],
    ])('finds that %s, and so does the independent verifier', async (_, change) => {
      const copy = spoilt(change);
      expect(await verified(copy)).toMatchObject({ outcome: 'broken', finding: { code: 'time_stamp' } });
      const log = { folder: fixture.folder, vkey: fixture.desk.audit.publicKey };
      expect(verifyIndependently(log, ['--db', copy])).toMatchObject({
        code: 1,
        out: expect.stringContaining('time stamp'),
      });
    });

    it('is checked by the command, those of the file and one kept outside', () => {
      const [file = ''] = readdirSync(out).filter((name) => name.endsWith('.tsr'));
      const desk = (...args: string[]) =>
        spawnSync(process.execPath, [bundled('desk'), 'audit', 'verify', '--db', path, ...args], {
          encoding: 'utf8',
          env: { PATH: process.env.PATH },
        });
      const outside = (stamp: string) => [
        ...['--key', join(out, 'log.vkey'), '--tsa-ca', tsa.caFile, '--time-stamp', stamp],
        ...['--checkpoint', join(out, file.replace('.tsr', '.note'))],
      ];
      const good = desk(...outside(join(out, file)));
      expect([good.status, good.stdout]).toEqual([
        0,
        expect.stringMatching(/3 time stamps hold, .* by Test TSA/),
      ]);
      const foreign = join(tsa.folder, 'foreign.tsr');
      writeFileSync(foreign, tsa.reply(stampRequest('another text', NONCE, null)));
      const bad = desk(...outside(foreign));
      expect([bad.status, bad.stdout]).toEqual([
        1,
        expect.stringContaining('something else than this checkpoint'),
      ]);
    });
  });

  it('does not wait for a time that a clock which was ahead wrote down, nor for a failure of then', async () => {
    now += 30 * 86_400_000;
    const before = stamps();
    await act();
    await passUntil('it is stamped ahead', () => stamps() === before + 1);
    now -= 30 * 86_400_000;
    await act();
    await passUntil('it is stamped again', () => stamps() === before + 2);
    now += 60 * 86_400_000;
    authority.behave.status = 500;
    await act();
    await passUntil('it was refused ahead', () => fixture.desk.audit.checkpoints.stampProblem !== null);
    now -= 60 * 86_400_000;
    authority.behave.status = 200;
    await passUntil('it is stamped in spite of it', () => stamps() === before + 3);
  });
});
