import { expect, it } from 'vitest';
import { cellText, isRoundedId } from './cell.ts';

it('gives every kind of cell as text', () => {
  expect(
    ['a', 12.5, { day: '2026-03-01', time: null }, { day: '2026-03-01', time: '14:05:00' }].map(cellText),
  ).toEqual(['a', '12.5', '2026-03-01', '2026-03-01 14:05:00']);
  expect(cellText(undefined)).toBe('');
});

it('knows an id of which a spreadsheet has lost digits', () => {
  for (const cell of [1e15, 123456789012345680, '1.23457E+17', '1,23457E+17', ' 1E+20 ']) {
    expect(isRoundedId(cell), String(cell)).toBe(true);
  }
  for (const cell of [999_999_999_999_999, '123456789012345678', '1E+2', 'A1.2E+17', '', undefined]) {
    expect(isRoundedId(cell), String(cell)).toBe(false);
  }
});
