import { expect, it } from 'vitest';
import { nextDaily } from './daily.ts';

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
