import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions, BenchRow } from './bench.ts';
import { type CapacityFigures, followOrders } from './capacity/follow-orders.ts';

export const name = 'capacity';

const MIB = 2 ** 20;
const DAY_S = 86_400;
const PER_DAY = [100, 1_000, 10_000];
/** What the write-ahead log may come to under load, MiB. */
const LARGEST_WAL = 64;

/** What a number of orders a day comes to: the figures of one order, times that number. */
function reckoned(
  perDay: number,
  { bytesPerOrder, callsPerOrder, cpuMsPerCall }: CapacityFigures,
): BenchRow[] {
  const calls = perDay * callsPerOrder;
  const of = `${perDay.toLocaleString('en')} orders a day`;
  return [
    { metric: `${of}: database, reckoned`, value: (perDay * bytesPerOrder) / MIB, unit: 'MiB/day' },
    { metric: `… a year of it`, value: (365 * perDay * bytesPerOrder) / 2 ** 30, unit: 'GiB' },
    { metric: '… calls on average', value: calls / DAY_S, unit: 'calls/s' },
    { metric: '… processor', value: (calls * cpuMsPerCall) / 10 / DAY_S, unit: '% of a core' },
  ];
}

/**
 * What orders cost over their lives: placed within a day and followed for thirty by the desk's own polling against the simulator,
 * the clocks of both moved ahead together. Bytes, calls, processor time and files are measured; what a number of orders a day
 * comes to is reckoned from them.
 */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-bench-capacity-'));
  try {
    const orders = quick ? 20 : 300;
    const figures = await followOrders(folder, { orders, days: quick ? 2 : 30 });
    const { largestWal, calls } = figures;
    const backup = statSync(figures.backup.to).size;
    const rows: BenchRow[] = [
      { metric: 'calls per order', value: figures.callsPerOrder, unit: 'calls' },
      { metric: 'database per order', value: figures.bytesPerOrder / 1024, unit: 'KiB' },
      {
        metric: '… per recorded call, all of it',
        value: figures.bytesPerOrder / figures.callsPerOrder,
        unit: 'bytes',
      },
      {
        metric: '… per call that learns nothing new',
        value: figures.bytesPerIdleCall,
        unit: 'bytes',
        target: '≤ 1500',
        met: figures.bytesPerIdleCall <= 1_500,
      },
      { metric: 'processor time per call, all threads', value: figures.cpuMsPerCall, unit: 'ms' },
      {
        metric: 'write-ahead log at its largest',
        value: largestWal / MIB,
        unit: 'MiB',
        target: `≤ ${LARGEST_WAL}`,
        met: largestWal <= LARGEST_WAL * MIB,
      },
      { metric: 'backup, of the database', value: (100 * backup) / figures.databaseBytes, unit: '%' },
      ...PER_DAY.flatMap((perDay) => reckoned(perDay, figures)),
    ];
    return {
      rows,
      notes: [
        `${orders} orders, ${calls} calls; database ${(figures.databaseBytes / MIB).toFixed(1)} MiB, backup ${(backup / MIB).toFixed(1)} MiB`,
        'database: the pages in use of desk.db, less those of an empty one; the search index lies beside it and can be made anew',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
