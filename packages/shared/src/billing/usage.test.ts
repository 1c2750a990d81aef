import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import { BILLING_EVENTS, type BillableRule, DEFAULT_BILLABLE_RULE } from './billable.ts';
import { createCalendar, periodOfDay } from './periods.ts';
import {
  addCounts,
  brokenInvariants,
  contributionOf,
  NO_USAGE,
  type UsageCounts,
  type UsageOrder,
  usageDeltas,
} from './usage.ts';

const calendar = createCalendar('Europe/Zurich');
const from = Date.parse('2026-01-15T00:00:00Z');
const instant = fc.integer({ min: from, max: from + 100 * 86_400_000 });
const state: fc.Arbitrary<UsageOrder> = fc.record({
  externalId: fc.constantFrom('ACME', 'acme', 'Muster', '', '  ', null),
  issuer: fc.constantFrom('TM', 'Klarna', null),
  method: fc.constantFrom('video', 'bank', null),
  status: fc.constantFrom(...ORDER_STATUSES),
  verifyStatus: fc.constantFrom(...VERIFY_STATUSES),
  createdAt: instant,
  identifiedAt: fc.option(instant),
  terminatedAt: fc.option(instant),
  verifiedAt: fc.option(instant),
  failedAt: fc.option(instant),
});
const rules: fc.Arbitrary<BillableRule[]> = fc.array(
  fc.record({
    ...Object.fromEntries(
      Object.entries(DEFAULT_BILLABLE_RULE).map(([key, value]) => [key, fc.constant(value)]),
    ),
    method: fc.constantFrom('video', 'bank', null),
    event: fc.constantFrom(...BILLING_EVENTS),
    failedBillable: fc.boolean(),
  }) as fc.Arbitrary<BillableRule>,
  { maxLength: 3 },
);

function total(deltas: Iterable<UsageCounts>): UsageCounts {
  let sum = NO_USAGE;
  for (const delta of deltas) sum = addCounts(sum, delta);
  return sum;
}

describe('usage over random histories', () => {
  it('always adds up, and increments end where a count from scratch does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(state, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        rules,
        (histories, rules) => {
          const incremental = new Map<string, UsageCounts>();
          const book = (deltas: ReturnType<typeof usageDeltas>) => {
            for (const delta of deltas) {
              const key = JSON.stringify([
                delta.externalId,
                periodOfDay(delta.day),
                delta.issuer,
                delta.method,
              ]);
              incremental.set(key, addCounts(incremental.get(key) ?? NO_USAGE, delta));
            }
          };
          const fresh = new Map<string, UsageCounts>();
          for (const history of histories) {
            let before: ReturnType<typeof contributionOf> | null = null;
            for (const step of history) {
              const now = contributionOf(step, rules, calendar);
              book(usageDeltas(before, now));
              before = now;
            }
            for (const delta of usageDeltas(null, before)) {
              const key = JSON.stringify([
                delta.externalId,
                periodOfDay(delta.day),
                delta.issuer,
                delta.method,
              ]);
              fresh.set(key, addCounts(fresh.get(key) ?? NO_USAGE, delta));
            }
          }
          for (const [key, counts] of incremental) expect(counts).toEqual(fresh.get(key) ?? NO_USAGE);
          for (const counts of fresh.values()) expect(brokenInvariants(counts)).toEqual([]);
          expect(total(fresh.values()).placed).toBe(histories.length);
        },
      ),
    );
  });

  it('changes nothing when nothing changed, and everything back when an order goes', () => {
    fc.assert(
      fc.property(state, rules, (order, rules) => {
        const now = contributionOf(order, rules, calendar);
        expect(usageDeltas(now, now)).toEqual([]);
        expect(total([...usageDeltas(null, now), ...usageDeltas(now, null)])).toEqual(NO_USAGE);
      }),
    );
  });
});

describe('an order in usage', () => {
  const order: UsageOrder = {
    externalId: 'ACME',
    issuer: 'TM',
    method: 'video',
    status: 'terminated',
    verifyStatus: 'valid',
    createdAt: Date.parse('2026-03-31T21:59:00Z'),
    identifiedAt: Date.parse('2026-03-31T22:05:00Z'),
    terminatedAt: Date.parse('2026-03-31T22:10:00Z'),
    verifiedAt: Date.parse('2026-03-31T22:30:00Z'),
    failedAt: null,
  };

  it('is placed in one month and billed in the next over midnight', () => {
    const deltas = usageDeltas(null, contributionOf(order, [], calendar));
    expect(deltas.map(({ day, placed, verified, billable }) => [day, placed, verified, billable])).toEqual([
      ['2026-03-31', 1, 1, 0],
      ['2026-04-01', 0, 0, 1],
    ]);
  });

  it('moves as a whole when its External ID arrives late', () => {
    const before = contributionOf({ ...order, externalId: null }, [], calendar);
    const deltas = usageDeltas(before, contributionOf(order, [], calendar));
    expect(
      deltas.filter((each) => each.externalId === null).map((each) => each.placed + each.billable),
    ).toEqual([-1, -1]);
    expect(total(deltas)).toEqual(NO_USAGE);
  });

  it('says what is broken', () => {
    expect(brokenInvariants({ ...NO_USAGE, placed: 1 })).toHaveLength(1);
    expect(brokenInvariants({ ...NO_USAGE, verified: 1 })).toHaveLength(1);
    expect(brokenInvariants({ ...NO_USAGE, billable: -1 })).toHaveLength(1);
  });
});
