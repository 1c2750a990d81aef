import { expect, it } from 'vitest';
import { stepState } from './FiveStepTracker.tsx';

it('marks what is done, current and ahead', () => {
  expect([1, 2, 3, 4, 5].map((n) => stepState(n, 3, false))).toEqual([
    'done',
    'done',
    'now',
    'ahead',
    'ahead',
  ]);
});

it('marks where a cancelled order ended', () => {
  expect([1, 2, 3, 4, 5].map((n) => stepState(n, null, false, 2))).toEqual([
    'done',
    'ended',
    'ahead',
    'ahead',
    'ahead',
  ]);
});

it('marks all as done only when the identification has succeeded', () => {
  expect(stepState(5, null, true)).toBe('done');
  expect(stepState(5, null, true, 5)).toBe('done');
  expect(stepState(1, null, false)).toBe('ahead');
});
