import { useVerb } from '../api/use-verb.ts';
import type { EvidenceAnswer, EvidenceQuestion } from './place-verbs.ts';

export interface EvidenceCheck {
  /** Asks; undefined when nobody answered. */
  run(question: EvidenceQuestion): Promise<EvidenceAnswer | undefined>;
  busy: boolean;
  error: Error | null;
  /** The answer to exactly this question; null when it has not been asked, `failed` when nobody answered. */
  answerTo(question: EvidenceQuestion): EvidenceAnswer | 'failed' | null;
}

/** Asks by a verify call whether the person has valid evidence already: then no order is needed. */
export function useEvidenceCheck(): EvidenceCheck {
  const { mutateAsync, isPending, error, data, variables } = useVerb('checkEvidence');
  const asked = JSON.stringify(variables);
  return {
    run: (question) => mutateAsync(question).catch(() => undefined),
    busy: isPending,
    error,
    answerTo(question) {
      if (asked !== JSON.stringify(question)) return null;
      return data ?? (error ? 'failed' : null);
    },
  };
}
