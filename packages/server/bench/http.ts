import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchOptions, BenchRow } from './bench.ts';
import { LIST, load, login } from './http/load.ts';
import { serveSeeded } from './seed/served-desk.ts';

export const name = 'http';

const FLOOR = fileURLToPath(new URL('./http/floor.mjs', import.meta.url));
const MANY = 50;

/** A server that answers the same bytes and does nothing else, in a process of its own. */
async function startFloor(bytes: string): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(FLOOR);
  child.send(bytes);
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, child };
}

/** The order list over HTTP, by one connection and by fifty that start at once, beside a floor that answers the same bytes. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const orders = quick ? 1_000 : Math.ceil(1_000_000 * scale);
  const ms = quick ? 300 : 5_000;
  const desk = await serveSeeded(orders);
  const cookie = await login(desk.url);
  const sample = await (await fetch(desk.url + LIST, { headers: { cookie } })).text();
  const floor = await startFloor(sample);
  try {
    await load(desk.url, cookie, LIST, 4, ms);
    const bare = await load(floor.url, cookie, LIST, 1, ms);
    const single = await load(desk.url, cookie, LIST, 1, ms);
    const many = await load(desk.url, cookie, LIST, MANY, ms);
    const bareMany = await load(floor.url, cookie, LIST, MANY, ms);
    const [, total] = /\/(\d+)$/.exec((await listHead(desk.url, cookie)) ?? '') ?? [];
    const deepAt = Math.floor(Number(total) / 2);
    const deep = await load(desk.url, cookie, LIST.replace('[0,24]', `[${deepAt},${deepAt + 24}]`), 1, ms);
    const share = (value: number, of: number) => ({ floor: of, share: value / of });
    return {
      rows: [
        {
          metric: 'list, 1 connection',
          value: single.perSecond,
          unit: '/s',
          ...share(single.perSecond, bare.perSecond),
        },
        { metric: '  median', value: single.p50, unit: 'ms', floor: bare.p50 },
        { metric: '  p99', value: single.p99, unit: 'ms', floor: bare.p99 },
        {
          metric: `list, ${MANY} that start at once`,
          value: many.perSecond,
          unit: '/s',
          ...share(many.perSecond, bareMany.perSecond),
        },
        { metric: '  median', value: many.p50, unit: 'ms', floor: bareMany.p50 },
        { metric: '  p99', value: many.p99, unit: 'ms', floor: bareMany.p99 },
        {
          metric: '  p99 in medians',
          value: many.p99 / many.p50,
          unit: '×',
          target: '≤ 4',
          met: many.p99 / many.p50 <= 4,
        },
        { metric: `page at ${deepAt}, median`, value: deep.p50, unit: 'ms', floor: single.p50 },
      ],
      notes: [
        `${orders} orders; floor: the same ${Math.round(sample.length / 1024)} kB from memory by node:http; of the deep page: the first one`,
        `load of the machine at the end: ${loadavg()
          .map((one) => one.toFixed(1))
          .join(', ')}`,
      ],
    };
  } finally {
    floor.child.kill();
    desk.stop();
  }
}

async function listHead(url: string, cookie: string): Promise<string | null> {
  return (await fetch(url + LIST, { headers: { cookie } })).headers.get('content-range');
}
