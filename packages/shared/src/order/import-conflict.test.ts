import { expect, it } from 'vitest';
import { LANGUAGES } from '../words/language.ts';
import { conflictText, contradicts } from './import-conflict.ts';

it.each([
  ['ACME', 'ACME', false],
  ['ACME ', '\u200eACME', false],
  ['Zu\u0308rich\u00a0AG', 'Zürich AG', false],
  ['ACME', 'acme', true],
  ['42', '00042', true],
])('%j against %j', (given, known, wanted) => {
  expect(contradicts(given, known)).toBe(wanted);
});

it.each(LANGUAGES)('names both External IDs, who says so, and what to do, in %s', (language) => {
  const of = (bySrs: boolean) => conflictText({ given: 'MINE', known: 'THEIRS', bySrs }, language);
  for (const text of [of(true), of(false)]) expect(text).toMatch(/MINE.*THEIRS.*External IDs/);
  expect([of(true).includes('SRS'), of(false).includes('SRS')]).toEqual([true, false]);
});
