import { expect, it } from 'vitest';
import { readTyped, shownValue } from './setting-value.ts';

it.each([15, true, '41', { a: [1, 2] }])('shows and reads back %j', (value) => {
  expect(readTyped(shownValue(value), value)).toEqual({ ok: true, value });
});

it('refuses what is of another kind', () => {
  expect(readTyped('fifteen', 15)).toEqual({ ok: false });
  expect(readTyped('"15"', 15)).toEqual({ ok: false });
  expect(readTyped('{', {})).toEqual({ ok: false });
});
