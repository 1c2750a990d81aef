import { join } from 'node:path';
import { openDesk } from '../src/app/open-desk.ts';
import { readConfig } from '../src/platform/config/config.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { plantInto } from './plant/plant.ts';
import { billingQuestions } from './scale/billing-questions.ts';
import { HoldMeter } from './scale/hold-meter.ts';
import { addJobAndInvoice, walkedLists } from './scale/lists.ts';
import { type Asked, askAll, LONGEST_MS, LONGEST_PAGE, walk } from './scale/walk.ts';
import { seededFolder } from './seed/served-desk.ts';
import { benchEnvironment } from './sync/bench-environment.ts';

export const name = 'scale';
const BILLING = 'billing';

function rowsOf(name: string, asked: readonly Asked[]): { rows: BenchRow[]; notes: string[] } {
  const holds = asked.toSorted((a, b) => b.hold - a.hold);
  const slowest = asked.toSorted((a, b) => b.took - a.took);
  const [longest] = holds;
  const most = longest?.hold ?? 0;
  const row = (metric: string, value: number): BenchRow => ({ metric, value, unit: 'ms' });
  const refusals = [...new Set(asked.flatMap(({ refused }) => refused ?? []))]
    .map((code) => `${asked.filter(({ refused }) => refused === code).length} × ${code}`)
    .join(', ');
  return {
    rows: [
      {
        ...row(`${name}: ${asked.length} questions, the longest hold`, most),
        target: `≤ ${LONGEST_MS}`,
        met: most <= LONGEST_MS,
      },
      row('  … 99 %', holds[Math.floor(holds.length / 100)]?.hold ?? 0),
      row('  … median', holds[holds.length >> 1]?.hold ?? 0),
      row('  answered, median', slowest[slowest.length >> 1]?.took ?? 0),
      row('  … the longest', slowest[0]?.took ?? 0),
    ],
    notes: [
      `${name}: held longest by ${longest?.query ?? ''}; slowest ${slowest[0]?.query ?? ''}${refusals === '' ? '' : `; refused: ${refusals}`}`,
    ],
  };
}

/**
 * Every filter, sort and place of each list that has no bound, and every question of billing, asked of a desk in this process: how
 * long the event loop was held.
 * `BENCH_LISTS=calls,audit` walks these alone.
 */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const orders = quick ? 1_000 : Math.ceil(1_000_000 * Number(process.env.BENCH_SCALE ?? 1));
  const { folder, remove } = await seededFolder(orders);
  addJobAndInvoice(join(folder, 'desk.db'));
  const config = readConfig(benchEnvironment(folder, 'http://127.0.0.1:9'));
  const desk = await openDesk(config, { logLevel: 'silent' });
  const meter = new HoldMeter();
  try {
    const wanted = process.env.BENCH_LISTS?.split(',');
    const lists = walkedLists(desk.reader).filter(({ name }) => wanted?.includes(name) ?? true);
    await desk.audit.search().ready;
    while (desk.audit.search().lag() > 0) await new Promise((resolve) => setTimeout(resolve, 200));
    plantInto(desk.reads);
    const found: ReturnType<typeof rowsOf>[] = [];
    for (const list of lists) found.push(rowsOf(list.name, await walk(desk, meter, list)));
    if (wanted?.includes(BILLING) ?? true)
      found.push(rowsOf(BILLING, await askAll(desk, meter, billingQuestions(desk.reader))));
    return {
      rows: found.flatMap(({ rows }) => rows),
      notes: [
        `${orders} orders; every filter × sort × place, and pages of ${LONGEST_PAGE}; holds in processor time of the main thread`,
        ...found.flatMap(({ notes }) => notes),
      ],
    };
  } finally {
    meter.stop();
    await desk.close();
    remove();
  }
}
