import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of every login of a served desk. */
export const PASSWORD = 'demo password for benchmarks';

const DESK = fileURLToPath(new URL('../../../../scripts/desk.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A folder filled by `desk seed`. */
async function seededFolder(orders: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-web-'));
  const args = [DESK, 'seed', '--orders', String(orders), '--calls', String(orders * 2)];
  const seeding = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(seeding, 'exit');
  if (code !== 0) throw new Error('desk seed failed.');
  return folder;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function serve(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      PORT: port,
      DESK_MODE: 'demo',
      DEMO_PASSWORD: PASSWORD,
      SRS_BASE_URL: 'http://127.0.0.1:9',
      SRS_TOKEN_URL: 'http://127.0.0.1:9/oauth/token',
      RAS_BASE_URL: 'http://127.0.0.1:9',
      SRS_CLIENT_ID: 'bench',
      SRS_CLIENT_SECRET: 'bench-secret',
      // There is no SRS: it is asked as seldom as can be.
      SRS_RATE_LIMIT: '1',
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

/** A desk in a process of its own, with so many orders and twice as many calls by `desk seed` behind it; `stop` takes both away. */
export async function serveSeeded(orders: number): Promise<{ url: string; stop(): void }> {
  const folder = await seededFolder(orders);
  const { url, child } = await serve(folder);
  return {
    url,
    stop() {
      child.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
