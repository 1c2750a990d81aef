import { expect, it } from 'vitest';
import { agedFilter, dayFilter, dayOf } from './filter-values.ts';

it('turns an age into the moment it means', () => {
  expect(agedFilter('day', Date.UTC(2026, 2, 4))).toBe('2026-03-03T00:00:00.000Z');
  expect(agedFilter('', 0)).toBeUndefined();
});

it('turns a day into its ends and back', () => {
  for (const end of ['start', 'end'] as const) expect(dayOf(dayFilter('2026-03-29', end))).toBe('2026-03-29');
  const length =
    Date.parse(dayFilter('2026-07-01', 'end') ?? '') - Date.parse(dayFilter('2026-07-01', 'start') ?? '');
  expect(length).toBe(24 * 3_600_000 - 1);
});

it('takes no half-typed day', () => {
  expect(dayFilter('2026-3', 'start')).toBeUndefined();
  expect(dayOf('soon')).toBe('');
  expect(dayOf(undefined)).toBe('');
});
