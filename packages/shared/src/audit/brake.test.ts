import { describe, expect, it } from 'vitest';
import { brakeDoubts, brakeStep } from './brake.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-01T12:00:00Z');
const daily = (days: number) => Array.from({ length: days }, (_, back) => NOW - (days - back) * DAY);
const facts = { now: NOW, logTimes: daily(30), count: 50, outOf: 1000 };

describe('the brake before an irreversible act in bulk', () => {
  it.each([
    ['all is plausible', {}, []],
    ['more than one in twenty', { count: 51 }, ['too_many']],
    ['ten of ten are no bulk', { count: 10, outOf: 10 }, []],
    ['a log that does not verify', { isUnverified: true }, ['unverified']],
    ['a clock before the newest entry', { now: NOW - 2 * DAY }, ['clock_behind']],
    ['a clock a little before it', { logTimes: [NOW + 4 * 60_000] }, []],
    ['a clock set ahead', { now: NOW + 15 * DAY }, ['clock_leapt']],
    [
      'a log that went on after such a leap',
      { logTimes: [...daily(3).map((at) => at - 90 * DAY), NOW] },
      ['clock_leapt'],
    ],
    ['two weeks in which the desk stood still', { now: NOW + 13 * DAY }, []],
    ['nothing known of before', { logTimes: [] }, []],
  ] as const)('%s', (_, changed, doubts) => {
    expect(brakeDoubts({ ...facts, ...changed })).toEqual(doubts);
  });

  it.each([
    ['waits a day', { announcedAt: NOW - DAY + 1 }, 'wait'],
    ['runs after it', { announcedAt: NOW - DAY }, 'run'],
    ['asks where there is a doubt', { doubts: ['too_many'] }, 'ask'],
    ['runs when an admin has said so', { doubts: ['too_many', 'clock_leapt'], isApproved: true }, 'run'],
    ['waits a day even then', { doubts: ['too_many'], isApproved: true, announcedAt: NOW - 1 }, 'wait'],
    ['is held while the log does not verify', { doubts: ['unverified'], isApproved: true }, 'hold'],
    [
      'is held while the clock is behind, whoever said so',
      { doubts: ['clock_behind'], isApproved: true },
      'hold',
    ],
  ] as const)('%s', (_, changed, step) => {
    expect(brakeStep({ announcedAt: NOW - DAY, doubts: [], isApproved: false, ...changed }, NOW)).toBe(step);
  });
});
