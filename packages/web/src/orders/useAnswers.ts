import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '../api/problem.ts';
import { useTellIfGone } from '../api/use-tell-refused.ts';
import { useAskedInTurn, useVerb, type VerbInput } from '../api/use-verb.ts';

interface Answers {
  /** What the user has said, by question: as stored, and over it what is on its way. */
  answers: Record<string, string>;
  /** Stores an answer, null to take it back. */
  give(question: string, answer: string | null): void;
  /** Something is on its way: what the server says of the order may not follow it yet. */
  isGiving: boolean;
  /** Why an answer was not stored, until another one is given. */
  error: Error | null;
}

/** The answers to the questions of an order. They are stored one after the other, and shown before they are. */
export function useAnswers({ refId, triageFacts }: OrderDetail): Answers {
  const client = useQueryClient();
  const tellIfGone = useTellIfGone();
  const [error, setError] = useState<Error | null>(null);
  const inTurn = `answers ${refId}`;
  const onTheirWay = useAskedInTurn<'setWork'>(inTurn);
  // Until the order is read again: nobody shall see an answer go and come back.
  const remember = ({ answers }: VerbInput<'setWork'>): void => {
    client.setQueriesData<OrderDetail>({ queryKey: ['orders', 'getOne'] }, (order) =>
      order?.refId === refId && order.triageFacts
        ? {
            ...order,
            triageFacts: { ...order.triageFacts, answers: merged(order.triageFacts.answers, answers) },
          }
        : undefined,
    );
  };
  const save = useVerb('setWork', {
    touches: ['orders'],
    inTurn,
    onSuccess: (_, input) => remember(input),
    onError(refusal, input) {
      // A colleague was quicker with the same answer.
      if (hasCode(refusal, 'nothing_changed')) return remember(input);
      setError(refusal);
      tellIfGone(refusal, input);
    },
  });
  return {
    answers: onTheirWay.reduce((all, { answers }) => merged(all, answers), { ...triageFacts?.answers }),
    give(question, answer) {
      setError(null);
      save.mutate({ id: refId, answers: { [question]: answer } });
    },
    isGiving: onTheirWay.length > 0,
    error,
  };
}

function merged(
  stored: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string | null>> = {},
): Record<string, string> {
  const all = Object.entries({ ...stored, ...given });
  return Object.fromEntries(
    all.flatMap(([question, answer]) => (answer === null ? [] : [[question, answer]])),
  );
}
