import { expect, it } from 'vitest';
import { MANY_WORDS, pairTerm, personTerms } from './person-terms.ts';

const pairs = (firstName: string, lastName: string) =>
  personTerms({ firstName, lastName }).filter((term) => !term.startsWith('n:'));

it.each([
  ['Jürg', 'Müller', [['jurg', 'muller']]],
  ['Juerg', 'Mueller', [['jurg', 'muller']]],
  ['Anna', 'Anna', []],
  [
    'Luca',
    "D'Amico",
    [
      ['luca', 'd'],
      ['luca', 'amico'],
      ['luca', 'damico'],
      ['d', 'amico'],
      ['d', 'damico'],
      ['amico', 'damico'],
    ],
  ],
  [
    '小',
    '龍李',
    [
      ['小', '龍'],
      ['小', '李'],
      ['龍', '李'],
    ],
  ],
] as const)('%s %s is found by the pairs of its words, however they are spelled', (first, last, wanted) => {
  expect(new Set(pairs(first, last))).toEqual(new Set(wanted.map(([a, b]) => pairTerm(a, b))));
});

it('keeps no pairs of a name without end, but says so', () => {
  const words = Array.from({ length: 40 }, (_, at) => `w${at}`).join(' ');
  expect(pairs('Max', words)).toEqual([MANY_WORDS]);
});
