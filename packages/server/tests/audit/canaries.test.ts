import { expect, it } from 'vitest';
import { canariesIn, spellings } from './canaries.ts';

const NAME = 'Zoë01';

it('finds a text in base64 wherever it begins, and in UTF-16', () => {
  for (const before of ['', 'a', 'ab', 'abc'])
    expect(canariesIn(Buffer.from(`${before}${NAME}!?`).toString('base64'), [NAME]), before).toEqual([NAME]);
  expect(canariesIn(Buffer.from(NAME, 'utf16le'), [NAME])).toEqual([NAME]);
});

it('searches for nothing that chance would make: a few characters stand in any file of hashes', () => {
  for (const spelling of spellings(NAME)) expect(spelling.length).toBeGreaterThan(5);
  expect(canariesIn('m/D', [NAME])).toEqual([]);
  expect(() => spellings('Zoë')).toThrow('too short');
});
