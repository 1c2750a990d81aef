import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateKeys } from '../src/platform/ledger/key-file.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { seedDatabase } from './seed/seed-database.ts';
import { bareLoop } from './sync/bare-loop.ts';
import { openBenchDesk } from './sync/bench-desk.ts';
import { startUpstream } from './sync/upstream.ts';

export const name = 'sync';

interface Size {
  orders: number;
  calls: number;
  drain: number;
  more: number;
}

const FULL: Size = { orders: 1_000_000, calls: 1_500_000, drain: 10_000, more: 100_000 };
/** `BENCH_SCALE=0.1` takes a tenth of the file and of the long drain, for machines that are shared. */
const SCALE = Number(process.env.BENCH_SCALE ?? 1);
const QUICK: Size = { orders: 2_000, calls: 4_000, drain: 500, more: 1_000 };

function scaled(size: Size): Size {
  const by = (count: number): number => Math.ceil(count * SCALE);
  return { ...size, orders: by(size.orders), calls: by(size.calls), more: by(size.more) };
}

/** The seeded folder: `BENCH_DATA` where it is set (kept for the next run), else one that is taken away again. */
async function dataFolder(size: Size): Promise<{ folder: string; remove(): void }> {
  const kept = process.env.BENCH_DATA;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'srs-bench-sync-'));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'desk.db');
  const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
  if (!existsSync(path))
    await seedDatabase(path, keys, {
      orders: size.orders,
      calls: size.calls,
      seed: 1,
      until: Date.now(),
      actor: 'cli:bench',
      billingTimeZone: 'Europe/Zurich',
      nothingDue: true,
    });
  return {
    folder,
    remove: () => {
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ten days: every order that was under way has come to its end, or to where it stays. */
const TEN_DAYS_S = 864_000;

/** Reads the file once, so that it lies in the system's page cache as that of a desk that has been running does. */
async function warm(folder: string): Promise<void> {
  for await (const _ of createReadStream(join(folder, 'desk.db'), { highWaterMark: 8 * 1024 * 1024 }));
}

/** Draining due orders from the simulator, in a process of its own on the same cores, against a bare loop. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const size = quick ? QUICK : scaled(FULL);
  const data = await dataFolder(size);
  const upstream = await startUpstream();
  try {
    await warm(data.folder);
    const bench = await openBenchDesk(data.folder, upstream.url, { srs: { limiter: { rateLimit: 20_000 } } });
    const before = { entries: bench.count('entries'), orders: bench.count('orders') };
    // Other orders in each run over a kept file.
    const seed = (n: number): number => 10 * before.orders + n;
    const underWay = { spreadSeconds: 1 };
    await bench.settled();
    await bench.register(await upstream.addOrders(Math.ceil(size.drain / 20), seed(1)));
    await bench.drain();
    const known = await upstream.addOrders(size.drain, seed(2), underWay);
    await bench.register(known);
    const first = await bench.drain();
    const moved = await upstream.addOrders(size.drain, seed(4), underWay);
    await bench.register(moved);
    await bench.drain();
    bench.leaveAlone(moved);
    await upstream.advance(TEN_DAYS_S);
    bench.dueAgain(known);
    const again = await bench.drain();
    bench.dueAgain(known);
    const nothing = await bench.drain();
    await bench.register(await upstream.addOrders(size.more, seed(3), underWay));
    const more = await bench.drain();
    await bench.close();
    const bare = await bareLoop(data.folder, upstream.url, moved, known);
    const share = again.perSecond / bare;
    const growth = more.heldMiB / first.heldMiB;
    return {
      rows: [
        {
          metric: `draining ${size.drain} due orders, each moved on`,
          value: again.perSecond,
          unit: 'calls/s',
          floor: bare,
          share,
          target: '≥ 1500, ≥ 60 %',
          met: again.perSecond >= 1_500 && share >= 0.6,
        },
        { metric: `… with nothing new to tell`, value: nothing.perSecond, unit: 'calls/s' },
        { metric: `… newly registered: the first look`, value: first.perSecond, unit: 'calls/s' },
        { metric: `${size.more} newly registered`, value: more.perSecond, unit: 'calls/s' },
        { metric: `memory held, ${size.drain} due`, value: first.heldMiB, unit: 'MiB' },
        {
          metric: `memory held, ${size.more} due`,
          value: more.heldMiB,
          unit: 'MiB',
          floor: first.heldMiB,
          target: '≤ 1.25 ×',
          met: growth <= 1.25,
        },
        { metric: `… with garbage at its highest, ${size.drain} due`, value: first.peakMiB, unit: 'MiB' },
        { metric: `… with garbage at its highest, ${size.more} due`, value: more.peakMiB, unit: 'MiB' },
      ],
      notes: [
        `${before.orders} orders and ${before.entries} log entries in the file before; ${again.calls}, ${nothing.calls}, ${first.calls} and ${more.calls} calls`,
        'floor: one thread, the same rows, hashes, seals and indexes, nothing read or decided, commits grouped by tick, synchronous=FULL; orders of the same kind, each moved on',
      ],
    };
  } finally {
    upstream.stop();
    data.remove();
  }
}
