import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDesk } from '../../src/app/open-desk.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { setDue } from '../sync/bench-desk.ts';
import { benchEnvironment } from '../sync/bench-environment.ts';
import { registerAll } from '../sync/register-orders.ts';
import { startUpstream } from '../sync/upstream.ts';

/** What orders came to. */
export interface CapacityFigures {
  calls: number;
  callsPerOrder: number;
  bytesPerOrder: number;
  /** Of calls about orders that all stand as they stood, bytes. */
  bytesPerIdleCall: number;
  cpuMsPerCall: number;
  /** The write-ahead log's largest size, bytes. */
  largestWal: number;
  databaseBytes: number;
  backup: { to: string };
}

/** How long the clocks wait between two looks, seconds, from the given hour of the run on. */
const STEPS: readonly [fromHour: number, seconds: number][] = [
  [0, 60],
  [2, 600],
  [26, 3_600],
];

const BY_BENCH = { kind: 'cli', name: 'bench', role: 'admin', actor: 'cli:bench', origin: 'cli' } as const;

/** Rounds of looks at orders that all stand as they stood. */
const IDLE_ROUNDS = 3;

/** Follows `orders`, placed now, for `days` of the desk's and the simulator's time. */
export async function followOrders(
  folder: string,
  { orders, days }: { orders: number; days: number },
): Promise<CapacityFigures> {
  const upstream = await startUpstream();
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const config = readConfig(benchEnvironment(folder, upstream.url));
  const desk = await openDesk(config, {
    logLevel: 'silent',
    clock,
    srs: { limiter: { rateLimit: 20_000 } },
  });
  const pragma = (name: string): number => Number(desk.reader.connection.sql(`PRAGMA ${name}`).pluck().get());
  const used = (): number => (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  const calls = (): number =>
    Number(desk.reader.connection.sql('SELECT coalesce(max(id), 0) FROM calls').pluck().get());
  const wal = join(folder, 'desk.db-wal');
  let largestWal = 0;
  const settle = async (): Promise<void> => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (existsSync(wal)) largestWal = Math.max(largestWal, statSync(wal).size);
      const { due, inFlight } = desk.sync.health();
      if (due === 0 && inFlight === 0) return;
    }
  };
  try {
    const refIds = await upstream.addOrders(orders, 1, { spreadSeconds: 1 });
    const empty = used();
    const cpu = process.cpuUsage();
    await registerAll(desk, refIds);
    desk.sync.start();
    await settle();
    const end = days * 86_400;
    for (let at = 0; at < end; ) {
      const step = STEPS.findLast(([fromHour]) => at >= fromHour * 3_600)?.[1] ?? 60;
      await upstream.advance(step);
      ahead += step * 1_000;
      at += step;
      await settle();
    }
    const { user, system } = process.cpuUsage(cpu);
    const made = calls();
    const databaseBytes = used();
    // The first look of a day keeps the answer once; those after it name that one.
    setDue(config.databasePath, refIds, clock.now());
    await settle();
    const [before, callsBefore] = [used(), calls()];
    for (let round = 0; round < IDLE_ROUNDS; round++) {
      setDue(config.databasePath, refIds, clock.now());
      await settle();
    }
    const bytesPerIdleCall = (used() - before) / (calls() - callsBefore);
    const to = join(folder, 'capacity.backup');
    await desk.audit.backups.begin(desk, BY_BENCH, to);
    return {
      calls: made,
      callsPerOrder: made / orders,
      bytesPerOrder: (databaseBytes - empty) / orders,
      bytesPerIdleCall,
      cpuMsPerCall: (user + system) / 1_000 / made,
      largestWal,
      databaseBytes,
      backup: { to },
    };
  } finally {
    await desk.close();
    upstream.stop();
  }
}
