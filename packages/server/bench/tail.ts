import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchOptions, BenchRow } from './bench.ts';
import { LIST, load, login, makeKeys, type Spread } from './http/load.ts';
import { type ServedDesk, serveSeeded } from './seed/served-desk.ts';
import { EventStreams, OF_ONE_KEY } from './tail/event-streams.ts';

export const name = 'tail';

const SRS = fileURLToPath(new URL('./tail/answering-srs.mjs', import.meta.url));
const MANY = 50;
const STREAMS = 200;
/** Calls per second that the sync makes beside the reads. */
const CALLS = 600;
/** A person looks at a page before asking for the next, ms; four of them. */
const THINK = { ms: 20, people: 4 } as const;

const ms = (metric: string, value: number, floor?: number): BenchRow => ({
  metric,
  value,
  unit: 'ms',
  ...(floor === undefined ? {} : { floor }),
});

const held = (metric: string, value: number, most: number, unit = '×'): BenchRow => ({
  metric,
  value,
  unit,
  target: `≤ ${most}`,
  met: value <= most,
});

const spread = (title: string, { perSecond, p50, p99 }: Spread): BenchRow[] => [
  { metric: title, value: perSecond, unit: '/s' },
  ms('  median', p50),
  ms('  p99', p99),
];

async function startSrs(): Promise<{ url: string; child: ChildProcess; answered(): Promise<number> }> {
  const child = fork(SRS);
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    async answered() {
      child.send('how many');
      return Number((await once(child, 'message'))[0]);
    },
  };
}

/** Connections that begin at once, and pages that all come back after a restart. */
async function atOnce(desk: ServedDesk, cookie: string, forMs: number): Promise<BenchRow[]> {
  const list = { url: desk.url, path: LIST, headers: { cookie } };
  await load(list, 4, forMs);
  const one = await load(list, 1, forMs);
  const many = await load(list, MANY, forMs);
  const streams = new EventStreams(desk.url, await makeKeys(desk.url, STREAMS / OF_ONE_KEY));
  await streams.allOpen();
  await desk.restart();
  const waits = await streams.allOpen();
  await streams.close();
  return [
    ...spread('list, 1 connection', one),
    ...spread(`list, ${MANY} that start at once`, many),
    held('  p99 in medians', many.p99 / many.p50, 4),
    ms(`${STREAMS} streams after a restart, the median wait`, waits[waits.length >> 1] ?? 0),
    held('  the longest', waits.at(-1) ?? 0, 1_000, 'ms'),
  ];
}

/** The list by one connection with the search index made, then while it is made anew, as after `desk seed` or a restore. */
async function besideIndexing(desk: ServedDesk, cookie: string, forMs: number): Promise<BenchRow[]> {
  const list = { url: desk.url, path: LIST, headers: { cookie } };
  const read = async (): Promise<Spread> => {
    await load(list, 1, forMs);
    return load(list, 1, forMs);
  };
  await desk.indexed();
  await desk.restart();
  const idle = await read();
  await desk.restartUnindexed();
  const busy = await read();
  return [
    ...spread('list with the search index made', idle),
    ...spread('list while the search index is made', busy),
    held('  requests that readers lose', (1 - busy.perSecond / idle.perSecond) * 100, 10, '%'),
  ];
}

/** The list while nothing is polled, then while the sync makes its calls as fast as it may. */
async function besideWrites(desk: ServedDesk, cookie: string, forMs: number): Promise<BenchRow[]> {
  const list = { url: desk.url, path: LIST, headers: { cookie } };
  const read = async (): Promise<Spread> => {
    await load(list, THINK.people, forMs, THINK.ms);
    return load(list, THINK.people, forMs, THINK.ms);
  };
  const srs = await startSrs();
  try {
    const idle = await read();
    const reached = { SRS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token`, RAS_BASE_URL: srs.url };
    await desk.restart({ ...reached, SRS_RATE_LIMIT: String(CALLS) });
    const [before, startedAt] = [await srs.answered(), performance.now()];
    const busy = await read();
    const calls = ((await srs.answered()) - before) / ((performance.now() - startedAt) / 1_000);
    return [
      ...spread('list while nothing is polled', idle),
      ...spread(`list beside ${Math.round(calls)} calls/s`, busy),
      held('  p99 in those of the idle desk', busy.p99 / idle.p99, 2),
    ];
  } finally {
    srs.child.kill();
  }
}

/** What the slowest reads take: many at once, all after a restart, and beside a busy sync. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const orders = quick ? 1_000 : Math.ceil(1_000_000 * scale);
  const forMs = quick ? 300 : 6_000;
  const desk = await serveSeeded(orders);
  const cookie = await login(desk.url);
  const rows: BenchRow[] = [];
  try {
    rows.push(...(await atOnce(desk, cookie, forMs)));
    rows.push(...(await besideWrites(desk, cookie, forMs)));
    rows.push(...(await besideIndexing(desk, cookie, forMs)));
  } finally {
    desk.stop();
  }
  return {
    rows,
    notes: [
      `${orders} orders; 25 rows per page; beside the sync ${THINK.people} connections that wait ${THINK.ms} ms between two pages`,
      `load of the machine at the end: ${loadavg()
        .map((one) => one.toFixed(1))
        .join(', ')}`,
    ],
  };
}
