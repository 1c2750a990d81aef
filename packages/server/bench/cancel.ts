import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import type { BenchOptions, BenchRow } from './bench.ts';
import type { JobRun } from './cancel/serve-jobs.ts';
import { tokenOf } from './sync/bare-loop.ts';
import { benchEnvironment } from './sync/bench-environment.ts';
import { type BenchUpstream, startUpstream } from './sync/upstream.ts';

export const name = 'cancel';

const SERVE_JOBS = fileURLToPath(new URL('../node_modules/.cache/bench/serve-jobs.js', import.meta.url));

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

/** A desk of its own, built as the desk itself is, with SRS at this limit (calls/s); `job` carries out one job. */
async function serveJobs(url: string, rateLimit: number) {
  const folder = mkdtempSync(join(tmpdir(), 'srs-bench-cancel-'));
  const environment = benchEnvironment(folder, url, { SRS_RATE_LIMIT: String(rateLimit) });
  const child = fork(SERVE_JOBS, [JSON.stringify(environment)]);
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`The desk of the jobs ended with ${code}.`);
  });
  const told = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), died]))[0];
  await told();
  return {
    async job(refIds: readonly string[]): Promise<JobRun> {
      child.send(refIds);
      return (await told()) as JobRun;
    },
    async stop(): Promise<void> {
      child.send('stop');
      await died.catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Orders per second of a cancellation job, beside the same calls made bare in the same run, by turns. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const count = quick ? 120 : 2_000;
  const rounds = quick ? 1 : 3;
  const upstream = await startUpstream();
  const free = await serveJobs(upstream.url, UNLIMITED_PER_SECOND);
  const limited = await serveJobs(upstream.url, LIMITED_PER_SECOND);
  try {
    const ceilings: number[] = [];
    const runs: JobRun[] = [];
    // The first round is not counted: code that has not run yet is slow, on both sides.
    for (let round = 0; round <= rounds; round++) {
      const run = await free.job(await pending(upstream, count, 10 * round + 1));
      const ceiling = await bare(upstream.url, await pending(upstream, count, 10 * round + 2), run.atOnce);
      if (round === 0) continue;
      runs.push(run);
      ceilings.push(ceiling);
    }
    const last = await pending(upstream, count, 999);
    await upstream.setFaults({
      rateLimit: { perSecond: LIMITED_PER_SECOND, algorithm: 'token_bucket', burst: 30 },
    });
    const { perSecond, atOnce } = await limited.job(last);
    const floor = LIMITED_PER_SECOND / CALLS.length;
    const value = median(runs.map((run) => run.perSecond));
    const ceiling = median(ceilings);
    const row = (metric: string, measured: number, bound: number): BenchRow => ({
      metric,
      value: measured,
      unit: 'orders/s',
      floor: bound,
      share: measured / bound,
    });
    const spent = (metric: string, of: (run: JobRun) => number): BenchRow => ({
      metric,
      value: median(runs.map(of)),
      unit: 'ms',
    });
    return {
      rows: [
        row('a job, no limit', value, ceiling),
        row(`a job, SRS allows ${LIMITED_PER_SECOND} calls/s`, perSecond, floor),
        spent('processor time of the desk per order', ({ cpuMs }) => cpuMs),
        spent('  of its main thread', ({ mainMs }) => mainMs),
        spent('  of its writer', ({ writerMs }) => writerMs),
      ],
      notes: [
        `${CALLS.length} calls per order (look, cancel, look again), ${atOnce} orders at once, ${count} orders, median of ${rounds}`,
        'floor: the same calls bare, by turns with the jobs; what the limit allows',
      ],
    };
  } finally {
    await free.stop();
    await limited.stop();
    upstream.stop();
  }
}
