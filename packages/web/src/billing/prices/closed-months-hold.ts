import type { ClosedEffect } from '@srs-desk/shared/billing/wire.ts';
import { useSyncExternalStore } from 'react';
import { type ApiProblem, hasCode } from '../../api/problem.ts';

/** What a change would do to closed months, while somebody is asked whether it is meant. */
interface Question {
  effect: ClosedEffect;
  settle(meant: boolean): void;
}

let question: Question | null = null;
const listeners = new Set<() => void>();

function becomes(next: Question | null): void {
  question = next;
  for (const tell of listeners) tell();
}

/**
 * For a change that the server did not make because it reaches into closed months: what to repeat it with once somebody has
 * seen what it does there and means it; null when they do not, or when the refusal is another.
 */
export async function closedMonthsMeant(problem: ApiProblem): Promise<string | null> {
  if (!hasCode(problem, 'closed_months')) return null;
  const { closedMonths, confirm } = problem.members;
  question?.settle(false);
  const meant = await new Promise<boolean>((answered) => {
    const own: Question = {
      effect: closedMonths as ClosedEffect,
      settle(answer) {
        if (question === own) becomes(null);
        answered(answer);
      },
    };
    becomes(own);
  });
  return meant ? String(confirm) : null;
}

/** The question that waits for its answer. */
export function useClosedMonthsQuestion(): Question | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => question,
  );
}
