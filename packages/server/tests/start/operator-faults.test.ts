import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundled } from '../bundle/bundles.ts';

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'srs-operator-'));
  environment = {
    PATH: process.env.PATH,
    DATA_DIR: join(folder, 'data'),
    PORT: '0',
    GATEWAY_PORT: '0',
    SRS_BASE_URL: 'http://127.0.0.1:9',
    SRS_TOKEN_URL: 'http://127.0.0.1:9/token',
    RAS_BASE_URL: 'http://127.0.0.1:9',
    SRS_CLIENT_ID: 'client',
    SRS_CLIENT_SECRET: 'hunter2',
  };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  lines: string[];
}

function run(
  program: 'main' | 'desk',
  args: string[] = [],
  readOutput = true,
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const env = { ...environment, ...more };
  const child = spawn(process.execPath, [bundled(program), ...args], { cwd: folder, env });
  let said = '';
  const add = (chunk: Buffer): void => {
    said += chunk.toString('utf8');
  };
  child.stderr.on('data', add);
  if (readOutput) child.stdout.on('data', add);
  else child.stdout.destroy();
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, lines: said.split('\n').filter((line) => line !== '') })),
  );
}

describe('what an operator can cause is one line, without a stack', () => {
  it('a database that is none', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(
      join(folder, 'data', 'desk.db'),
      'no database, only text, and enough of it to be looked at',
    );
    const { code, lines } = await run('main');
    expect([code, lines]).toEqual([
      2,
      ['The database cannot be used (SQLITE_NOTADB): file is not a database'],
    ]);
  });

  it('a database that another program has locked', async () => {
    await run('desk', ['doctor']);
    const other = new Database(join(folder, 'data', 'desk.db'));
    other.exec('BEGIN IMMEDIATE');
    const { code, lines } = await run('main');
    other.close();
    expect([code, lines.filter((line) => line.startsWith(' '))]).toEqual([2, []]);
    // Which of the two outputs is read first is chance.
    expect(lines.join('\n')).toMatch(/^the ledger cannot write \(busy\)|cannot be used \(SQLITE_BUSY\)/m);
  });

  it('a log to verify where DATA_DIR is empty, which is as if it were not set', async () => {
    const { code, lines } = await run('desk', ['audit', 'verify'], true, { DATA_DIR: '' });
    expect([code, lines]).toEqual([2, [expect.stringContaining(join(folder, 'data', 'desk.db'))]]);
  });

  it('a key file where no file can be', async () => {
    writeFileSync(join(folder, 'file'), '');
    environment.AUDIT_KEY_FILE = join(folder, 'file', 'audit-key.json');
    const { code, lines } = await run('main');
    expect([code, lines.length]).toEqual([2, 1]);
    expect(lines[0]).toMatch(/key .*file.* cannot be (read|made)/);
  });

  it.each(['main', 'desk'] as const)('settings that cannot be read, of %s', async (program) => {
    const path = join(folder, '.env');
    const told = (why: string) => ({ code: 2, lines: [`the settings in ${path} cannot be read: ${why}`] });
    const args = program === 'main' ? [] : ['doctor'];
    mkdirSync(path);
    expect(await run(program, args)).toEqual(told('it is a directory'));
    rmSync(path, { recursive: true });
    writeFileSync(path, '\ufeffPORT=0\n', 'utf16le');
    expect(await run(program, args)).toEqual(told('save it as UTF-8'));
  });

  it('a key of the gateway that cannot be read', async () => {
    mkdirSync(join(folder, 'data', 'keys', 'gateway-key'), { recursive: true });
    const { code, lines } = await run('main');
    expect([code, lines.length]).toEqual([2, 1]);
    expect(lines[0]).toMatch(/gateway-key cannot be read: Error: EISDIR/);
  });

  it('a port that another program has, with the variable that sets it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' ? String(address?.port) : '';
    const ways = ['PORT', 'GATEWAY_PORT', 'METRICS_PORT'];
    const ends = [];
    for (const name of ways) {
      const { code, lines } = await run('main', [], true, { [name]: taken });
      // The log said before that it starts.
      ends.push({ code, line: lines.at(-1) });
    }
    other.close();
    expect(ends).toEqual(
      ways.map((name) => ({
        code: 2,
        line: `127.0.0.1:${taken} is in use by another program: stop it, or set ${name} to a free port`,
      })),
    );
  });

  it('a database whose key file is missing: none is made in its place', async () => {
    await run('desk', ['doctor']);
    rmSync(join(folder, 'data', 'keys'), { recursive: true });
    const { code, lines } = await run('main');
    expect([code, lines]).toEqual([
      2,
      [`there is no key file ${join(folder, 'data', 'keys', 'audit-key.json')}`],
    ]);
    expect(existsSync(join(folder, 'data', 'keys'))).toBe(false);
  });

  it('a data folder whose name leaves no room for the socket', async () => {
    const { code, lines } = await run('main', [], true, { DATA_DIR: join(folder, 'd'.repeat(120)) });
    expect(code).toBe(2);
    expect(lines.at(-1)).toMatch(/longer than the 107 bytes .*: set DATA_DIR to a shorter one/);
  });

  it.each(['09.05.2025', '1', '2025-1-5', '2025-01-01T00:00'])('a day to prune before, %j', async (day) => {
    const { code, lines } = await run('desk', ['audit', 'prune', '--before', day, '--yes']);
    expect([code, lines]).toEqual([
      2,
      ['--before must be a day or a time such as 2025-01-01 or 2025-01-01T00:00:00Z'],
    ]);
  });

  it.each(['abc', '', '1.5', '-1'])('an overlap of keys of %j hours', async (hours) => {
    const { code, lines } = await run('desk', ['key', 'rotate', '--id', '1', '--overlap-hours', hours]);
    expect([code, lines]).toEqual([
      2,
      ['--overlap-hours must be a whole number such as 24; 0 ends the secret of before at once'],
    ]);
  });

  it('a reader of the output that has gone', async () => {
    expect(await run('desk', ['--help'], false)).toEqual({ code: 0, lines: [] });
    expect(await run('desk', ['config', 'check'], false)).toEqual({ code: 0, lines: [] });
  });
});

it('a gateway that takes calls without a key is shouted at the start', async () => {
  const env = { ...environment, DESK_MODE: 'serve', GATEWAY_OPEN: 'yes' };
  const desk = spawn(process.execPath, [bundled('main')], { cwd: folder, env });
  try {
    let said = '';
    desk.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/GATEWAY_OPEN=yes: .* WITHOUT A KEY/);
  } finally {
    desk.kill('SIGKILL');
    await once(desk, 'exit');
  }
}, 40_000);

describe('desk config check', () => {
  it('has nothing to say of a configuration that can be used', async () => {
    expect(await run('desk', ['config', 'check'])).toEqual({
      code: 0,
      lines: ['The configuration can be used.'],
    });
  });

  it('points out a near miss, and starts nothing', async () => {
    environment.RETENTION_MONTH = '12';
    expect(await run('desk', ['config', 'check'])).toEqual({
      code: 1,
      lines: ['careful  RETENTION_MONTH is not known: is RETENTION_MONTHS meant?'],
    });
  });

  it('says all that is wrong, and never a secret', async () => {
    Object.assign(environment, {
      RAS_BASE_URL: 'ras.example',
      PORT: 'x',
      SRS_CLIENT_SECRET_FILE: '/nowhere',
    });
    const { code, lines } = await run('desk', ['config', 'check']);
    expect(code).toBe(2);
    expect(lines.map((line) => line.split(/ +/).slice(0, 2))).toEqual([
      ['wrong', 'SRS_CLIENT_SECRET'],
      ['wrong', 'RAS_BASE_URL'],
      ['wrong', 'PORT'],
    ]);
    expect(lines.join()).not.toContain('hunter2');
  });
});
