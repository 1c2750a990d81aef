// A desk in a process of its own that carries out one cancellation job after the other, as its parent asks.
import { setTimeout as pause } from 'node:timers/promises';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { openDesk } from '../../src/app/open-desk.ts';
import { executeCancellation } from '../../src/features/cancellations/move-cancellation.ts';
import { planCancellation } from '../../src/features/cancellations/plan-cancellation.ts';
import { createCancellationRunner } from '../../src/features/cancellations/runner.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { unwrap } from '../../src/platform/ledger/unwrap.ts';
import { registerAll } from '../sync/register-orders.ts';
import { spentSince, threadTimes } from './thread-times.ts';

/** What a job came to. */
export interface JobRun {
  perSecond: number;
  /** Processor time of the desk, all its threads, per order. */
  cpuMs: number;
  /** Of it, the main thread's and the writer's, where the system tells. */
  mainMs: number;
  writerMs: number;
  atOnce: number;
}

const ADMIN: Principal = { kind: 'user', name: 'bench', role: 'admin', actor: 'user:bench', origin: 'user' };

const environment = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const desk = await openDesk(readConfig(environment), { logLevel: 'warn' });
const runner = createCancellationRunner(desk);
await withoutApproval();
runner.start();

/** Jobs of any size run without a second admin. */
async function withoutApproval(): Promise<void> {
  const { name } = CANCELLATION_SETTINGS;
  const json = JSON.stringify({ ...desk.settings.get(CANCELLATION_SETTINGS), approvalAbove: null });
  const { actor, origin } = ADMIN;
  const args = { name, json, mayLoosen: true, actor, origin };
  unwrap(await desk.ledger.record([{ name: 'setting.change', args }], []));
  desk.settings.reload();
}

/** Makes the orders known and reads each once, as those of a job have been; then the sync rests. */
async function makeKnown(refIds: readonly string[]): Promise<void> {
  await registerAll(desk, refIds);
  desk.sync.start();
  for (let busy = true; busy; ) {
    await pause(50);
    const { due, inFlight } = desk.sync.health();
    busy = due > 0 || inFlight > 0;
  }
  desk.sync.rest();
}

/** A job over these orders: from the confirmed count to the last result. */
async function carryOut(refIds: readonly string[]): Promise<JobRun> {
  await makeKnown(refIds);
  const { atOnce } = desk.settings.get(CANCELLATION_SETTINGS);
  const input = { refIds: [...refIds], reason: 'benchmark', includeFinished: false };
  const plan = await planCancellation(desk, ADMIN, input);
  const state = desk.reader.connection.sql('SELECT state FROM cancellation_jobs WHERE id = ?').pluck();
  const cpu = process.cpuUsage();
  const threads = threadTimes();
  const startedAt = performance.now();
  await executeCancellation(desk, ADMIN, plan.id, { confirm: plan.counts.willCancel });
  while (state.get(plan.id) !== 'completed') await pause(20);
  const perSecond = refIds.length / ((performance.now() - startedAt) / 1_000);
  const { user, system } = process.cpuUsage(cpu);
  const { main, busiest } = spentSince(threads);
  const ended = desk.reader.connection.sql(
    "SELECT count(*) FROM cancellation_items WHERE state = 'cancelled' AND job_id = ?",
  );
  const cancelled = ended.pluck().get(plan.id);
  if (cancelled !== refIds.length) throw new Error(`${String(cancelled)} of ${refIds.length} were cancelled`);
  const perOrder = (ms: number): number => ms / refIds.length;
  return {
    perSecond,
    atOnce,
    cpuMs: perOrder((user + system) / 1_000),
    mainMs: perOrder(main),
    writerMs: perOrder(busiest),
  };
}

async function stop(): Promise<void> {
  await runner.stop();
  await desk.close();
  process.exit(0);
}

process.on('message', (message: readonly string[] | 'stop') => {
  if (message === 'stop') void stop();
  else void carryOut(message).then((run) => process.send?.(run));
});
process.send?.('ready');
