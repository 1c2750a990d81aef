import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { WorkView } from '@srs-desk/shared/api/support.ts';
import { type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { useNow } from '../kit/useNow.ts';
import { useStats } from '../layout/useStats.ts';
import { useMay } from '../session/useMay.ts';
import { useSupportRules } from './useSupportRules.ts';

export interface OrderTriage {
  /** Null for roles that do not see what it stands on, and until the limits set here are known. */
  reading: TriageReading | null;
  work: WorkView | undefined;
  /** Stores an answer; the same answer again takes it back. */
  answer(question: string, answer: string): void;
  answerError: Error | null;
  refetchWork(): void;
}

/**
 * Whose turn it is: the rule applied on the page, so that answers, time and the language show at once, to the facts that
 * came with the order.
 */
export function useOrderTriage(order: OrderDetail, reread: () => void): OrderTriage {
  const may = useMay();
  const works = may('orders.work');
  const work = useApi<WorkView>(works ? `orders/${order.refId}/work` : null, {
    refreshOn: ['orders'],
    refreshId: order.refId,
  });
  const rules = useSupportRules().data;
  useOutageChange(reread);
  const now = useNow();
  const [given, setGiven] = useState<{ refId: string; answers: Record<string, string | null> }>({
    refId: order.refId,
    answers: {},
  });
  const fresh = given.refId === order.refId ? given.answers : {};
  const save = useAction(async (question: string, answer: string | null) => {
    await ask(`orders/${order.refId}/work`, { method: 'PUT', body: { answers: { [question]: answer } } });
    work.refetch();
  });
  const facts = order.triageFacts;
  const answers = merged(facts?.answers ?? {}, fresh);
  const reading = rules && facts ? triage({ ...facts, answers }, rules, now) : null;
  return {
    reading,
    work: work.data,
    answer(question, answer) {
      const next = answers[question] === answer ? null : answer;
      setGiven({ refId: order.refId, answers: { ...fresh, [question]: next } });
      void save.run(question, next);
    },
    answerError: save.error,
    refetchWork: work.refetch,
  };
}

/** Calls `changed` when SRS begins or ceases to fail altogether: that others fail too is among the facts of an order. */
function useOutageChange(changed: () => void): void {
  const stats = useStats().data;
  const failing = stats ? stats.sync.srs.breaker !== 'closed' : null;
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
