import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

const MAIN = fileURLToPath(new URL('../../../simulator/dist/main.js', import.meta.url));

export interface BenchUpstream {
  url: string;
  /** Orders of the last 20 days as a Service Provider's application would have placed them; gives their Ref IDs. */
  addOrders(count: number, seed: number): Promise<string[]>;
  stop(): void;
}

/** The built simulator as a process of its own. */
export async function startUpstream(): Promise<BenchUpstream> {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      SIMULATOR_PORT: String(port),
      SIMULATOR_POPULATION: 'none',
      SIMULATOR_JOURNAL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async addOrders(count, seed) {
      const refIds: string[] = [];
      for (let left = count, part = 0; left > 0; left -= 10_000, part++) {
        const { statusCode, body } = await request(`${url}/_sim/orders`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            count: Math.min(left, 10_000),
            seed: seed * 100 + part,
            spreadSeconds: 1_728_000,
          }),
        });
        const text = await body.text();
        if (statusCode >= 300) throw new Error(`the simulator answered ${statusCode}: ${text}`);
        refIds.push(...(JSON.parse(text) as { refIds: string[] }).refIds);
      }
      return refIds;
    },
    stop: () => child.kill(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
