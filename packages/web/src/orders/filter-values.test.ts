import { expect, it } from 'vitest';
import { agedFilter, dayFilter, dayOf, withoutPersonalData } from './filter-values.ts';

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

it('takes no half-typed day, and no year that typing passes through', () => {
  for (const day of ['', '2026-3', '0002-03-04', '0020-03-04', '0202-03-04', '1999-12-31', '20261-03-04'])
    for (const end of ['start', 'end'] as const) expect(dayFilter(day, end), day).toBeUndefined();
  for (const day of ['2000-01-01', '2999-12-31']) expect(dayOf(dayFilter(day, 'start'))).toBe(day);
  expect(dayOf('soon')).toBe('');
  expect(dayOf(undefined)).toBe('');
});

it('writes a day of any year as a date field takes it', () => {
  const at = new Date(2026, 2, 4);
  for (const [year, day] of [
    [2, '0002-03-04'],
    [20, '0020-03-04'],
    [202, '0202-03-04'],
    [2026, '2026-03-04'],
  ] as const) {
    at.setFullYear(year);
    expect(dayOf(at.toISOString())).toBe(day);
  }
});

it('refuses a person’s data, and takes an External ID', async () => {
  const refused = async (q: string) =>
    (await withoutPersonalData({ q }, undefined, { fields: {}, shouldUseNativeValidation: false })).errors.q;
  for (const q of ['+41 79 123 45 67', 'max@example.com']) expect(await refused(q), q).toBeDefined();
  for (const q of ['', 'ACME-042', '3fa9b0c2']) expect(await refused(q), q).toBeUndefined();
});
