import { expect, it } from 'vitest';
import { askAgainAt } from './ask-again.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

it('asks about an unknown Ref ID for a day, ever less, and the last time at its end', () => {
  const asks: number[] = [];
  for (let at: number | null = 0; at !== null; at = askAgainAt(0, at)) asks.push(at);
  expect(asks.slice(0, 5)).toEqual([0, 1, 2, 4, 8].map((minutes) => minutes * MINUTE));
  expect(asks.at(-1)).toBe(DAY);
  expect(asks.length).toBeLessThan(15);
});

it('begins anew when somebody asks anew, and does not go on after a day', () => {
  expect(askAgainAt(DAY, DAY)).toBe(DAY + MINUTE);
  expect(askAgainAt(0, DAY + 1)).toBeNull();
});
