import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outOfRotation } from './rotation.ts';

const ZONE = 'Europe/Zurich';
const DAY = 86_400_000;
const at = (time: string) => Date.parse(time);
/** One at 02:30 each day, the last on the day named. */
const nightly = (last: string, days: number) =>
  Array.from({ length: days }, (_, back) => at(`${last}T01:30:00Z`) - back * DAY);
const stay = (times: number[], keep: Parameters<typeof outOfRotation>[1]) => {
  const gone = new Set(outOfRotation(times, keep, ZONE));
  return times.filter((time) => !gone.has(time)).map((time) => new Date(time).toISOString().slice(0, 10));
};

describe('which backups stay', () => {
  it('keeps the newest of each of the last days, weeks and months', () => {
    const times = nightly('2026-03-18', 120);
    expect(stay(times, { daily: 3, weekly: 0, monthly: 0 })).toEqual([
      '2026-03-18',
      '2026-03-17',
      '2026-03-16',
    ]);
    // A week ends on Sunday; of the one under way the newest stays.
    expect(stay(times, { daily: 0, weekly: 3, monthly: 0 })).toEqual([
      '2026-03-18',
      '2026-03-15',
      '2026-03-08',
    ]);
    expect(stay(times, { daily: 0, weekly: 0, monthly: 3 })).toEqual([
      '2026-03-18',
      '2026-02-28',
      '2026-01-31',
    ]);
    expect(stay(times, { daily: 2, weekly: 2, monthly: 2 })).toEqual([
      '2026-03-18',
      '2026-03-17',
      '2026-03-15',
      '2026-02-28',
    ]);
  });

  it('counts days that have one: a week without the desk takes nothing away', () => {
    const times = [...nightly('2026-03-18', 1), ...nightly('2026-03-10', 2)];
    expect(outOfRotation(times, { daily: 3, weekly: 0, monthly: 0 }, ZONE)).toEqual([]);
  });

  it('goes by the days of the zone', () => {
    const times = [at('2026-03-17T22:30:00Z'), at('2026-03-17T23:30:00Z')];
    expect(outOfRotation(times, { daily: 2, weekly: 0, monthly: 0 }, ZONE)).toEqual([]);
    expect(outOfRotation(times, { daily: 2, weekly: 0, monthly: 0 }, 'UTC')).toEqual([times[0]]);
  });

  it('never lets the newest go, and nothing at all by zeros', () => {
    const count = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 400 * DAY }), { minLength: 1 }),
        fc.record({ daily: count, weekly: count, monthly: count }),
        (times, keep) => {
          const gone = outOfRotation(times, keep, ZONE);
          expect(gone).not.toContain(Math.max(...times));
          const most = keep.daily + keep.weekly + keep.monthly;
          if (most === 0) expect(gone).toEqual([]);
          else expect(times.length - gone.length).toBeLessThanOrEqual(most + 1);
          // What has run once has nothing left to do.
          const left = times.filter((time) => !gone.includes(time));
          expect(outOfRotation(left, keep, ZONE)).toEqual([]);
        },
      ),
    );
  });
});
