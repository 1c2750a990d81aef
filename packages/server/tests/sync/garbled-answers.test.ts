import type { MalformedKind } from '@srs-desk/simulator/faults/fault-schema.ts';
import { afterEach, expect, it } from 'vitest';
import { NIGHTLY, printedSeed } from '../long-form.ts';
import { type Fixture, register, startFixture, until } from './desk-fixture.ts';
import { callDifferences, differences } from './truth.ts';

/** Answers that are not as they should be; the result of the long form stands in docs/performance.md. */
const ANSWERS = NIGHTLY ? 20_000 : 400;
const ORDERS = NIGHTLY ? 300 : 40;
const DAY = 86_400_000;
const LONGEST_MS = NIGHTLY ? 3_600_000 : 120_000;
const SYSTEM = { actor: 'system', origin: 'system' } as const;

const KINDS: MalformedKind[] = [
  'garbled',
  'truncated',
  'garbled',
  'html',
  'wrong_types',
  'garbled',
  'unknown_status',
  'duplicate_keys',
  'empty',
  'garbled',
  'missing_fields',
  'not_json',
  'reset_mid_body',
];

let fixture: Fixture | null = null;
afterEach(async () => {
  await fixture?.close();
  fixture = null;
});

const counted = ({ desk }: Fixture, statement: string) => desk.reader.connection.sql(statement).pluck().get();

/** What a good answer sets right again: not a reason or a value that only the garbled one told. */
function isFrozen(difference: string): boolean {
  return !/: (?:reason|statusAt) is |: (?:orderId|externalId) is .* in truth null$/.test(difference);
}

it(
  `${ANSWERS} malformed answers freeze no order, lose none, and stand in the log one to one`,
  async () => {
    let aheadMs = 0;
    let stoppedAt: number | null = null;
    const f = await startFixture({
      simulator: { seed: printedSeed('garbled answers'), now: () => stoppedAt ?? Date.now() },
      desk: {
        clock: { now: () => Date.now() + aheadMs },
        srs: { timeouts: { token: 5_000 }, limiter: { rateLimit: 5_000 } },
      },
    });
    fixture = f;
    const { simulation } = f.simulator;
    const refIds = simulation.addOrders(ORDERS, 13, { spreadSeconds: 20 * 86_400 }).map(({ refId }) => refId);
    await register(f.desk, refIds);
    await Promise.all(refIds.map((refId) => f.desk.sync.syncNow(refId, SYSTEM)));
    simulation.setFaults({
      malformedKind: KINDS,
      malformedRate: 0.5,
      malform: 'any',
      malformRate: 0.7,
      tokenTtlSeconds: 5,
    });
    let seen = 0;
    let malformed = 0;
    while (malformed < ANSWERS) {
      await Promise.all(refIds.map((refId) => f.desk.sync.syncNow(refId, SYSTEM)));
      await f.desk.srs.listMethods({}, { ...SYSTEM, subject: null, urgency: 'user' });
      for (const { n, fault } of simulation.calls.since(seen)) {
        seen = n;
        if (fault !== undefined) malformed += 1;
      }
    }
    expect(counted(f, 'SELECT count(*) FROM orders WHERE gone_at IS NOT NULL')).toBe(0);
    expect(counted(f, "SELECT count(*) FROM entries WHERE action = 'order.sync.gone'")).toBe(0);
    simulation.setFaults({});
    // Time stands still at SRS, while the desk's goes on until everything that was put off is due.
    stoppedAt = Date.now();
    f.desk.sync.start();
    aheadMs = DAY;
    f.desk.sync.nudge();
    await until(
      'everything looked at again by itself',
      () => counted(f, 'SELECT count(*) FROM order_sync WHERE last_failure IS NOT NULL') === 0,
      60_000,
    );
    // What is final is asked about no more by itself: one good answer sets right what an odd one said.
    await Promise.all(refIds.map((refId) => f.desk.sync.syncNow(refId, SYSTEM)));
    await f.desk.sync.stop();
    expect(differences(f, refIds).filter(isFrozen).slice(0, 10)).toEqual([]);
    expect(callDifferences(f).slice(0, 10)).toEqual([]);
    expect(f.desk.ledger.state).toBe('ok');
  },
  LONGEST_MS,
);
