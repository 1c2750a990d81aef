import { expect, it } from 'vitest';
import { ApiProblem } from '../../api/problem.ts';
import { closedMonthsMeant } from './closed-months-hold.ts';

const refused = (confirm: string) =>
  new ApiProblem(409, { code: 'closed_months', members: { closedMonths: {}, confirm } });

it('a question that gives way to the next one leaves that one to its answer', async () => {
  const first = closedMonthsMeant(refused('first'));
  const second = closedMonthsMeant(refused('second'));
  expect(await first).toBeNull();
  // Gives way in its turn, which it could not if it were forgotten.
  void closedMonthsMeant(refused('third'));
  expect(await second).toBeNull();
}, 5_000);
