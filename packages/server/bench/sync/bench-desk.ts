import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@srs-desk/simulator/start-simulator.ts';
import Database from 'better-sqlite3';
import { type OpenOptions, openDesk, type RunningDesk } from '../../src/app/open-desk.ts';
import { upkeepDue } from '../../src/features/orders/poll/queries.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { benchEnvironment } from './bench-environment.ts';
import { registerAll } from './register-orders.ts';

/** A desk over a folder of its own and a simulator in the same process: both on the same cores. */
interface BenchDesk {
  simulator: Simulator;
  desk: RunningDesk;
  /** Makes so many new orders known, all due now. */
  due(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startBenchDesk(options: OpenOptions = {}): Promise<BenchDesk> {
  const simulator = await startSimulator({ port: 0, speed: 1, seed: 7, population: 'none' });
  const folder = mkdtempSync(join(tmpdir(), 'srs-bench-'));
  const config = readConfig(benchEnvironment(folder, simulator.url));
  const desk = await openDesk(config, { logLevel: 'silent', ...options });
  let made = 0;
  return {
    simulator,
    desk,
    async due(count) {
      // All of them long over: each is looked at once, and verified where it terminated.
      const orders = simulator.simulation.addOrders(count, 11 + made++, { spreadSeconds: 20 * 86_400 });
      await registerAll(
        desk,
        orders.map(({ refId }) => refId),
      );
    },
    async close() {
      await desk.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a drain came to. */
interface Drained {
  calls: number;
  perSecond: number;
  /** Most memory in use of the main thread's heap and buffers, MiB: with what waits for the garbage collector. */
  peakMiB: number;
  /** The same right after a collection, at its highest of one every few seconds: what is held. */
  heldMiB: number;
}

/** How often what is held is measured, ms. */
const COLLECT_MS = 3_000;

/** The main thread's heap and buffers, bytes. */
function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** {@link inUse} right after a collection. */
function heldNow(): number {
  globalThis.gc?.();
  return inUse();
}

/** A desk over a folder that is there already, against a simulator elsewhere. */
export async function openBenchDesk(folder: string, url: string, options: OpenOptions) {
  const desk = await openDesk(readConfig(benchEnvironment(folder, url)), { logLevel: 'silent', ...options });
  const count = (table: 'entries' | 'orders' | 'calls'): number =>
    desk.reader.connection.sql(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return {
    count,
    register: (refIds: readonly string[]) => registerAll(desk, refIds),
    /** Makes known orders due now. */
    dueAgain: (refIds: readonly string[]) => setDue(join(folder, 'desk.db'), refIds, Date.now()),
    /** Takes known orders out of the queue. */
    leaveAlone: (refIds: readonly string[]) => setDue(join(folder, 'desk.db'), refIds, null),
    /** Waits until what the passing of time alone changes (step, team, expired evidence) has been caught up with. */
    async settled(): Promise<void> {
      desk.sync.start();
      for (let due = upkeepDue(desk.reader, Date.now()); due.triage || due.expiry; ) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        due = upkeepDue(desk.reader, Date.now());
      }
      await desk.sync.stop();
    },
    /** Runs the sync until nothing is due. */
    async drain(): Promise<Drained> {
      const before = count('calls');
      globalThis.gc?.();
      let peak = 0;
      let held = 0;
      let collectAt = performance.now() + COLLECT_MS;
      const startedAt = performance.now();
      desk.sync.start();
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        peak = Math.max(peak, inUse());
        if (performance.now() >= collectAt) {
          held = Math.max(held, heldNow());
          collectAt = performance.now() + COLLECT_MS;
        }
        const { due, inFlight } = desk.sync.health();
        if (due === 0 && inFlight === 0) break;
      }
      const seconds = (performance.now() - startedAt) / 1_000;
      held = Math.max(held, heldNow());
      await desk.sync.stop();
      const calls = count('calls') - before;
      return { calls, perSecond: calls / seconds, peakMiB: peak / 2 ** 20, heldMiB: held / 2 ** 20 };
    },
    close: () => desk.close(),
  };
}

/** Makes known orders due at a time, ms; null takes them out of the queue. */
export function setDue(path: string, refIds: readonly string[], at: number | null): void {
  const database = new Database(path, { timeout: 10_000 });
  const update = database.prepare("UPDATE order_sync SET due_at = ?, due_what = 'status' WHERE ref_id = ?");
  database.transaction(() => {
    for (const refId of refIds) update.run(at, refId);
  })();
  database.close();
}
