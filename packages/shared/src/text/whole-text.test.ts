import { expect, it } from 'vitest';
import { brokenTextAt } from './whole-text.ts';

it.each([
  ['a\0b', []],
  ['\ud800', []],
  ['x\udc00y', []],
  [{ a: [{ b: 'ok' }, { b: 'no\0' }] }, ['a', '1', 'b']],
  [{ 'key\0': 1 }, []],
])('finds %j', (value, path) => {
  expect(brokenTextAt(value)).toEqual(path);
});

it.each(['', 'Zoë 𝕏 👩‍👩‍👧', '\u0001 \uffff', { a: 1, b: null, c: [true] }, undefined])(
  'lets %j be',
  (value) => {
    expect(brokenTextAt(value)).toBeNull();
  },
);
