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
  const { answers, give, save } = useAnswers(order.refId, facts?.answers);
  const known = rules && facts ? { facts: { ...facts, answers }, rules } : null;
  return {
    reading: known && triage(known.facts, known.rules, now),
    link: known ? livingLink(known.facts, known.rules, new Horizon(now)) : undefined,
    answer(question, answer) {
      give(question, answers[question] === answer ? null : answer);
    },
    isAnswering: save.isPending,
    answerError: save.error,
  };
}

/** The answers just given, null to take one back. */
type Given = Readonly<Record<string, string | null>>;

/** The answers as stored, and over them each that was just given, until it is among those. */
function useAnswers(refId: string, stored: Readonly<Record<string, string>> | undefined) {
  const [given, setGiven] = useState<Given>({});
  const save = useVerb('setWork', { touches: ['orders'], inTurn: `answers ${refId}` });
  const forget = (which: (question: string, answer: string | null) => boolean): void =>
    setGiven((before) => Object.fromEntries(Object.entries(before).filter((one) => !which(...one))));
  // biome-ignore lint/correctness/useExhaustiveDependencies: that others are stored is the event.
  useEffect(() => forget((question, answer) => (stored?.[question] ?? null) === answer), [stored]);
  const give = (question: string, answer: string | null): void => {
    setGiven((before) => ({ ...before, [question]: answer }));
    const refused = () => forget((one, other) => one === question && other === answer);
    // What went wrong is shown from the mutation.
    save.mutateAsync({ id: refId, answers: { [question]: answer } }).catch(refused);
  };
  const all = Object.entries({ ...stored, ...given });
  const answers = Object.fromEntries(
    all.flatMap(([question, answer]) => (answer === null ? [] : [[question, answer]])),
  );
  return { answers, give, save };
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
