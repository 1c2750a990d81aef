import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import type { BenchOptions, BenchRow } from './bench.ts';

export const name = 'gateway';

const PER_SECOND = 50;
const CREDENTIALS = { id: 'missswaggerclient', secret: 'missswaggerclientsecret' };
const PROVIDER_TYPE = 'application/vnd.sc.miss.provider.v1+json';
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** What an application sends, by turns: mostly looks at its orders, now and then a verify call and a new order. */
const MIX = [
  'status',
  'status',
  'status',
  'verify',
  'status',
  'status',
  'status',
  'verify',
  'list',
  'place',
] as const;

type Times = { intentMs: number; upstreamMs: number };

interface Way {
  pool: Pool;
  /** Before the path at this service; empty for the direct way. */
  srs: string;
  ras: string;
  ms: number[];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function startUpstream(): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(HERE, '../../simulator/dist/main.js')], {
    env: { ...process.env, SIMULATOR_PORT: String(port), SIMULATOR_POPULATION: '300', SIMULATOR_JOURNAL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

async function startGateway(upstream: string, folder: string): Promise<{ url: string; child: ChildProcess }> {
  const environment = {
    DATA_DIR: folder,
    SRS_BASE_URL: upstream,
    SRS_TOKEN_URL: `${upstream}/oauth/token`,
    RAS_BASE_URL: upstream,
    SRS_CLIENT_ID: CREDENTIALS.id,
    SRS_CLIENT_SECRET: CREDENTIALS.secret,
    GATEWAY_OPEN: 'yes',
  };
  const built = join(HERE, '../node_modules/.cache/bench/serve-gateway.js');
  const child = fork(built, [JSON.stringify(environment)], { execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, child };
}

async function tokenFrom(url: string): Promise<string> {
  const query = `client_id=${CREDENTIALS.id}&client_secret=${CREDENTIALS.secret}&grant_type=client_credentials&scope=miss`;
  const answer = await fetch(`${url}/oauth/token?${query}`, { method: 'POST' });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function send(way: Way, at: number, refIds: readonly string[], bearer: string): Promise<void> {
  const kind = MIX[at % MIX.length] ?? 'status';
  const refId = refIds[(at * 7) % refIds.length] ?? '';
  const json = { authorization: bearer, 'content-type': 'application/json' };
  const verify = JSON.stringify({ jurisdiction: 'eidas', msisdn: '+41791234567', assuranceLevel: '4' });
  const place = JSON.stringify({ country: 'CH', lastName: 'Maximus', externalId: 'BENCH' });
  const what = {
    status: {
      path: `${way.srs}/api/identifications/${refId}`,
      method: 'GET',
      headers: { authorization: bearer },
    },
    list: {
      path: `${way.srs}/api/providers?jurisdiction=EIDAS`,
      method: 'GET',
      headers: { authorization: bearer },
    },
    verify: { path: `${way.ras}/api/evidences/verify`, method: 'POST', headers: json, body: verify },
    place: {
      path: `${way.srs}/api/providers/test/video`,
      method: 'POST',
      headers: { ...json, accept: PROVIDER_TYPE, 'content-type': PROVIDER_TYPE },
      body: place,
    },
  } as const;
  const startedAt = performance.now();
  const answer = await way.pool.request(what[kind]);
  await answer.body.text();
  if (answer.statusCode >= 500) throw new Error(`${kind} answered ${answer.statusCode}`);
  way.ms.push(performance.now() - startedAt);
}

/** Both ways by turns, each at 50/s whatever the answers take (open loop). */
async function drive(
  ways: readonly Way[],
  seconds: number,
  refIds: readonly string[],
  bearer: string,
): Promise<void> {
  const gapMs = 1000 / PER_SECOND / ways.length;
  const total = seconds * PER_SECOND * ways.length;
  const startedAt = performance.now();
  const open: Promise<void>[] = [];
  for (let at = 0; at < total; at++) {
    const wait = startedAt + at * gapMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const way = ways[at % ways.length];
    if (way !== undefined) open.push(send(way, Math.floor(at / ways.length), refIds, bearer));
  }
  await Promise.all(open);
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function rowsOf(direct: readonly number[], through: readonly number[], times: readonly Times[]): BenchRow[] {
  const added = (q: number): number => quantile(through, q) - quantile(direct, q);
  const compared = (metric: string, q: number): BenchRow => ({
    metric,
    value: quantile(through, q),
    unit: 'ms',
    floor: quantile(direct, q),
  });
  const intents = times.map(({ intentMs }) => intentMs);
  return [
    compared('answer through the gateway, p50 (floor: direct)', 0.5),
    compared('answer through the gateway, p99 (floor: direct)', 0.99),
    { metric: 'added at the median', value: added(0.5), unit: 'ms', target: '≤ 2', met: added(0.5) <= 2 },
    { metric: 'added at p99', value: added(0.99), unit: 'ms', target: '≤ 15', met: added(0.99) <= 15 },
    { metric: 'of it the wait for the durable intent, p50', value: quantile(intents, 0.5), unit: 'ms' },
    {
      metric: 'of it sending on and passing the answer back, p50',
      value: quantile(
        times.map((one) => one.upstreamMs),
        0.5,
      ),
      unit: 'ms',
    },
    { metric: 'of it the wait for the durable intent, p99', value: quantile(intents, 0.99), unit: 'ms' },
  ];
}

/** What the recording gateway adds to a call at 50 requests/s, against the same calls sent directly in the same run. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-bench-'));
  const upstream = await startUpstream();
  const { url, child } = await startGateway(upstream.url, folder);
  const direct: Way = { pool: new Pool(upstream.url, { connections: 20 }), srs: '', ras: '', ms: [] };
  const through: Way = {
    pool: new Pool(url, { connections: 20 }),
    srs: '/srs',
    ras: '/ras',
    ms: [],
  };
  try {
    const { refIds } = (await (await fetch(`${upstream.url}/_sim/refIds`)).json()) as { refIds: string[] };
    const bearer = `Bearer ${await tokenFrom(upstream.url)}`;
    await drive([direct, through], quick ? 1 : 20, refIds, bearer);
    for (const way of [direct, through]) way.ms = [];
    child.send('forget');
    await drive([direct, through], quick ? 2 : 60, refIds, bearer);
    child.send('times');
    const [told] = (await once(child, 'message')) as [{ times: Times[]; outcomes: unknown }];
    return {
      rows: rowsOf(direct.ms, through.ms, told.times),
      notes: [
        `${through.ms.length} calls each way at ${PER_SECOND}/s; client, desk and simulator are three processes; recorded: ${JSON.stringify(told.outcomes)}`,
      ],
    };
  } finally {
    const stopped = once(child, 'exit');
    child.send('stop');
    await Promise.all([direct.pool.close(), through.pool.close(), stopped]);
    upstream.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
