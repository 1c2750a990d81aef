import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import { listOrders } from '../src/features/orders/order-list.ts';
import { quickPage } from '../src/features/orders/quick-list.ts';
import { makeFolder } from '../src/platform/config/make-folder.ts';
import { openReader, type Reader } from '../src/platform/db/reader.ts';
import { loadOrCreateKeys } from '../src/platform/ledger/key-file.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { everyFilter, everyQuery } from './scale/list-walk.ts';
import { seedDatabase } from './seed/seed-database.ts';

export const name = 'scale';

/** What no read may take of the main thread, ms. */
const LONGEST_MS = 20;
const ROWS = 25;

/** A database of so many orders, kept for the next run where `BENCH_DATA` names a folder. */
async function seeded(orders: number): Promise<{ path: string; remove(): void }> {
  const kept = process.env.BENCH_DATA;
  const folder =
    kept === undefined ? mkdtempSync(join(tmpdir(), 'bench-scale-')) : join(kept, `lists-${orders}`);
  const remove = () => (kept === undefined ? rmSync(folder, { recursive: true }) : undefined);
  const path = join(folder, 'desk.db');
  if (existsSync(path)) return { path, remove };
  makeFolder(folder);
  await seedDatabase(path, loadOrCreateKeys(join(folder, 'audit-key.json')), {
    orders,
    calls: orders,
    seed: 1,
    until: Date.now(),
    actor: 'cli:bench',
    billingTimeZone: 'Europe/Zurich',
  });
  return { path, remove };
}

/** Processor time of this process, ms: the neighbours on the machine do not count. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

interface Walked {
  quick: { name: string; ms: number }[];
  slow: { name: string; ms: number }[];
}

function walk(reader: Reader, places: readonly number[]): Walked {
  const walked: Walked = { quick: [], slow: [] };
  for (const { name: asked, query: ten } of everyQuery(orderList, everyFilter(reader), places)) {
    const query = { ...ten, limit: ROWS };
    // What is compiled and read from the disk the first time is not the query's.
    const isQuick = quickPage(reader, 'masked', query) !== null;
    walked.quick.push({ name: asked, ms: cpuMs(() => quickPage(reader, 'masked', query)) });
    if (!isQuick) walked.slow.push({ name: asked, ms: cpuMs(() => listOrders(reader, 'masked', query)) });
  }
  for (const list of [walked.quick, walked.slow]) list.sort((a, b) => b.ms - a.ms);
  return walked;
}

const at = (list: readonly { ms: number }[], share: number): number =>
  list[Math.min(list.length - 1, Math.floor(list.length * (1 - share)))]?.ms ?? 0;

/** Every filter, sort and place of the order list: what of it the main thread pays, and what the read thread takes for the rest. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const orders = quick ? 2_000 : Math.ceil(1_000_000 * Number(process.env.BENCH_SCALE ?? 1));
  const { path, remove } = await seeded(orders);
  const reader = openReader(path);
  try {
    const places = [0, 1_000, Math.floor(orders * 0.09), Math.floor(orders * 0.6)];
    const walked = walk(reader, places);
    const [most] = walked.quick;
    const longest = most?.ms ?? 0;
    const row = (metric: string, value: number): BenchRow => ({ metric, value, unit: 'ms' });
    return {
      rows: [
        {
          ...row('main thread, the longest of all pages', longest),
          target: `≤ ${LONGEST_MS}`,
          met: longest <= LONGEST_MS,
        },
        row('  99 %', at(walked.quick, 0.99)),
        row('  median', at(walked.quick, 0.5)),
        row('read thread, the longest', at(walked.slow, 1)),
        row('  median', at(walked.slow, 0.5)),
      ],
      notes: [
        `${orders} orders, ${walked.quick.length} questions (every filter × sort × ${places.join(', ')}), ${walked.slow.length} of them for the read thread; processor time of one page`,
        `the longest on the main thread: ${most?.name ?? ''}`,
        `the longest in the read thread: ${walked.slow[0]?.name ?? ''}`,
      ],
    };
  } finally {
    reader.close();
    remove();
  }
}
