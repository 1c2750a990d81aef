import { useEffect, useRef } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { isUnknown } from '../api/open-outcome.ts';
import { FAILED_SINCE, useGone } from '../api/use-gone.ts';
import { useProblemText } from '../api/use-problem-text.ts';
import { useVerb } from '../api/use-verb.ts';
import type { EvidenceQuestion } from './place-verbs.ts';
import { type EvidenceCheck, useEvidenceCheck } from './use-evidence-check.ts';

interface Placing {
  /** Places the order, where nothing is known to speak against it. */
  run(): Promise<void>;
  check: EvidenceCheck;
  /** Something spoke against it, or nobody knows: who runs it now does so all the same. */
  isWarned: boolean;
  busy: boolean;
  error: Error | null;
}

/**
 * Asks whether the person has valid evidence already, then places an order and leads to its result. One key per intention:
 * the same body sent again after a lost answer is one order; after a refusal the next attempt is a new one.
 */
export function usePlacing(body: object, question: EvidenceQuestion | null): Placing {
  const navigate = useNavigate();
  const notify = useNotify();
  const translate = useTranslate();
  const textOf = useProblemText();
  const gone = useGone();
  const key = useRef({ body: '', key: newIdempotencyKey() });
  const check = useEvidenceCheck();
  const place = useVerb('placeOrder', {
    touches: ['orders'],
    onSuccess({ refId, predecessor }) {
      if (gone.current) notify(`${translate('desk.place.placed')}: ${refId}`, { type: 'success' });
      else void navigate(`/orders/placed/${refId}`, { state: { predecessor } });
    },
    onError(error) {
      if (gone.current) notify(`${translate('desk.place.title')}: ${textOf(error)}`, FAILED_SINCE);
    },
  });
  const text = JSON.stringify(body);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    wanted.current = text;
    return () => {
      wanted.current = null;
    };
  }, [text]);
  const answer = question === null ? null : check.answerTo(question);
  const run = async () => {
    if (question !== null && answer === null) {
      const told = await check.run(question);
      // Nor is one placed that was changed meanwhile, or that nobody wants any more.
      if (told?.result !== 'no_evidence' || wanted.current !== text) return;
    }
    if (key.current.body !== text) key.current = { body: text, key: newIdempotencyKey() };
    const refused = (error: Error) => {
      if (!isUnknown(error)) key.current = { body: '', key: newIdempotencyKey() };
    };
    place.mutate({ body, idempotencyKey: key.current.key }, { onError: refused });
  };
  return {
    run,
    check,
    isWarned: answer !== null && (answer === 'failed' || answer.result !== 'no_evidence'),
    busy: place.isPending,
    error: place.error,
  };
}
