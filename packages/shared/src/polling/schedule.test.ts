import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METHOD_SHEETS } from '../method/catalogue.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import { retryAt } from './retry.ts';
import { nextPollAt, type PollFacts, verifyWindowStart } from './schedule.ts';
import { DEFAULT_POLLING } from './settings.ts';

const T = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const video = METHOD_SHEETS.video_identity_tm.timings;
const bank = METHOD_SHEETS.bank_klarna.timings;

function facts(over: Partial<PollFacts>): PollFacts {
  return {
    status: 'initialized',
    verifyStatus: 'not_due',
    createdAt: T,
    statusChangedAt: T,
    startedAt: null,
    viewedAt: null,
    goneAt: null,
    timings: video,
    ...over,
  };
}

describe('when an order is due again', () => {
  const table: [string, Partial<PollFacts>, number, { in: number; what: 'status' | 'verify' } | null][] = [
    ['created a moment ago: at once', { status: 'created' }, 0, { in: 5 * SECOND, what: 'status' }],
    ['a user is waiting: every 75 s', {}, 10 * MINUTE, { in: 75 * SECOND, what: 'status' }],
    ['nobody waits after an hour: rarely', {}, HOUR, { in: 4_025 * SECOND, what: 'status' }],
    ['after weeks: twice a day', {}, 20 * DAY, { in: 12 * HOUR, what: 'status' }],
    [
      'its page is open: four times a minute',
      { viewedAt: T + HOUR },
      HOUR + SECOND,
      { in: 15 * SECOND, what: 'status' },
    ],
    ['its page was open: rarely again', { viewedAt: T }, HOUR, { in: 4_025 * SECOND, what: 'status' }],
    [
      'Klarna’s session ends in 10 s: just after',
      { timings: bank },
      HOUR - 10 * SECOND,
      { in: 15 * SECOND, what: 'status' },
    ],
    [
      'Klarna’s session began later: 60 min from there',
      { timings: bank, startedAt: T + 30 * MINUTE },
      80 * MINUTE,
      { in: 605 * SECOND, what: 'status' },
    ],
    [
      'unknown status: stays in the sync',
      { status: 'unknown' },
      HOUR,
      { in: 4_025 * SECOND, what: 'status' },
    ],
    ['error: left alone', { status: 'error' }, 0, null],
    ['cancelled: left alone', { status: 'cancelled' }, 0, null],
    ['terminated and valid: left alone', { status: 'terminated', verifyStatus: 'valid' }, 0, null],
    ['evidence expired: left alone', { status: 'terminated', verifyStatus: 'expired' }, 0, null],
    [
      'Bank, just terminated: verify in 30 s',
      { status: 'terminated', timings: bank },
      0,
      { in: 30 * SECOND, what: 'verify' },
    ],
    [
      'Bank, 31 s after: verify now',
      { status: 'terminated', timings: bank },
      31 * SECOND,
      { in: 0, what: 'verify' },
    ],
    [
      'Video, terminated 4 min after placing: not before 10 min',
      { status: 'terminated', statusChangedAt: T + 4 * MINUTE },
      5 * MINUTE,
      { in: 5 * MINUTE, what: 'verify' },
    ],
    [
      'Video, terminated late: verify now',
      { status: 'terminated', statusChangedAt: T + DAY },
      DAY + SECOND,
      { in: 0, what: 'verify' },
    ],
    [
      'terms pending, user waits: soon again',
      { status: 'terminated', verifyStatus: 'terms_not_accepted' },
      15 * MINUTE,
      { in: 75 * SECOND, what: 'verify' },
    ],
    [
      'terms pending for a month: given up',
      { status: 'terminated', verifyStatus: 'terms_not_accepted' },
      30 * DAY,
      null,
    ],
    ['SRS no longer knows it: an hour later', { goneAt: T }, 0, { in: HOUR, what: 'status' }],
    ['SRS has not known it for a week: given up', { goneAt: T }, 7 * DAY, null],
  ];

  it.each(table)('%s', (_, over, age, wanted) => {
    const now = T + age;
    const next = nextPollAt(facts(over), DEFAULT_POLLING, now);
    const got =
      next === null ? null : { in: Math.round((next.dueAt - now) / SECOND) * SECOND, what: next.what };
    expect(got).toEqual(wanted);
  });

  it('never asks a verify call before the method’s window, and never lets a pending order drop out', () => {
    const anyFacts = fc.record({
      status: fc.constantFrom(...ORDER_STATUSES),
      verifyStatus: fc.constantFrom(...VERIFY_STATUSES),
      statusAge: fc.integer({ min: 0, max: 90 * DAY }),
      lead: fc.integer({ min: 0, max: DAY }),
      bank: fc.boolean(),
    });
    fc.assert(
      fc.property(anyFacts, (given) => {
        const now = T + 100 * DAY;
        const statusChangedAt = now - given.statusAge;
        const order = facts({
          status: given.status,
          verifyStatus: given.verifyStatus,
          statusChangedAt,
          createdAt: statusChangedAt - given.lead,
          timings: given.bank ? bank : video,
        });
        const next = nextPollAt(order, DEFAULT_POLLING, now);
        if (next?.what === 'verify') {
          expect(given.status).toBe('terminated');
          expect(next.dueAt).toBeGreaterThanOrEqual(verifyWindowStart(order));
        }
        if (
          ['created', 'initialized', 'identification_done', 'data_ready', 'unknown'].includes(given.status)
        ) {
          expect(next?.what).toBe('status');
          expect((next?.dueAt ?? 0) - now).toBeLessThanOrEqual(DEFAULT_POLLING.longestGapSeconds * SECOND);
          expect(next?.dueAt).toBeGreaterThan(now);
        }
      }),
    );
  });
});

describe('after a failure', () => {
  it('waits somewhere below a span that doubles, ten minutes at most', () => {
    expect(retryAt(1, T, 0)).toBe(T + 1_000);
    expect(retryAt(1, T, 0.5)).toBe(T + 2_000);
    expect(retryAt(4, T, 0.999_999)).toBe(T + 17_000);
    expect(retryAt(500, T, 0.999_999)).toBeLessThanOrEqual(T + 601_000);
  });
});
