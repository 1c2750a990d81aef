import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@srs-desk/simulator/start-simulator.ts';
import { type OpenOptions, openDesk, type RunningDesk } from '../../src/app/open-desk.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { migrateFile } from '../../src/platform/ledger/open-for-writing.ts';
import { ledgerOnThisThread } from '../ledger/on-this-thread.ts';

/** A simulator at this speed goes through an order's steps a thousand times slower: on a busy machine, too, none moves on by itself. */
export const STILL = 0.001;

/** Configuration of a desk in `folder` against a simulator. */
export function configFor(
  simulator: Pick<Simulator, 'url' | 'tokenUrl'>,
  folder: string,
  more: Record<string, string> = {},
): Config {
  return readConfig({
    DATA_DIR: folder,
    SRS_BASE_URL: simulator.url,
    SRS_TOKEN_URL: simulator.tokenUrl,
    RAS_BASE_URL: simulator.url,
    SRS_CLIENT_ID: 'missswaggerclient',
    SRS_CLIENT_SECRET: 'missswaggerclientsecret',
    GATEWAY_OPEN: 'yes',
    GATEWAY_PORT: '0',
    ...more,
  });
}

export interface Fixture {
  simulator: Simulator;
  desk: RunningDesk;
  folder: string;
  close(): Promise<void>;
}

export interface FixtureOptions {
  simulator?: Partial<SimulatorOptions>;
  desk?: OpenOptions;
  env?: Record<string, string>;
  /** Where its folder lies; it may be in memory unless said otherwise. */
  above?: string;
}

let migrated: string | null = null;

/** A database without rows, brought up to date once: a folder of its own for each desk begins with a copy. */
function newDatabase(): string {
  if (migrated === null) {
    migrated = join(mkdtempSync(join(tmpdir(), 'srs-desk-migrated-')), 'desk.db');
    migrateFile(migrated);
  }
  return migrated;
}

/** A desk (its sync not started) over a new folder and a simulator of its own without orders. */
export async function startFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const simulator = await startSimulator({
    port: 0,
    speed: 1,
    seed: 7,
    population: 'none',
    ...options.simulator,
  });
  const folder = mkdtempSync(join(options.above ?? tmpdir(), 'srs-desk-test-'));
  const config = configFor(simulator, folder, options.env);
  copyFileSync(newDatabase(), config.databasePath);
  const desk = await openDesk(config, {
    logLevel: 'silent',
    startLedger: ledgerOnThisThread,
    ...options.desk,
  });
  return {
    simulator,
    desk,
    folder,
    async close() {
      await desk.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes Ref IDs known, as an import would. */
export async function register(desk: RunningDesk, refIds: readonly string[]): Promise<void> {
  for (let at = 0; at < refIds.length; at += 500) {
    const lines = refIds.slice(at, at + 500).map((refId) => ({ refId, subjectId: randomUUID() }));
    const result = await desk.ledger.record(
      [
        {
          name: 'order.register',
          args: { lines, knownBy: 'register', action: 'order.register', actor: 'system', origin: 'system' },
        },
      ],
      [],
    );
    if (!result.ok) throw new Error(result.code);
  }
}

/** Waits until `holds` is true. @throws Error with `what` when it does not come true in time. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
