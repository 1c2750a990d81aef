import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { Horizon } from '@srs-desk/shared/process/horizon.ts';
import { livingLink } from '@srs-desk/shared/process/living-link.ts';
import { type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import { useEffect, useRef } from 'react';
import { useNow } from '../kit/useNow.ts';
import { useStats } from '../layout/useStats.ts';
import { useAnswers } from './useAnswers.ts';
import { useSupportRules } from './useSupportRules.ts';

interface OrderTriage {
  /** Null for roles that do not see what it stands on, and until the limits set here are known. */
  reading: TriageReading | null;
  /** The Target URL while it may be given to the user; null once it may not, undefined where that is not known. */
  link: string | null | undefined;
  /** Stores an answer; the same answer again takes it back. */
  answer(question: string, answer: string): void;
  /** An answer is on its way: what the server says of the order may not follow it yet. */
  isAnswering: boolean;
  answerError: Error | null;
}

/**
 * Whose turn it is: the rule applied on the page, so that answers, time and the language show at once, to the facts that
 * came with the order.
 */
export function useOrderTriage(order: OrderDetail, reread: () => void): OrderTriage {
  const rules = useSupportRules().data;
  useOutageChange(reread);
  const now = useNow();
  const facts = order.triageFacts;
  const { answers, give, isGiving, error } = useAnswers(order);
  const known = rules && facts ? { facts: { ...facts, answers }, rules } : null;
  return {
    reading: known && triage(known.facts, known.rules, now),
    link: known ? livingLink(known.facts, known.rules, new Horizon(now)) : undefined,
    answer(question, answer) {
      give(question, answers[question] === answer ? null : answer);
    },
    isAnswering: isGiving,
    answerError: error,
  };
}

/** Calls `changed` when SRS begins or ceases to fail altogether: that others fail too is among the facts of an order. */
function useOutageChange(changed: () => void): void {
  const stats = useStats().data;
  const troubles = stats?.health.troubles;
  const failing = troubles ? troubles.some(({ operation }) => operation === 'get_status') : null;
  const before = useRef(failing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change is the event.
  useEffect(() => {
    if (before.current !== null && failing !== null && before.current !== failing) changed();
    before.current = failing;
  }, [failing]);
}
