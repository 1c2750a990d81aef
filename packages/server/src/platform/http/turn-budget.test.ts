import express from 'express';
import { expect, it } from 'vitest';
import { turnBudget } from './turn-budget.ts';

type Next = () => void;

/** Work for the processor, ms. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function given(): (next: Next) => void {
  const handler = turnBudget();
  const { request, response } = express();
  return (next) => void handler(request, response, next);
}

it('answers in the order in which they came, and lets the loop turn once a millisecond is spent', async () => {
  const take = given();
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
  const take = given();
  let answered = 0;
  for (let n = 0; n < 20; n += 1) take(() => (answered += 1));
  await turn();
  expect(answered).toBe(20);
  take(() => (answered += 1));
  await turn();
  expect(answered).toBe(21);
});
