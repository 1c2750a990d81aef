import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'undici';
import { PASSWORD } from '../seed/served-desk.ts';

/** The first page of the order list. */
export const LIST = '/api/orders?range=[0,24]&sort=["createdAt","DESC"]';

/** Logs one of the demo's people in; gives the cookie. */
export async function login(url: string, username: 'support' | 'admin' = 'support'): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`No login: ${answer.status}`);
  return cookie;
}

/** What is asked again and again: a server's page, and how it knows who asks. */
export interface Target {
  url: string;
  path: string;
  headers: Record<string, string>;
}

export interface Spread {
  perSecond: number;
  /** ms. */
  p50: number;
  p99: number;
}

/** So many connections that all begin at once, each asking again as soon as it has its answer, or a while later. */
export async function load(
  { url, path, headers }: Target,
  connections: number,
  ms: number,
  thinkMs = 0,
): Promise<Spread> {
  const took: number[] = [];
  const startedAt = performance.now();
  const one = async () => {
    const client = new Client(url);
    while (performance.now() < startedAt + ms) {
      const askedAt = performance.now();
      const { statusCode, body } = await client.request({ method: 'GET', path, headers });
      await body.arrayBuffer();
      if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
      took.push(performance.now() - askedAt);
      if (thinkMs > 0) await pause(thinkMs);
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, one));
  const perSecond = (took.length * 1_000) / (performance.now() - startedAt);
  took.sort((a, b) => a - b);
  return { perSecond, p50: took[took.length >> 1] ?? 0, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
}

/** Ticks of Linux's processor time, ms. */
const TICK_MS = 10;

/** Processor time of a process's first thread since its start, ms; NaN where the system does not tell. */
export function mainThreadMs(pid: number): number {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8').split(') ');
    const [user, system] = rest.split(' ').slice(11, 13).map(Number);
    return ((user ?? 0) + (system ?? 0)) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** Makes so many API keys of support. */
export async function makeKeys(url: string, count: number): Promise<string[]> {
  const headers = {
    cookie: await login(url, 'admin'),
    'content-type': 'application/json',
    'x-requested-with': 'srs-desk',
  };
  const keys: string[] = [];
  while (keys.length < count) {
    const body = JSON.stringify({ name: randomUUID(), role: 'support' });
    const answer = await fetch(`${url}/api/api-keys`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`No key: ${answer.status} ${await answer.text()}`);
    const { key } = (await answer.json()) as { key: string };
    keys.push(key);
  }
  return keys;
}
