import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { PLANTED_ENVIRONMENT } from '../plant/plant.ts';

/** Of every login of a served desk. */
export const PASSWORD = 'demo password for benchmarks';

const DESK = fileURLToPath(new URL('../../../../scripts/desk.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/**
 * A folder with so many orders and twice as many calls by `desk seed`. With `BENCH_DATA` the folder `served-<orders>` in it, filled
 * where it is not and kept, else one that `remove` takes away again.
 */
export async function seededFolder(orders: number): Promise<{ folder: string; remove(): void }> {
  const kept = process.env.BENCH_DATA;
  const folder =
    kept === undefined ? mkdtempSync(join(tmpdir(), 'bench-desk-')) : join(kept, `served-${orders}`);
  await fill(folder, orders);
  const remove = () => (kept === undefined ? rmSync(folder, { recursive: true, force: true }) : undefined);
  return { folder, remove };
}

/** Fills a folder with so many orders and twice as many calls by `desk seed`, unless it is filled. @throws Error when that fails */
export async function fill(folder: string, orders: number): Promise<void> {
  if (existsSync(join(folder, 'desk.db'))) return;
  const args = [DESK, 'seed', '--orders', String(orders), '--calls', String(orders * 2)];
  const seeding = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(seeding, 'exit');
  if (code !== 0) throw new Error('desk seed failed.');
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The built desk over this folder; `more` of its environment overrides. @throws Error when it does not answer within a minute */
async function serve(
  folder: string,
  port: number,
  more: Record<string, string> = {},
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      PORT: String(port),
      DESK_MODE: 'demo',
      DEMO_PASSWORD: PASSWORD,
      SRS_BASE_URL: 'http://127.0.0.1:9',
      SRS_TOKEN_URL: 'http://127.0.0.1:9/oauth/token',
      RAS_BASE_URL: 'http://127.0.0.1:9',
      SRS_CLIENT_ID: 'bench',
      SRS_CLIENT_SECRET: 'bench-secret',
      // There is no SRS: it is asked as seldom as can be.
      SRS_RATE_LIMIT: '1',
      ...PLANTED_ENVIRONMENT,
      ...more,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < 600; waited += 1) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return { url, child };
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill('SIGTERM');
  throw new Error('The desk did not answer within a minute.');
}

function valueIn(path: string, text: string): number {
  const database = new Database(path, { readonly: true });
  try {
    return Number(database.prepare(text).pluck().get());
  } finally {
    database.close();
  }
}

/** Waits until nothing in the log is missing in the search index. */
async function untilIndexed(folder: string): Promise<void> {
  const last = valueIn(join(folder, 'desk.db'), 'SELECT max(seq) FROM entries');
  const index = join(folder, 'audit-index.db');
  const isMade = () => existsSync(index) && valueIn(index, 'SELECT indexed FROM state') >= last;
  while (!isMade()) await new Promise((done) => setTimeout(done, 500));
}

/** A desk in a process of its own over a seeded folder. */
export interface ServedDesk {
  url: string;
  /** Its data. */
  folder: string;
  /** Of its process. */
  pid(): number;
  /** Resolves when the log's search index, which a desk makes after `desk seed`, is made. */
  indexed(): Promise<void>;
  /** Ends the desk and starts it anew at the same address, with `more` in its environment; resolves when it answers. */
  restart(more?: Record<string, string>): Promise<void>;
  /** As `restart`, without the log's search index: it is made anew from then on. */
  restartUnindexed(): Promise<void>;
  /** Ends the desk and takes the folder away. */
  stop(): void;
}

/** A desk over a folder that `desk seed` has filled, see {@link seededFolder}. */
export async function serveSeeded(orders: number): Promise<ServedDesk> {
  const { folder, remove } = await seededFolder(orders);
  const port = await freePort();
  let { url, child } = await serve(folder, port);
  const end = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return {
    url,
    folder,
    pid: () => child.pid ?? 0,
    indexed: () => untilIndexed(folder),
    async restart(more = {}) {
      await end();
      ({ url, child } = await serve(folder, port, more));
    },
    async restartUnindexed() {
      await end();
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(folder, `audit-index.db${suffix}`), { force: true });
      ({ url, child } = await serve(folder, port));
    },
    stop() {
      child.kill('SIGTERM');
      remove();
    },
  };
}
