import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { bundled } from '../bundle/bundles.ts';
import { configFor } from '../sync/desk-fixture.ts';
import { workbookOf } from '../tables/xlsx-fixture.ts';
import { act, intrude } from './log-fixture.ts';

const VERIFIER = join(import.meta.dirname, '../../../../tools/verify.py');
const SRS = { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' };
/** Each command is a process of its own: seconds each on a busy machine. */
const PATIENCE = 180_000;
const REF = '00000000-0000-4000-8000-000000000007';

interface Ran {
  code: number | null;
  out: string;
}

describe('desk audit … on the command line', () => {
  let folder: string;
  let out: string;

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'srs-desk-cli-'));
    folder = join(out, 'data');
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  // No SRS is configured here: what concerns the log must work without.
  const desk = (...args: string[]): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder };
      const child = spawn(process.execPath, [bundled('desk'), ...args], { env, cwd: out });
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        text += String(chunk);
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out: text }));
    });
  const file = (name: string): string => join(out, name);

  async function running<T>(work: (server: RunningServer) => Promise<T>): Promise<T> {
    const config = configFor(SRS, folder, { PORT: '0' });
    const server = await startServer(config, { logLevel: 'silent', sync: false });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  }

  it(
    'exports, signs, proves and backs up while the desk runs',
    async () => {
      await running(async ({ desk: { ledger, reader } }) => {
        const line = { refId: REF, subjectId: 'subject-7', note: 'Rufnummer' };
        const args = {
          lines: [line],
          knownBy: 'register',
          action: 'order.register',
          actor: 'user:a',
          origin: 'user',
        } as const;
        await ledger.record([{ name: 'order.register', args }], []);
        for (let n = 0; n < 20; n++)
          await ledger.record([], [{ ...act(n), subject: null, sealed: undefined }]);

        const exported = await desk('audit', 'export', '--out', file('log.jsonl'));
        const { entries } = JSON.parse(
          readFileSync(file('log.jsonl'), 'utf8').trimEnd().split('\n').at(-1) ?? '',
        );
        expect(entries).toBeGreaterThan(20);
        const told = `${file('log.jsonl')} written, with ${entries} log entries\n`;
        expect(exported).toEqual({ code: 0, out: told });
        const one = await desk('audit', 'export', '--out', file('one.csv'), '--ref-id', REF);
        expect(one).toEqual({ code: 0, out: `${file('one.csv')} written, with 1 log entries\n` });
        const span = ['--from', '2026-12-01', '--to', '2026-11-01'];
        const reversed = await desk('audit', 'export', '--out', file('none.jsonl'), ...span);
        expect(reversed).toEqual({
          code: 2,
          out: '--to 2026-11-01 is before --from 2026-12-01: no entry can be in between\n',
        });
        const noDay = await desk('audit', 'export', '--out', file('none.jsonl'), '--from', '2027-02-29');
        expect([noDay.code, noDay.out]).toEqual([2, expect.stringContaining('filter.at_gte: must be')]);
        expect(existsSync(file('none.jsonl'))).toBe(false);
        expect(await desk('audit', 'checkpoint', '--out', file('cp.note'))).toMatchObject({ code: 0 });
        const given = () =>
          reader.connection
            .sql("SELECT count(*) FROM entries WHERE action IN ('audit.export', 'audit.pack')")
            .pluck()
            .get();
        const before = given();
        for (const command of [
          ['export'],
          ['checkpoint'],
          ['consistency', '--from', file('cp.note')],
          ['pack', '--ref-id', REF, '--reason', 'dispute'],
        ]) {
          const nowhere = join(out, 'nowhere', 'file');
          const refused = await desk('audit', ...command, '--out', nowhere);
          expect(refused, command.join(' ')).toEqual({ code: 2, out: `${nowhere} cannot be written\n` });
        }
        expect(given()).toBe(before);
        const packed = await desk(
          'audit',
          'pack',
          '--ref-id',
          REF,
          '--out',
          file('pack.html'),
          '--reason',
          'dispute',
        );
        expect(packed).toMatchObject({ code: 0 });
        expect(await desk('audit', 'public-key', '--out', file('log.vkey'))).toMatchObject({ code: 0 });
        expect(await desk('backup', '--out', file('desk.backup'))).toMatchObject({ code: 0 });
        const again = await desk('backup', '--out', file('desk.backup'));
        expect([again.code, again.out]).toEqual([2, expect.stringContaining('there is a file already')]);
        const streamed = await desk('backup', '--out', '-');
        expect([streamed.code, streamed.out]).toEqual([
          0,
          expect.stringMatching(/^age-encryption\.org\/v1\n/),
        ]);
        expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
        expect(
          await desk('audit', 'consistency', '--from', file('cp.note'), '--out', file('proof.txt')),
        ).toMatchObject({ code: 0 });
        // A checkpoint of this size that is not this log's: its root is another.
        const lost = readFileSync(file('cp.note'), 'utf8').replace(/\n.{44}\n/, `\n${'A'.repeat(43)}=\n`);
        writeFileSync(file('lost.note'), lost);
        const unfit = await desk(
          ...['audit', 'consistency', '--from', file('lost.note'), '--out', file('none')],
        );
        expect([unfit.code, unfit.out]).toEqual([2, expect.stringContaining('are not those that it was')]);
        const junk = await desk(
          ...['audit', 'consistency', '--from', file('log.vkey'), '--out', file('none')],
        );
        expect([junk.code, junk.out]).toEqual([2, expect.stringContaining('is no checkpoint')]);
        expect(existsSync(file('none'))).toBe(false);
        const consistent = ['audit', 'verify', '--consistency', file('proof.txt')];
        const older = ['--checkpoint', file('cp.note')];
        expect(await desk(...consistent, ...older, '--key', file('log.vkey'))).toMatchObject({
          code: 0,
          out: expect.stringContaining('CONSISTENT'),
        });
        expect(await desk(...consistent, ...older)).toMatchObject({ code: 2 });
        const live = await desk('audit', 'verify');
        expect(live.out).toContain('INTACT');
        expect(live.code).toBe(0);
        expect(await desk('audit', 'prune', '--before', '2020-01-01', '--yes')).toMatchObject({ code: 2 });
        expect(await desk('audit', 'rotate-key', '--yes')).toMatchObject({ code: 2 });

        // No setting of SRS stands in this shell: the running desk has its own.
        writeFileSync(file('orders.csv'), 'refId\nnot-an-id\n');
        const imported = await desk('orders', 'import', '--file', file('orders.csv'));
        expect(imported).toMatchObject({ code: 1, out: expect.stringContaining('line 2: not-an-id') });
        const row = '<row><c t="inlineStr"><is><t>not-an-id-either</t></is></c></row>';
        writeFileSync(
          file('orders.xlsx'),
          workbookOf({ sheets: { Orders: row.replace('not-an-id-either', 'Ref ID') + row } }),
        );
        const fromWorkbook = await desk('orders', 'import', '--file', file('orders.xlsx'));
        expect(fromWorkbook).toMatchObject({
          code: 1,
          out: expect.stringContaining('line 2: not-an-id-either'),
        });
        const doctor = await desk('doctor');
        expect(doctor.code).toBe(1);
        expect(doctor.out).toContain('A desk runs on this data folder: its settings are checked');
        expect(doctor.out).toMatch(/FAILED +Token/);
      });
      expect(readFileSync(file('one.csv'), 'utf8')).toContain('order.register');
      expect(readFileSync(file('pack.html'), 'utf8')).not.toContain('Rufnummer');
    },
    PATIENCE,
  );

  it(
    'verifies on another machine with nothing but the file and the public key',
    async () => {
      const elsewhere = join(out, 'elsewhere.db');
      copyFileSync(join(folder, 'desk.db'), elsewhere);
      const key = ['--key', file('log.vkey')];
      const whole = await desk('audit', 'verify', '--db', elsewhere, ...key, '--checkpoint', file('cp.note'));
      expect(whole.out).toContain('INTACT');
      expect(whole.out).toMatch(/signed and complete up to entry \d+/);
      expect(whole.out).toMatch(/checkpoint at \d+ .* holds/);
      expect(whole.code).toBe(0);
      expect(await desk('audit', 'verify', '--jsonl', file('log.jsonl'), ...key)).toMatchObject({ code: 0 });
      expect(await desk('audit', 'verify', '--pack', file('pack.html'), ...key)).toMatchObject({ code: 0 });
      const independent = (...args: string[]) =>
        spawnSync('python3', [VERIFIER, ...key, ...args], { encoding: 'utf8' });
      for (const source of [
        ['--jsonl', file('log.jsonl')],
        ['--db', elsewhere, '--checkpoint', file('cp.note')],
        ['--pack', file('pack.html')],
      ])
        expect(independent(...source)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^INTACT/) });
      const page = readFileSync(file('pack.html'), 'utf8');
      writeFileSync(file('changed.html'), page.replaceAll('order.register', 'order.import'));
      expect(independent('--pack', file('changed.html')).status).toBe(1);
      const pack = ['audit', 'verify', '--pack', file('pack.html')];
      expect(await desk(...pack)).toMatchObject({
        code: 2,
        out: expect.stringContaining('public key inside the pack'),
      });
      const cut = page.slice(0, page.indexOf('<script'));
      for (const [name, text] of Object.entries({ 'empty.json': '', 'bare.json': '{}', 'cut.html': cut })) {
        writeFileSync(file(name), text);
        expect(await desk('audit', 'verify', '--pack', file(name), ...key)).toMatchObject({
          code: 1,
          out: expect.stringContaining('BROKEN at the pack as a whole: this is no proof pack'),
        });
        expect(independent('--pack', file(name)), name).toMatchObject({ status: 1 });
      }
      expect(independent('--pack', file('nothing.html')).status).toBe(2);
      writeFileSync(file('forged.html'), readFileSync(file('pack.html'), 'utf8').replace('<h2>', '<h2>No '));
      expect(await desk('audit', 'verify', '--pack', file('forged.html'), ...key)).toMatchObject({ code: 1 });

      const facts = ['audit', 'verify', '--facts', '--db', elsewhere, ...key];
      expect(await desk(...facts)).toMatchObject({ code: 0, out: expect.stringContaining('FACTS AGREE') });
      intrude(elsewhere, "UPDATE orders SET known_by = 'desk';");
      expect(await desk(...facts)).toMatchObject({
        code: 1,
        out: expect.stringMatching(
          new RegExp(
            `INTACT[^]*orders ${REF}, knownBy: the log says register \\(entry \\d+\\), the table desk`,
          ),
        ),
      });

      intrude(elsewhere, "UPDATE entries SET actor = 'user:other' WHERE seq = 9;");
      const broken = await desk('audit', 'verify', '--db', elsewhere, ...key);
      expect(broken.out).toContain('BROKEN at entry 9');
      expect(broken.out).toContain('what its columns say');
      expect(broken.code).toBe(1);
      const json = await desk('audit', 'verify', '--db', elsewhere, '--json');
      expect(JSON.parse(json.out)).toMatchObject({ outcome: 'broken', finding: { seq: 9, code: 'hash' } });
    },
    PATIENCE,
  );

  it(
    'says with exit code 2 what it could not check',
    async () => {
      const cases: [string[], string][] = [
        [['--db', file('nothing.db')], 'there is no such file'],
        [['--db', file('cp.note')], 'is no SQLite database'],
        [
          ['--db', file('desk.backup')],
          'is an encrypted backup, no database. Restore it into an empty folder',
        ],
        [['--db', file('log.jsonl')], 'an exported log is checked by --jsonl'],
        [['--jsonl', file('one.csv')], ''],
        [['--pack', file('nothing.html')], 'there is no such file'],
        [['--pack', file('pack.html'), '--checkpoint', file('cp.note')], 'leave out --checkpoint'],
        [['--db', 'a', '--jsonl', 'b'], 'give one of'],
        [['--facts', '--jsonl', file('log.jsonl')], 'give no --jsonl and no --pack'],
        [['--checkpoint', file('nothing')], 'cannot be read'],
        [['--checkpoint', file('one.csv')], 'a checkpoint cannot be read'],
        [['--key', file('one.csv')], ''],
      ];
      const ran = await Promise.all(cases.map(([args]) => desk('audit', 'verify', ...args)));
      for (const [at, [args, says]] of cases.entries()) {
        expect(ran[at]?.code, args.join(' ')).toBe(2);
        expect(ran[at]?.out).toContain(says);
      }
    },
    PATIENCE,
  );

  it(
    'does the same work with the desk standing still, erases, and restores without the erased',
    async () => {
      expect(await desk('audit', 'export', '--out', file('second.jsonl'))).toMatchObject({ code: 0 });
      expect(await desk('audit', 'verify', '--jsonl', file('second.jsonl'))).toMatchObject({ code: 0 });
      const unsaid = await desk('orders', 'erase', '--ref-id', REF, '--reason', 'asked to');
      expect(unsaid.code).toBe(2);
      const erase = ['orders', 'erase', '--ref-id', REF, '--reason', 'asked to', '--yes'];
      const open = await desk(...erase);
      expect(open).toMatchObject({ code: 1, out: expect.stringContaining('leave_open') });
      const erased = await desk(...erase, '--pending', 'leave_open');
      expect(erased).toMatchObject({ code: 0 });
      expect(erased.out).toContain(REF);
      const restored = await desk('restore', '--from', file('desk.backup'));
      expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('1 erasures repeated') });
      const aside = /moved to (\S+)/.exec(restored.out)?.[1] ?? '';
      expect(restored.out).toContain(`restored database is ${join(folder, 'desk.db')}`);
      expect(restored.out).toContain('still holds personal data');
      expect(existsSync(aside)).toBe(true);
      const again = await desk(...erase, '--pending', 'leave_open');
      expect(again.out).toContain(`NOT erased from ${aside}`);
      const replaced = await desk('restore', '--from', file('desk.backup'), '--replace');
      expect(replaced.code).toBe(0);
      expect(replaced.out).not.toContain('moved to');
      expect(readdirSync(folder).filter((name) => /replaced-.*Z$/.test(name))).toHaveLength(1);
      expect((await desk('restore', '--from', file('cp.note'), '--replace')).code).toBe(1);
      expect(await desk('audit', 'checkpoint', '--out', file('newer.note'))).toMatchObject({ code: 0 });
      const older = ['restore', '--from', file('desk.backup'), '--replace', '--checkpoint'];
      expect(await desk(...older, file('newer.note'))).toMatchObject({
        code: 1,
        out: expect.stringContaining('does not verify'),
      });
      expect((await desk(...older, file('one.csv'))).code).toBe(2);
      expect((await desk('audit', 'verify')).code).toBe(0);
      expect((await desk('audit', 'verify', '--checkpoint', file('cp.note'))).code).toBe(0);
      expect(existsSync(join(folder, 'desk.sock'))).toBe(false);
    },
    PATIENCE,
  );
});
