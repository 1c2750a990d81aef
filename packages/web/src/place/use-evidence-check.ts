import { useState } from 'react';
import { ask } from '../api/http.ts';
import { type Action, useAction } from '../api/use-action.ts';

type EvidenceResult = 'valid' | 'no_evidence' | 'terms_not_accepted';

interface EvidenceAnswer {
  result: EvidenceResult;
  evidenceId: string | null;
}

/** What the RA service is asked with: the person as typed, or the person of an order. */
export type EvidenceQuestion = Readonly<Record<string, string>>;

export interface EvidenceCheck extends Action<[EvidenceQuestion], EvidenceAnswer> {
  /** The answer to exactly this question; null when it has not been asked, `failed` when nobody answered. */
  answerTo(question: EvidenceQuestion): EvidenceAnswer | 'failed' | null;
}

/** Asks by a verify call whether the person has valid evidence already: then no order is needed. */
export function useEvidenceCheck(): EvidenceCheck {
  const [seen, setSeen] = useState<{ stamp: string; answer: EvidenceAnswer | 'failed' } | null>(null);
  const action = useAction(async (question: EvidenceQuestion) => {
    const stamp = JSON.stringify(question);
    setSeen({ stamp, answer: 'failed' });
    const answer = await ask<EvidenceAnswer>('orders/check-evidence', { method: 'POST', body: question });
    setSeen({ stamp, answer });
    return answer;
  });
  return {
    ...action,
    answerTo: (question) => (seen?.stamp === JSON.stringify(question) ? seen.answer : null),
  };
}
