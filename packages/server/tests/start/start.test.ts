import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../sync/desk-fixture.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = await listen(0);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Started {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

describe('the start command', () => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  let running: Started[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'srs-start-'));
    running = [];
    environment = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: join(folder, 'data'),
      PORT: String(await freePort()),
      SIMULATOR_PORT: String(await freePort()),
      SIMULATOR_POPULATION: '150',
    };
  });

  afterEach(async () => {
    for (const { child } of running) child.kill('SIGINT');
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });

  function run(script: string, args: string[] = []): Started {
    const child = spawn(process.execPath, [join(ROOT, 'scripts', script), ...args], {
      cwd: folder,
      env: environment,
    });
    let text = '';
    const add = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const started = { child, output: () => text, ended };
    running.push(started);
    return started;
  }

  const url = (path: string): string => `http://127.0.0.1:${environment.PORT}${path}`;

  /** Whether nobody listens on the port that this variable names. */
  const refused = (name: string): Promise<boolean> =>
    listen(Number(environment[name])).then(
      (server) => new Promise((resolve) => server.close(() => resolve(true))),
      () => false,
    );

  async function login(username: string, password: string): Promise<string> {
    const answer = await fetch(url('/api/session'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' },
      body: JSON.stringify({ username, password }),
    });
    expect(answer.status).toBe(200);
    return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  }

  async function totalOrders(cookie: string): Promise<number> {
    const answer = await fetch(url('/api/orders?range=[0,0]'), { headers: { cookie } });
    return Number(answer.headers.get('content-range')?.split('/')[1]);
  }

  it('says what it does, serves page and API, stops on Ctrl-C, and finds its data again', async () => {
    const first = run('start.mjs');
    await until('the orders are read', () => first.output().includes('All orders are read'), 90_000);
    expect(first.output()).toMatch(/SRS Desk is at {2}http/);
    const password = /Password\s+(\S+)/.exec(first.output())?.[1] ?? '';
    const cookies = await Promise.all(
      ['support', 'finance', 'auditor', 'admin'].map((name) => login(name, password)),
    );
    expect(await totalOrders(cookies[2] ?? '')).toBeGreaterThanOrEqual(150);
    expect(await (await fetch(url('/'))).text()).toContain('<div id="root">');
    const calls = (await (
      await fetch(`http://127.0.0.1:${environment.SIMULATOR_PORT}/_sim/calls?since=0`)
    ).json()) as unknown[];
    const seen = await fetch(url('/api/calls?range=[0,0]'), { headers: { cookie: cookies[2] ?? '' } });
    expect(Number(seen.headers.get('content-range')?.split('/')[1])).toBeGreaterThanOrEqual(calls.length);
    const gateway = /Gateway at\s+(\S+)/.exec(first.output())?.[1] ?? '';
    expect(new URL(gateway).port).not.toBe(environment.PORT);
    const passed = await fetch(`${gateway}/srs/api/identifications/none`);
    const [from, policy] = ['x-srs-desk-gateway', 'content-security-policy'].map((name) =>
      passed.headers.get(name),
    );
    // The answer of SRS, which asks for a token, and none of the gateway's own.
    expect([passed.status, from, policy]).toEqual([401, null, 'sandbox']);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    await expect(fetch(url('/healthz'))).rejects.toThrow();

    const second = run('start.mjs');
    await until('it answers again', () => second.output().includes('SRS Desk is at'), 60_000);
    expect(second.output()).toContain(password);
    const admin = await login('admin', password);
    expect(await totalOrders(admin)).toBeGreaterThanOrEqual(150);
    const prices = await fetch(url('/api/prices'), { headers: { cookie: admin } });
    expect(await prices.json()).toHaveLength(4);

    second.child.kill('SIGKILL');
    await second.ended;
    await until(
      'nothing is left behind',
      async () => (await refused('PORT')) && (await refused('SIMULATOR_PORT')),
    );
  }, 240_000);

  it('says in one line that a port is taken', async () => {
    const taken = await listen(Number(environment.PORT));
    const start = run('start.mjs');
    expect(await start.ended).toBe(2);
    await new Promise((resolve) => taken.close(resolve));
    expect(start.output().trim().split('\n')).toEqual([
      `127.0.0.1:${environment.PORT} is in use by another program: stop it or set PORT to a free port.`,
    ]);
  });

  it('says in one line that the data folder cannot be written', async () => {
    writeFileSync(join(folder, 'data'), 'a file, not a folder');
    const start = run('start.mjs');
    expect(await start.ended).toBe(2);
    expect(start.output().trim()).toMatch(
      /^The data folder .*data cannot be written \(EEXIST\): set DATA_DIR to one that can\.$/,
    );
  });

  it('serves nothing without a configuration, one line per problem', async () => {
    environment.PORT = 'eighty';
    const serve = run('serve.mjs');
    expect(await serve.ended).toBe(2);
    const lines = serve
      .output()
      .trim()
      .split('\n')
      .filter((line) => !/^Buil/.test(line));
    expect(lines).toEqual([
      'SRS_BASE_URL is missing',
      'SRS_TOKEN_URL is missing',
      'RAS_BASE_URL is missing',
      'SRS_CLIENT_ID is missing',
      'SRS_CLIENT_SECRET is missing: set it, or SRS_CLIENT_SECRET_FILE to a file that holds it',
      'PORT is "eighty": must be a port number',
    ]);
  });

  it('takes a secret from a file, and never shows it', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'secret'), 'canary-secret\n');
    chmodSync(join(folder, 'secret'), 0o600);
    Object.assign(environment, {
      SRS_BASE_URL: 'http://127.0.0.1:9',
      SRS_TOKEN_URL: 'http://127.0.0.1:9/token',
      RAS_BASE_URL: 'http://127.0.0.1:9',
      SRS_CLIENT_ID: 'client',
      SRS_CLIENT_SECRET_FILE: join(folder, 'secret'),
      GATEWAY_PORT: String(await freePort()),
    });
    const serve = run('serve.mjs');
    await until('it answers', () => serve.output().includes('SRS Desk answers at'), 60_000);
    const second = run('serve.mjs');
    expect(await second.ended).toBe(2);
    expect(second.output()).toMatch(/another SRS Desk runs on this data folder/);
    serve.child.kill('SIGTERM');
    expect(await serve.ended).toBe(0);
    expect(serve.output()).not.toContain('canary-secret');
    expect(readFileSync(join(folder, 'data', 'desk.db')).includes('canary-secret')).toBe(false);
  });

  it.each(['the runner', 'the shell'])(
    'ends with %s that stood above it',
    async (which) => {
      // As pnpm runs a script: itself, a shell that waits, the script.
      const runner = join(folder, 'pnpm-stand-in.mjs');
      const script = join(ROOT, 'scripts/simulator.mjs');
      writeFileSync(
        runner,
        `import { spawn } from 'node:child_process';
       const shell = spawn('/bin/sh', ['-c', ${JSON.stringify(`${process.execPath} ${script}; true`)}], { stdio: 'inherit' });
       console.log('shell', shell.pid);
       setInterval(() => {}, 1000);`,
      );
      const above = spawn(process.execPath, [runner], { cwd: folder, env: environment });
      let said = '';
      for (const stream of [above.stdout, above.stderr])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8');
        });
      await until('the simulator answers', () => /speed/.test(said), 60_000);
      const pid = which === 'the runner' ? above.pid : Number(/shell (\d+)/.exec(said)?.[1]);
      process.kill(pid ?? 0, 'SIGTERM');
      await until('nothing is left behind', () => refused('SIMULATOR_PORT'));
      above.kill('SIGKILL');
    },
    120_000,
  );
});
