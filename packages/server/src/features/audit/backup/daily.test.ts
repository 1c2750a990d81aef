import { expect, it } from 'vitest';
import { isMissed, nextDaily } from './daily.ts';

const at = (time: string) => Date.parse(time);

it.each([
  ['later today', '02:30', '2026-03-01T00:00:00Z', '2026-03-01T01:30:00Z'],
  ['tomorrow, when it is over', '02:30', '2026-03-01T01:30:00Z', '2026-03-02T01:30:00Z'],
  ['in summer time', '02:30', '2026-07-01T12:00:00Z', '2026-07-02T00:30:00Z'],
  ['where the clocks jump over it: at the jump', '02:30', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
  ['just before midnight', '23:59', '2026-03-01T22:59:30Z', '2026-03-02T22:59:00Z'],
])('a daily backup is next due %s', (_, daily, now, next) => {
  expect(new Date(nextDaily(daily, 'Europe/Zurich', at(now))).toISOString()).toBe(
    new Date(next).toISOString(),
  );
});

it.each([
  ['was made', '2026-03-02T01:30:05Z', '2026-03-02T08:00:00Z', false],
  ['was not, for the desk was down', '2026-03-01T01:30:05Z', '2026-03-02T08:00:00Z', true],
  ['is not due yet', '2026-03-01T01:30:05Z', '2026-03-02T01:00:00Z', false],
  ['is the first of all', null, '2026-03-02T08:00:00Z', false],
  ['is of a clock that was ahead', '2026-04-01T01:30:05Z', '2026-03-02T08:00:00Z', true],
  [
    'was made by a clock that was set back a little since',
    '2026-03-02T01:30:05Z',
    '2026-03-02T01:30:04Z',
    false,
  ],
  ['is yesterday’s, on the day of 23 hours', '2026-03-28T01:30:05Z', '2026-03-29T01:00:00Z', true],
])('the last one %s', (_, made, now, missed) => {
  expect(isMissed('02:30', 'Europe/Zurich', made === null ? [] : [at(made)], at(now))).toBe(missed);
});

it('of all that were made one is enough', () => {
  const made = ['2026-04-01T01:30:05Z', '2026-03-02T01:30:05Z', '2026-03-01T01:30:05Z'].map(at);
  expect(isMissed('02:30', 'Europe/Zurich', made, at('2026-03-02T08:00:00Z'))).toBe(false);
});

it('is missed within the hour after its time on the day of 23 hours', () => {
  const made = [at('2026-03-28T11:00:05Z')];
  expect(isMissed('12:00', 'Europe/Zurich', made, at('2026-03-29T09:59:00Z'))).toBe(false);
  expect(isMissed('12:00', 'Europe/Zurich', made, at('2026-03-29T10:30:00Z'))).toBe(true);
});
