import { type ChildProcess, spawn } from 'node:child_process';
import type { Simulator } from '@srs-desk/simulator/start-simulator.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk } from '../../src/app/open-desk.ts';
import { startLedger } from '../../src/app/start-ledger.ts';
import {
  approveCancellation,
  executeCancellation,
} from '../../src/features/cancellations/move-cancellation.ts';
import { planCancellation } from '../../src/features/cancellations/plan-cancellation.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { bundled } from '../bundle/bundles.ts';
import { diskFolder, NIGHTLY } from '../long-form.ts';
import { configFor, type Fixture, register, startFixture, until } from '../sync/desk-fixture.ts';
import { callDifferences } from '../sync/truth.ts';

/** The result of the long form stands in docs/cancellations.md. */
const ORDERS = NIGHTLY ? 5_000 : 240;
const KILLS = NIGHTLY ? 10 : 1;
const LIMIT_MS = NIGHTLY ? 1_500_000 : 120_000;

const ADMIN: Principal = { kind: 'user', name: 'anna', role: 'admin', actor: 'user:anna', origin: 'user' };

const FAULTS = {
  errorRate: 0.05,
  dropRate: 0.05,
  hangRate: 0.01,
  malformedRate: 0.02,
  rateLimit: { perSecond: 400, algorithm: 'token_bucket', burst: 60 },
} as const;

interface Item {
  refId: string;
  state: string;
  reason: string | null;
  callId: number | null;
}

/** What happens at SRS without the desk: each of these orders moves once while the job runs. */
class Elsewhere {
  readonly moved = new Map<string, 'TERMINATED' | 'ERROR' | 'IDENTIFICATION_DONE' | 'cancelled'>();
  readonly #simulator: Simulator;
  readonly #timer: NodeJS.Timeout;

  constructor(simulator: Simulator, refIds: readonly string[], everyMs: number) {
    this.#simulator = simulator;
    const queue = refIds.filter((_, at) => at % 7 === 3).reverse();
    this.#timer = setInterval(() => this.#move(queue.shift()), everyMs);
  }

  #move(refId: string | undefined): void {
    const order = refId === undefined ? undefined : this.#simulator.simulation.find(refId);
    if (order === undefined || order.cancelled > 0) return;
    const to = (['TERMINATED', 'cancelled', 'ERROR', 'IDENTIFICATION_DONE'] as const)[this.moved.size % 4];
    if (to === undefined) return;
    this.moved.set(order.refId, to);
    if (to === 'cancelled') this.#simulator.simulation.cancel(order);
    else this.#simulator.simulation.setStatus(order, { status: to });
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

describe('a cancellation that is killed', () => {
  let fixture: Fixture;
  let refIds: string[];
  let jobId: number;
  let reader: Reader;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    fixture = await startFixture({
      above: diskFolder(),
      desk: { startLedger },
      simulator: { population: 'none', speed: 1, seed: 11 },
    });
    const { desk, simulator } = fixture;
    const made = simulator.simulation.addOrders(ORDERS, 5, { fate: 'abandoned', spreadSeconds: 7_200 });
    simulator.simulation.advance(3_600);
    refIds = made.map((order) => order.refId);
    await register(desk, refIds);
    desk.sync.start();
    const unread = desk.reader.connection
      .sql('SELECT count(*) FROM orders WHERE wire_status IS NULL')
      .pluck();
    await until('all orders are read', () => unread.get() === 0, LIMIT_MS);
    const plan = await planCancellation(desk, ADMIN, {
      refIds,
      reason: 'a clean-up that is killed',
      includeFinished: false,
    });
    jobId = plan.id;
    await executeCancellation(desk, ADMIN, jobId, { confirm: plan.counts.willCancel });
    if (plan.counts.willCancel > 1_000) {
      const second: Principal = { ...ADMIN, name: 'bert', actor: 'user:bert' };
      await approveCancellation(desk, second, jobId, { confirm: plan.counts.willCancel });
    }
    await desk.close();
    reader = openReader(desk.config.databasePath);
  }, LIMIT_MS);

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    reader.close();
    await fixture.simulator.close();
  });

  const startChild = (): ChildProcess => {
    const child = spawn(process.execPath, [bundled('desk-child'), fixture.folder, fixture.simulator.url], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.push(child);
    return child;
  };
  const done = (): number =>
    reader.connection
      .sql(
        "SELECT count(*) FROM cancellation_items WHERE job_id = ? AND finished_at IS NOT NULL AND class = 'will_cancel'",
      )
      .pluck()
      .get(jobId) as number;
  const state = (): string =>
    reader.connection.sql('SELECT state FROM cancellation_jobs WHERE id = ?').pluck().get(jobId) as string;

  it(
    `ends each of ${ORDERS} orders exactly once, through faults, orders that move on, and kill -9`,
    async () => {
      const { simulator } = fixture;
      const total = refIds.length;
      simulator.simulation.setFaults(FAULTS);
      const elsewhere = new Elsewhere(simulator, refIds, NIGHTLY ? 60 : 90);
      const startedAt = Date.now();
      for (let kill = 1; kill <= KILLS; kill++) {
        const child = startChild();
        const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
        const goal = Math.floor((total * kill) / (KILLS + 1.5));
        await until(`${goal} orders are done`, () => done() >= goal || child.exitCode !== null, LIMIT_MS);
        expect(state(), 'killed while it runs').toBe('running');
        child.kill('SIGKILL');
        expect(await ended).toBe('SIGKILL');
      }
      const last = startChild();
      await until('the job completes', () => state() === 'completed' || last.exitCode !== null, LIMIT_MS);
      elsewhere.stop();
      const tookMs = Date.now() - startedAt;
      simulator.simulation.setFaults({});
      const ended = new Promise((resolve) => last.once('exit', resolve));
      last.kill('SIGTERM');
      await ended;
      expect(state()).toBe('completed');

      const items = reader.connection
        .sql(
          'SELECT ref_id AS refId, state, state_reason AS reason, call_id AS callId FROM cancellation_items WHERE job_id = ?',
        )
        .all(jobId) as Item[];
      expect(items).toHaveLength(total);
      expect(items.flatMap((item) => contradiction(item, simulator, elsewhere))).toEqual([]);
      const by = (wanted: string) => items.filter((item) => item.state === wanted).length;
      expect(by('cancelled')).toBeGreaterThan(total / 2);
      expect(by('already_final') + by('changed') + by('already_cancelled')).toBeGreaterThan(0);

      const desk = await openDesk(configFor(simulator, fixture.folder), { logLevel: 'silent' });
      try {
        expect(callDifferences({ desk, simulator })).toEqual([]);
      } finally {
        await desk.close();
      }
      const results = [...new Set(items.map((item) => item.state))].map((one) => `${by(one)} ${one}`);
      process.stdout.write(
        `  ${total} orders, killed ${KILLS} times, ${Math.round(tookMs / 1000)} s, ${simulator.simulation.calls.total()} calls received, ` +
          `${elsewhere.moved.size} moved elsewhere: ${results.join(', ')}\n`,
      );
    },
    LIMIT_MS,
  );
});

/** What the simulator's truth says against an item's result; nothing when they agree. */
function contradiction(item: Item, simulator: Simulator, elsewhere: Elsewhere): string[] {
  const truth = simulator.truth(item.refId);
  const said = `${item.refId} is ${item.state} (${String(item.reason)})`;
  if (truth === undefined) return [`${said}: unknown`];
  const found = `${said}, in truth ${truth.status}, cancelled ${truth.cancelled} times`;
  if (truth.cancelled > 1) return [found];
  const isCancelled = truth.status.toUpperCase().startsWith('CANCEL');
  const moved = elsewhere.moved.get(item.refId);
  const holds = {
    cancelled: isCancelled && truth.cancelled === 1 && item.callId !== null,
    already_cancelled: isCancelled && moved === 'cancelled',
    already_final: !isCancelled && (moved === 'TERMINATED' || moved === 'ERROR'),
    changed: !isCancelled && moved === 'IDENTIFICATION_DONE',
    failed: !isCancelled && item.reason !== null && item.reason !== 'outcome_unknown',
  }[item.state];
  return holds === true ? [] : [found];
}
