import { Alert, Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useProblemText } from '../api/use-problem-text.ts';
import type { EvidenceQuestion } from './place-verbs.ts';
import type { EvidenceCheck as Check } from './use-evidence-check.ts';

const TEXT = { valid: 'valid', no_evidence: 'none', terms_not_accepted: 'terms' } as const;

interface EvidenceCheckProps {
  check: Check;
  /** Null while there is nobody to ask about. */
  question: EvidenceQuestion | null;
}

/** The verify call before an order, and what it said. It runs by itself before placing; here it can be run alone. */
export function EvidenceCheck({ check, question }: EvidenceCheckProps) {
  const translate = useTranslate();
  const problemText = useProblemText();
  const answer = question === null ? null : check.answerTo(question);
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }} aria-live="polite">
      <Button
        variant="outlined"
        disabled={check.busy || question === null}
        onClick={() => question !== null && void check.run(question)}
      >
        {translate('desk.place.evidence.check')}
      </Button>
      {answer === null || answer === 'failed' ? null : (
        <Alert severity={answer.result === 'no_evidence' ? 'info' : 'warning'}>
          {translate(`desk.place.evidence.${TEXT[answer.result]}`, { id: answer.evidenceId ?? '' })}
        </Alert>
      )}
      {check.error && !check.busy ? (
        <Alert severity="warning">
          {translate('desk.place.evidence.failed')} {problemText(check.error)}
        </Alert>
      ) : null}
    </Box>
  );
}
