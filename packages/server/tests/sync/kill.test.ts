import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Random } from '@srs-desk/simulator/random.ts';
import { type Simulator, startSimulator } from '@srs-desk/simulator/start-simulator.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../src/app/open-desk.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { loadOrCreateKeys, verifierKeyText } from '../../src/platform/ledger/key-file.ts';
import { bundled } from '../bundle/bundles.ts';
import { diskFolder, NIGHTLY, printedSeed } from '../long-form.ts';
import { configFor, register, until } from './desk-fixture.ts';
import { callDifferences, differences } from './truth.ts';

/** The result of the long form stands in docs/performance.md. */
const KILLS = NIGHTLY ? 50 : 1;
/** So many calls the desk makes per second, so that every kill meets it at work. */
const RATE = 150;
const DAY = 86_400_000;

describe('kill -9 at random moments', () => {
  let folder: string;
  let simulator: Simulator;
  let stoppedAt: number | null = null;
  /** Orders whose placing the desk has answered. */
  let placed = 0;
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    folder = mkdtempSync(join(diskFolder(), 'srs-kill-'));
    stoppedAt = null;
    placed = 0;
    const now = (): number => stoppedAt ?? Date.now();
    simulator = await startSimulator({ port: 0, speed: 1, seed: 3, population: 'none', now });
    simulator.simulation.setFaults({ latencyMs: { min: 5, max: 60 } });
  });

  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The production server as a process of its own; tells when it answers and when it is gone. */
  function serve() {
    const child = spawn(process.execPath, [bundled('main')], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: folder,
        PORT: '0',
        SRS_BASE_URL: simulator.url,
        SRS_TOKEN_URL: simulator.tokenUrl,
        RAS_BASE_URL: simulator.url,
        SRS_CLIENT_ID: 'missswaggerclient',
        SRS_CLIENT_SECRET: 'missswaggerclientsecret',
        SRS_RATE_LIMIT: String(RATE),
      },
    });
    children.add(child);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    let gone = false;
    const ended = new Promise<void>((resolve) => {
      child.on('exit', () => {
        gone = true;
        children.delete(child);
        resolve();
      });
    });
    const answering = (): boolean => text.includes('SRS Desk answers at');
    return { child, ended, answering, gone: () => gone, output: () => text };
  }

  /** Asks the desk to place an order, once; what comes of it is nobody's business. */
  function place(externalId: string): void {
    const body = JSON.stringify({ issuer: 'TEST', method: 'video', externalId });
    const sent = request({
      socketPath: join(folder, 'desk.sock'),
      method: 'POST',
      path: '/api/orders',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-requested-with': 'srs-desk',
      },
    });
    sent.on('response', (answer) => {
      if (answer.statusCode === 201) placed += 1;
      answer.resume().on('error', () => undefined);
    });
    sent.on('error', () => undefined);
    sent.end(body);
  }

  /** Whether a call is at SRS that has no answer yet: the last thing the desk knows of it is that it was sent. */
  const someUnanswered = (): boolean => {
    const { calls } = simulator.simulation;
    return [...calls.since(calls.total() - RATE)].some(({ status }) => status === null);
  };

  async function killOnce(round: number, random: Random): Promise<void> {
    const { calls } = simulator.simulation;
    const server = serve();
    // One in five dies while it still starts, the others at work.
    if (round % 5 === 4) {
      await new Promise((resolve) => setTimeout(resolve, random.between(300, 2_300)));
      if (server.gone()) throw new Error(`the desk did not start: ${server.output()}`);
    } else {
      await until(`the desk answers (${server.output()})`, () => server.answering() || server.gone(), 60_000);
      const [before, more] = [calls.total(), random.integer(20, RATE)];
      const early = () => calls.total() < before + more || placed === 0;
      for (let i = 0; early() || !someUnanswered(); i++) {
        if (server.gone()) throw new Error(`the desk ended by itself: ${server.output()}`);
        place(`kill-${round}-${i}`);
        await new Promise((resolve) => setTimeout(resolve, random.between(15, 45)));
      }
    }
    server.child.kill('SIGKILL');
    await server.ended;
  }

  it(
    'loses nothing, doubles nothing, and ends with the truth',
    async () => {
      const config = configFor(simulator, folder);
      const orders = simulator.simulation.addOrders(KILLS * RATE, 5, { spreadSeconds: 20 * 86_400 });
      const refIds = orders.map(({ refId }) => refId);
      const first = await openDesk(config, { logLevel: 'silent' });
      await register(first, refIds);
      await first.close();
      const random = new Random(printedSeed('kill -9 at random moments'), 'kill');
      for (let round = 0; round < KILLS; round++) await killOnce(round, random);

      simulator.simulation.setFaults({});
      stoppedAt = Date.now();
      let aheadMs = 0;
      const clock = { now: () => Date.now() + aheadMs };
      const desk = await openDesk(config, { logLevel: 'silent', clock });
      try {
        desk.sync.start();
        const known = desk.reader.connection.sql('SELECT ref_id FROM orders').pluck();
        const idle = (): boolean => desk.sync.health().due === 0 && desk.sync.health().inFlight === 0;
        for (let day = 1; day <= 3; day++) {
          aheadMs = day * DAY;
          desk.sync.nudge();
          await until('everything looked at again', idle, 120_000);
        }
        await desk.sync.stop();
        expect(differences({ desk, simulator }, refIds).slice(0, 10)).toEqual([]);
        // Those placed meanwhile too: the ones that the desk came to know.
        const others = (known.all() as string[]).filter((refId) => !refIds.includes(refId));
        expect(others.length).toBeGreaterThanOrEqual(placed);
        expect(differences({ desk, simulator }, others).slice(0, 10)).toEqual([]);
        expect(callDifferences({ desk, simulator }).slice(0, 10)).toEqual([]);
        expect(doubledPlacings(simulator)).toEqual([]);
        const interrupted = desk.reader.connection
          .sql("SELECT count(*) FROM calls WHERE outcome = 'unknown'")
          .pluck()
          .get();
        expect(interrupted).toBeGreaterThan(0);
      } finally {
        await desk.close();
      }
      const key = readVerifierKey(verifierKeyText(loadOrCreateKeys(config.keyFile)));
      const checked = await verifyDatabase({ path: config.databasePath, key, checkpoints: [] });
      expect(checked).toMatchObject({ outcome: 'intact', finding: null });
      const received = [...simulator.simulation.calls.since(0)].length;
      process.stdout.write(
        `  killed ${KILLS} times, ${received} calls received, ${checked.lastSeq} entries, log intact\n`,
      );
    },
    60_000 + KILLS * 20_000,
  );
});

/** External IDs of this test that reached SRS more than once. */
function doubledPlacings(simulator: Simulator): string[] {
  const times = new Map<string, number>();
  for (const refId of simulator.refIds()) {
    const externalId = simulator.truth(refId)?.externalId ?? '';
    if (externalId.startsWith('kill-')) times.set(externalId, (times.get(externalId) ?? 0) + 1);
  }
  return [...times].filter(([, count]) => count > 1).map(([externalId]) => externalId);
}
