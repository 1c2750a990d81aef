import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { Pool } from 'undici';
import { openDesk, type RunningDesk } from '../src/app/open-desk.ts';
import { executeCancellation } from '../src/features/cancellations/move-cancellation.ts';
import { planCancellation } from '../src/features/cancellations/plan-cancellation.ts';
import { createCancellationRunner } from '../src/features/cancellations/runner.ts';
import type { Principal } from '../src/platform/desk.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { tokenOf } from './sync/bare-loop.ts';
import { benchConfig, registerAll } from './sync/bench-desk.ts';
import { type BenchUpstream, startUpstream } from './sync/upstream.ts';

export const name = 'cancel';

const ADMIN: Principal = { kind: 'user', name: 'bench', role: 'admin', actor: 'user:bench', origin: 'user' };
/** Per order: the look at SRS, the cancellation, the look after it. */
const CALLS = ['GET', 'DELETE', 'GET'] as const;
/** The highest that `SRS_RATE_LIMIT` takes: the machine ends long before. */
const UNLIMITED_PER_SECOND = 10_000;
const LIMITED_PER_SECOND = 300;

const pending = (upstream: BenchUpstream, count: number, seed: number): Promise<string[]> =>
  upstream.addOrders(count, seed, { fate: 'abandoned' });

/** The calls of each order, bare, so many orders at once: what the simulator and this machine give. Orders per second. */
async function bare(url: string, refIds: readonly string[], atOnce: number): Promise<number> {
  const headers = { authorization: `Bearer ${await tokenOf(url)}`, accept: 'application/json' };
  const pool = new Pool(url, { connections: atOnce });
  const queue = [...refIds];
  const work = async (): Promise<void> => {
    for (let refId = queue.pop(); refId !== undefined; refId = queue.pop()) {
      for (const method of CALLS) {
        const answer = await pool.request({ path: `/api/identifications/${refId}`, method, headers });
        await answer.body.text();
        if (answer.statusCode >= 300) throw new Error(`${method} answered ${answer.statusCode}`);
      }
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  const perSecond = refIds.length / ((performance.now() - startedAt) / 1_000);
  await pool.close();
  return perSecond;
}

interface JobRun {
  perSecond: number;
  /** Processor time of the desk, all its threads, per order. */
  cpuMs: number;
  atOnce: number;
}

/** A job over these orders in a desk of its own, the sync at rest: from the confirmed count to the last result. */
async function job(url: string, refIds: readonly string[], rateLimit: number): Promise<JobRun> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-bench-cancel-'));
  const config = benchConfig(folder, url, { SRS_RATE_LIMIT: String(rateLimit) });
  const desk = await openDesk(config, { logLevel: 'warn' });
  const runner = createCancellationRunner(desk);
  try {
    await registerAll(desk, refIds);
    runner.start();
    return await carriedOut(desk, refIds);
  } finally {
    await runner.stop();
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function carriedOut(desk: RunningDesk, refIds: readonly string[]): Promise<JobRun> {
  const { atOnce } = desk.settings.get(CANCELLATION_SETTINGS);
  const input = { refIds: [...refIds], reason: 'benchmark', includeFinished: false };
  const plan = await planCancellation(desk, ADMIN, input);
  const state = desk.reader.connection.sql('SELECT state FROM cancellation_jobs WHERE id = ?').pluck();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await executeCancellation(desk, ADMIN, plan.id, { confirm: plan.counts.willCancel });
  while (state.get(plan.id) !== 'completed') await new Promise((resolve) => setTimeout(resolve, 20));
  const perSecond = refIds.length / ((performance.now() - startedAt) / 1_000);
  const { user, system } = process.cpuUsage(cpu);
  const ended = desk.reader.connection.sql(
    "SELECT count(*) FROM cancellation_items WHERE state = 'cancelled'",
  );
  const cancelled = ended.pluck().get();
  if (cancelled !== refIds.length) throw new Error(`${String(cancelled)} of ${refIds.length} were cancelled`);
  return { perSecond, atOnce, cpuMs: (user + system) / 1_000 / refIds.length };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Orders per second of a cancellation job, beside the same calls made bare in the same run, by turns. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  // Not more than may run without a second admin.
  const count = quick ? 120 : 500;
  const rounds = quick ? 1 : 3;
  const upstream = await startUpstream();
  try {
    const ceilings: number[] = [];
    const free: JobRun[] = [];
    for (let round = 0; round < rounds; round++) {
      const seed = 10 * round;
      const made = await job(upstream.url, await pending(upstream, count, seed + 1), UNLIMITED_PER_SECOND);
      free.push(made);
      ceilings.push(await bare(upstream.url, await pending(upstream, count, seed + 2), made.atOnce));
    }
    const last = await pending(upstream, count, 999);
    await upstream.setFaults({
      rateLimit: { perSecond: LIMITED_PER_SECOND, algorithm: 'token_bucket', burst: 30 },
    });
    const limited = await job(upstream.url, last, LIMITED_PER_SECOND);
    const floor = LIMITED_PER_SECOND / CALLS.length;
    const value = median(free.map(({ perSecond }) => perSecond));
    const ceiling = median(ceilings);
    const row = (metric: string, measured: number, bound: number): BenchRow => ({
      metric,
      value: measured,
      unit: 'orders/s',
      floor: bound,
      share: measured / bound,
    });
    return {
      rows: [
        row('a job, no limit', value, ceiling),
        row(`a job, SRS allows ${LIMITED_PER_SECOND} calls/s`, limited.perSecond, floor),
        {
          metric: 'processor time of the desk per order',
          value: median(free.map(({ cpuMs }) => cpuMs)),
          unit: 'ms',
        },
      ],
      notes: [
        `${CALLS.length} calls per order (look, cancel, look again), ${limited.atOnce} orders at once, ${count} orders, median of ${rounds}`,
        'floor: the same calls bare, by turns with the jobs; what the limit allows',
      ],
    };
  } finally {
    upstream.stop();
  }
}
