import express from 'express';
import { expect, it } from 'vitest';
import { turnBudget } from './turn-budget.ts';

type Next = () => void;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes requests; `work` lets time pass, ms, which here passes by nothing else. */
function given(): { take: (next: Next) => void; work: (ms: number) => void } {
  let passed = 0;
  const handler = turnBudget(() => passed);
  const { request, response } = express();
  return {
    take: (next) => void handler(request, response, next),
    work: (ms) => {
      passed += ms;
    },
  };
}

it('answers in the order in which they came, and lets the loop turn once a millisecond is spent', async () => {
  const { take, work } = given();
  const answered: number[] = [];
  for (const n of [1, 2, 3]) {
    take(() => {
      work(2);
      answered.push(n);
    });
  }
  expect(answered).toEqual([]);
  const seen: number[][] = [];
  for (let turns = 0; turns < 3; turns += 1) {
    await turn();
    seen.push([...answered]);
  }
  expect(seen).toEqual([[1], [1, 2], [1, 2, 3]]);
});

it('answers many small ones in one turn, and begins again after it was idle', async () => {
  const { take } = given();
  let answered = 0;
  for (let n = 0; n < 20; n += 1) take(() => (answered += 1));
  await turn();
  expect(answered).toBe(20);
  take(() => (answered += 1));
  await turn();
  expect(answered).toBe(21);
});
