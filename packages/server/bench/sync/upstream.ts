import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Faults } from '@srs-desk/simulator/start-simulator.ts';
import { request } from 'undici';

const MAIN = fileURLToPath(new URL('../../../simulator/dist/main.js', import.meta.url));

export interface BenchUpstream {
  url: string;
  /**
   * Orders of the last 20 days as a Service Provider's application would have placed them; gives their Ref IDs.
   * `more` is what the simulator's control takes besides, such as a fate.
   */
  addOrders(count: number, seed: number, more?: object): Promise<string[]>;
  /** Replaces the faults that the simulator makes; `{}` clears them. */
  setFaults(faults: Faults): Promise<void>;
  /** Moves the simulator's clock ahead, and with it every order that is under way. */
  advance(seconds: number): Promise<void>;
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
    async addOrders(count, seed, more = { spreadSeconds: 1_728_000 }) {
      const refIds: string[] = [];
      for (let left = count, part = 0; left > 0; left -= 10_000, part++) {
        const body = { count: Math.min(left, 10_000), seed: seed * 100 + part, ...more };
        const text = await control(url, 'POST', 'orders', body);
        refIds.push(...(JSON.parse(text) as { refIds: string[] }).refIds);
      }
      return refIds;
    },
    async setFaults(faults) {
      await control(url, 'PUT', 'faults', faults);
    },
    async advance(advanceSeconds) {
      await control(url, 'POST', 'clock', { advanceSeconds });
    },
    stop: () => child.kill(),
  };
}

async function control(url: string, method: 'POST' | 'PUT', path: string, sent: object): Promise<string> {
  const { statusCode, body } = await request(`${url}/_sim/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  const text = await body.text();
  if (statusCode >= 300) throw new Error(`the simulator answered ${statusCode}: ${text}`);
  return text;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
