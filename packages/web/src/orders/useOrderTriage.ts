import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { Horizon } from '@srs-desk/shared/process/horizon.ts';
import { livingLink } from '@srs-desk/shared/process/living-link.ts';
import { type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import { useEffect, useRef, useState } from 'react';
import { useVerb } from '../api/use-verb.ts';
import { useNow } from '../kit/useNow.ts';
import { useStats } from '../layout/useStats.ts';
import { useSupportRules } from './useSupportRules.ts';

interface OrderTriage {
  /** Null for roles that do not see what it stands on, and until the limits set here are known. */
  reading: TriageReading | null;
  /** The Target URL while it may be given to the user; null once it may not, undefined where that is not known. */
  link: string | null | undefined;
  /** Stores an answer; the same answer again takes it back. */
  answer(question: string, answer: string): void;
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
  const [given, setGiven] = useState<{ refId: string; answers: Record<string, string | null> }>({
    refId: order.refId,
    answers: {},
  });
  const fresh = given.refId === order.refId ? given.answers : {};
  const save = useVerb('setWork', { touches: ['orders'] });
  const facts = order.triageFacts;
  const answers = merged(facts?.answers ?? {}, fresh);
  const known = rules && facts ? { facts: { ...facts, answers }, rules } : null;
  return {
    reading: known && triage(known.facts, known.rules, now),
    link: known ? livingLink(known.facts, known.rules, new Horizon(now)) : undefined,
    answer(question, answer) {
      const next = answers[question] === answer ? null : answer;
      setGiven({ refId: order.refId, answers: { ...fresh, [question]: next } });
      save.mutate({ id: order.refId, answers: { [question]: next } });
    },
    answerError: save.error,
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

function merged(
  stored: Record<string, string>,
  fresh: Record<string, string | null>,
): Record<string, string> {
  const all: Record<string, string> = { ...stored };
  for (const [question, answer] of Object.entries(fresh)) {
    if (answer === null) delete all[question];
    else all[question] = answer;
  }
  return all;
}
