import type { Faults } from '@srs-desk/simulator/start-simulator.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { NIGHTLY } from '../long-form.ts';
import { type Fixture, register, startFixture, until } from './desk-fixture.ts';
import { callDifferences, differences } from './truth.ts';

/** Enough to meet every fault; the result of the long form stands in docs/performance.md. */
const ORDERS = NIGHTLY ? 2_000 : 150;
const DAY = 86_400_000;
/** So long does each trouble last at most. */
const TROUBLE_MS = ORDERS * 6;

/** Forms in which nothing of an answer is lost. */
const WHOLE_FORMS = [
  'bom',
  'latin1',
  'gzip',
  'deflate',
  'br',
  'number',
  'list_of_text',
  'newest_first',
  'time_epoch_ms',
  'token_life',
  'token_blanks',
  'not_from_srs',
] as const;

/** Every fault of the simulator, alone and mixed. Rates are high: each order meets some. */
const FAULTS: readonly [string, Faults][] = [
  ['slow answers', { latencyMs: { min: 1, max: 40 } }],
  ['errors of the server, before and after their effect', { errorRate: 0.2 }],
  ['unavailable, with a time to come back', { errorRate: 0.15, status: 503, retryAfter: 1 }],
  ['429 with seconds', { errorRate: 0.1, status: 429, retryAfter: 0.05 }],
  ['429 with a date', { errorRate: 0.02, status: 429, retryAfter: 'date' }],
  ['redirects', { errorRate: 0.1, status: 302 }],
  ['dropped connections', { dropRate: 0.15 }],
  ['answers spoiled in every way', { malformedRate: 0.2 }],
  ['good answers in other forms', { malform: [...WHOLE_FORMS], malformRate: 0.6 }],
  ['answers that break off', { malformedRate: 0.1, malformedKind: 'reset_mid_body' }],
  ['calls left hanging', { hangRate: 0.03 }],
  ['tokens that expire at once', { tokenTtlSeconds: 0.4 }],
  [
    'a limit by fixed windows',
    { rateLimit: { perSecond: ORDERS / 5, algorithm: 'fixed_window' }, retryAfter: 0.3 },
  ],
  [
    'a limit by a token bucket',
    { rateLimit: { perSecond: ORDERS / 5, algorithm: 'token_bucket', burst: 20 }, retryAfter: 0.3 },
  ],
  [
    'all at once',
    {
      latencyMs: { min: 0, max: 20 },
      errorRate: 0.08,
      dropRate: 0.05,
      malformedRate: 0.08,
      hangRate: 0.01,
      tokenTtlSeconds: 1,
      rateLimit: { perSecond: ORDERS / 2, algorithm: 'token_bucket', burst: 100 },
      status: 500,
      retryAfter: { seconds: 0.2, form: 'seconds' },
    },
  ],
];

/** Faults that the desk need not even notice. */
const HARMLESS = new Set(['slow answers', 'tokens that expire at once']);

/** Whether any call met trouble: else the test would show nothing. */
function troubled({ desk }: Fixture): boolean {
  return (
    desk.reader.connection
      .sql(
        "SELECT 1 FROM calls WHERE outcome <> 'ok' AND NOT (operation = 'verify' AND http_status IN (403, 404))",
      )
      .get() !== undefined
  );
}

describe('under faults', () => {
  let fixture: Fixture | null = null;
  let aheadMs = 0;
  let stoppedAt: number | null = null;

  afterEach(async () => {
    await fixture?.close();
    fixture = null;
  });

  async function start(knownRate: number | null): Promise<{ fixture: Fixture; refIds: string[] }> {
    aheadMs = 0;
    stoppedAt = null;
    const started = await startFixture({
      simulator: { now: () => stoppedAt ?? Date.now() },
      desk: {
        startLedger,
        clock: { now: () => Date.now() + aheadMs },
        srs: {
          timeouts: { token: 300, get_status: 300, verify: 300 },
          limiter: { rateLimit: knownRate },
        },
      },
    });
    fixture = started;
    const orders = started.simulator.simulation.addOrders(ORDERS, 11, { spreadSeconds: 20 * 86_400 });
    return { fixture: started, refIds: orders.map(({ refId }) => refId) };
  }

  const idle = ({ desk }: Fixture): boolean => {
    const { due, inFlight } = desk.sync.health();
    return due === 0 && inFlight === 0;
  };

  it.each(FAULTS)(
    '%s: each order ends as it truly is, and no call is unrecorded',
    async (name, faults) => {
      const { fixture: f, refIds } = await start(faults.rateLimit === undefined ? 5_000 : null);
      f.simulator.simulation.setFaults(faults);
      await register(f.desk, refIds);
      f.desk.sync.start();
      const looked = f.desk.reader.connection.sql(
        'SELECT count(*) FROM order_sync WHERE last_synced_at IS NOT NULL OR last_failure IS NOT NULL',
      );
      const troubledUntil = Date.now() + TROUBLE_MS;
      await until(
        'every order looked at once, or enough of the trouble',
        // A slow machine may have sent too few calls to meet the trouble by then.
        () =>
          (looked.pluck().get() === ORDERS || Date.now() > troubledUntil) &&
          (HARMLESS.has(name) || troubled(f)),
        60_000,
      );
      f.simulator.simulation.setFaults({});
      expect(HARMLESS.has(name) || troubled(f)).toBe(true);
      // Time stands still at SRS, while the desk's goes on until everything that was put off is due.
      stoppedAt = Date.now();
      for (let day = 1; day <= 3; day++) {
        aheadMs = day * DAY;
        f.desk.sync.nudge();
        await until('everything looked at again', () => idle(f), 60_000);
        if (differences(f, refIds).length === 0) break;
      }
      await f.desk.sync.stop();
      expect(differences(f, refIds).slice(0, 10)).toEqual([]);
      expect(callDifferences(f).slice(0, 10)).toEqual([]);
      expect(f.desk.ledger.state).toBe('ok');
    },
    180_000,
  );
});
