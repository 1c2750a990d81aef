import { spawn } from 'node:child_process';
import { Random } from '@srs-desk/simulator/random.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { OutcomeUnrecorded } from '../../src/platform/recorder/call.ts';
import { Recorder } from '../../src/platform/recorder/recorder.ts';
import { bundled } from '../bundle/bundles.ts';
import { diskFolder, NIGHTLY, printedSeed } from '../long-form.ts';
import { makeCall, startUpstream, type Upstream } from './call-load.ts';
import { type LogFixture, openLog, runSql } from './log-fixture.ts';

const ROUNDS = NIGHTLY ? 50 : 1;

/** What holds however the desk ended: all that was received is in the log, once, and the log proves itself. */
async function expectAccounted(log: LogFixture, upstream: Upstream): Promise<void> {
  const reader = openReader(log.path);
  const known = new Set(reader.connection.sql('SELECT correlation_id FROM calls').pluck().all() as string[]);
  reader.close();
  const ids = upstream.received.map(({ correlationId }) => correlationId);
  expect(ids.filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  const verified = await verifyDatabase({ path: log.path, key: readVerifierKey(log.vkey) });
  expect(verified).toMatchObject({ outcome: 'intact', finding: null });
}

describe('a desk that is killed', () => {
  let log: LogFixture;
  let upstream: Upstream;
  beforeAll(async () => {
    log = await openLog({ above: diskFolder() });
    await log.close();
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await upstream.close();
    log.remove();
  });

  it(`with kill -9 under load, ${ROUNDS === 1 ? 'once' : `${ROUNDS} times`}: each request in the log, none twice, the chain whole`, async () => {
    const random = new Random(printedSeed('kill -9 under load'), 'crash');
    for (let round = 0; round < ROUNDS; round++) {
      const child = spawn(process.execPath, [bundled('crash-child'), log.folder, upstream.url], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
      // At no certain point: before an intent, after it, in a call, before an outcome.
      await upstream.receives(upstream.received.length + random.integer(60, 250));
      child.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
      await expectAccounted(log, upstream);
    }
    const ledger = await startLedger({ databasePath: log.path, keys: log.keys, clock: log.clock });
    const recovered = await ledger.record(
      [{ name: 'call.recover', args: null }],
      [{ action: 'system.start', actor: 'system' }],
    );
    expect(recovered.ok && recovered.results[0].callIds.length).toBeGreaterThan(0);
    await ledger.close();
    const verified = await verifyDatabase({ path: log.path, key: readVerifierKey(log.vkey) });
    expect(verified).toMatchObject({ outcome: 'intact', openIntents: { count: 0 } });
  }, 180_000);
});

const isRefusal = (error: unknown): boolean =>
  error instanceof LedgerUnavailable || error instanceof OutcomeUnrecorded;

describe('a disk that is full', () => {
  it('stops the calls at every page, loses none, and lets them go on when space returns', async () => {
    const log = await openLog();
    const upstream = await startUpstream();
    await log.close();
    for (let spare = 1; spare <= 8; spare++) {
      runSql(
        log.path,
        'CREATE TABLE ballast (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO ballast SELECT zeroblob(4000) FROM n;',
      );
      const reader = openReader(log.path);
      const pages = reader.connection.sql('PRAGMA page_count').pluck().get() as number;
      const clock = { now: () => Date.now() };
      const ledger = await startLedger({
        databasePath: log.path,
        keys: log.keys,
        clock,
        maxPageCount: pages + spare,
      });
      await ledger.record(
        [{ name: 'call.recover', args: null }],
        [{ action: 'system.start', actor: 'system' }],
      );
      const recorder = new Recorder({ ledger, clock, urls: { srs: upstream.url } });
      const tried = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => makeCall(recorder, n)));
      for (const one of tried) {
        if (one.status === 'rejected') expect(one.reason).toSatisfy(isRefusal);
      }
      expect(tried.some(({ status }) => status === 'rejected')).toBe(true);
      expect(ledger.state).toBe('full');
      // An intent that stands was sent, and nothing was sent without one.
      const intents = reader.connection.sql('SELECT count(*) FROM calls').pluck().get() as number;
      expect(intents).toBe(upstream.received.length);
      // A small call may still find room; the one that does not is not sent.
      let refused: Error | null = null;
      let sent = upstream.received.length;
      for (let n = 0; n < 200 && refused === null; n++) {
        sent = upstream.received.length;
        const failure = await makeCall(recorder, 3 * n).then(
          () => null,
          (error: Error) => error,
        );
        if (!(failure instanceof OutcomeUnrecorded)) refused = failure;
      }
      expect(refused).toBeInstanceOf(LedgerUnavailable);
      expect(upstream.received.length).toBe(sent);

      runSql(log.path, 'DROP TABLE ballast;');
      await makeCall(recorder, 1);
      expect([ledger.state, recorder.pendingOutcomes]).toEqual(['ok', 0]);
      await expectAccounted(log, upstream);
      expect(
        reader.connection.sql(`SELECT count(*) FROM calls WHERE outcome = 'in_flight'`).pluck().get(),
      ).toBe(0);
      await recorder.close();
      await ledger.close();
      reader.close();
    }
    await upstream.close();
    log.remove();
  }, 120_000);
});
