import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { freePort } from '../seed/served-desk.ts';
import type { Target } from './load.ts';

/** What is installed for each peer, by npm alone. Directus 11.3 is the last of its eleventh that runs on Node 20. */
const PACKAGES = {
  directus: ['directus@11.3.5', 'sqlite3@5.1.7'],
  crud: [
    'express@4.21.2',
    'express-crud-router@8.1.0',
    'express-crud-router-sequelize-v6-connector@2.0.0',
    'sequelize@6.37.8',
    'sqlite3@5.1.7',
  ],
};
type Peer = keyof typeof PACKAGES;

const CRUD = fileURLToPath(new URL('./crud-peer.cjs', import.meta.url));
const ADMIN = { email: 'admin@example.com', password: 'a password for benchmarks alone' } as const;
const PATIENCE_MS = 180_000;

/** The headers of this Node, where they lie beside it: native parts are compiled with them. */
const NODE = dirname(dirname(process.execPath));
const NATIVE = existsSync(join(NODE, 'include/node/node.h')) ? { npm_config_nodedir: NODE } : {};

async function run(folder: string, program: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...NATIVE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${said.slice(-2_000)}`);
}

/** A folder into which a peer is installed, once. */
async function installed(home: string, peer: Peer): Promise<string> {
  const folder = join(home, peer);
  if (existsSync(join(folder, 'done'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  await run(folder, 'npm', ['install', '--no-audit', '--no-fund', ...PACKAGES[peer]]);
  writeFileSync(join(folder, 'done'), '');
  return folder;
}

/** The listed columns of all orders in a file of its own, with the indexes that the usual sorts take. */
function copyOrders(from: string, to: string, columns: readonly string[]): void {
  if (existsSync(to)) return;
  const database = new Database(to);
  database.exec(`ATTACH '${from}' AS desk`);
  const typed = columns.map((name) => (name.endsWith('_at') ? `${name} INTEGER` : `${name} TEXT`));
  database.exec(`CREATE TABLE orders (id INTEGER PRIMARY KEY, ${typed.join(', ')});
    INSERT INTO orders SELECT id, ${columns.join(', ')} FROM desk.orders;
    CREATE INDEX orders_created ON orders (created_at DESC);
    CREATE INDEX orders_updated ON orders (updated_at DESC);
    CREATE INDEX orders_status ON orders (status, updated_at DESC);`);
  database.close();
}

/** The programs of peers that answer a page of the same orders. */
export interface Peers {
  targets: Partial<Record<Peer, Target>>;
  /** Why a peer is not among them. */
  lacking: string[];
  stop(): void;
}

interface Started {
  child: ChildProcess;
  target: Target;
}

async function startDirectus(home: string, file: string, columns: readonly string[]): Promise<Started> {
  const folder = await installed(home, 'directus');
  const port = await freePort();
  const env = {
    DB_CLIENT: 'sqlite3',
    DB_FILENAME: file,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET: 'a secret for benchmarks alone',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ACCESS_TOKEN_TTL: '1d',
    LOG_LEVEL: 'warn',
    SERVE_APP: 'false',
    TELEMETRY: 'false',
    NODE_ENV: 'production',
  };
  const cli = join(folder, 'node_modules/directus/cli.js');
  await run(folder, process.execPath, [cli, 'bootstrap'], env);
  const child = spawn(process.execPath, [cli, 'start'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const path = `/items/orders?limit=25&sort=-created_at&meta=filter_count&fields=id,${columns.join(',')}`;
  const token = await directusToken(env.PUBLIC_URL);
  return { child, target: { url: env.PUBLIC_URL, path, headers: { authorization: `Bearer ${token}` } } };
}

/** Logs in as soon as Directus answers. @throws Error when it does not */
async function directusToken(url: string): Promise<string> {
  const asked = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  };
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(250)) {
    const answer = await fetch(`${url}/auth/login`, asked).catch(() => null);
    if (answer?.ok) return ((await answer.json()) as { data: { access_token: string } }).data.access_token;
  }
  throw new Error('Directus lets nobody in');
}

async function startCrud(home: string, file: string, columns: readonly string[]): Promise<Started> {
  const folder = await installed(home, 'crud');
  const port = await freePort();
  const program = join(folder, 'crud-peer.cjs');
  copyFileSync(CRUD, program);
  const env = { FILE: file, COLUMNS: columns.join(','), PORT: String(port), NODE_ENV: 'production' };
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const path = `/orders?range=${encodeURIComponent('[0,24]')}&sort=${encodeURIComponent('["created_at","DESC"]')}`;
  return { child, target: { url: `http://127.0.0.1:${port}`, path, headers: {} } };
}

/** Waits for a page of 25 orders. @throws Error when none comes */
async function untilAnswers({ target, child }: Started): Promise<void> {
  let last = '';
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && child.exitCode === null; await pause(250)) {
    const answer = await fetch(target.url + target.path, { headers: target.headers }).catch(() => null);
    if (answer === null) continue;
    last = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
    if (answer.ok) return;
  }
  throw new Error(`no page of orders: ${last}`);
}

/**
 * Installs the peers by npm into a folder of their own (`peers` in `BENCH_DATA`, where it is kept, or one that is taken away
 * again) and starts them over a copy of the orders of the desk's file `from`.
 */
export async function startPeers(from: string, columns: readonly string[]): Promise<Peers> {
  const kept = process.env.BENCH_DATA;
  const home = kept === undefined ? mkdtempSync(join(tmpdir(), 'bench-peers-')) : join(kept, 'peers');
  mkdirSync(home, { recursive: true });
  const peers: Peers = {
    targets: {},
    lacking: [],
    stop() {
      for (const child of children) child.kill('SIGKILL');
      if (kept === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
  const children: ChildProcess[] = [];
  for (const [peer, start] of [['directus', startDirectus] as const, ['crud', startCrud] as const]) {
    const file = join(dirname(from), `${peer}.db`);
    try {
      copyOrders(from, file, columns);
      const started = await start(home, file, columns);
      children.push(started.child);
      await untilAnswers(started);
      peers.targets[peer] = started.target;
    } catch (error) {
      peers.lacking.push(`${peer}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return peers;
}
