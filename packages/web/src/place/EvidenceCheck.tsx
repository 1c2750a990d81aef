import { Alert, Box, Button } from '@mui/material';
import type { InitialData } from '@srs-desk/shared/method/initial-data.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

interface EvidenceAnswer {
  result: 'valid' | 'no_evidence' | 'terms_not_accepted';
  evidenceId: string | null;
}

/** Asks by a verify call whether the person has valid evidence already: then no order is needed. */
export function EvidenceCheck({ data }: { data: InitialData }) {
  const translate = useTranslate();
  const [answer, setAnswer] = useState<EvidenceAnswer | null>(null);
  const { mobile = '', firstName, lastName, country } = data;
  const check = useAction(async () => {
    const given = { mobile, firstName, lastName, country };
    const body = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim()));
    setAnswer(await ask<EvidenceAnswer>('orders/check-evidence', { method: 'POST', body }));
  });
  const said =
    answer?.result === 'valid' ? 'valid' : answer?.result === 'terms_not_accepted' ? 'terms' : 'none';
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Button
        variant="outlined"
        disabled={check.busy || mobile.trim().length < 5}
        onClick={() => void check.run()}
      >
        {translate('desk.place.evidence.check')}
      </Button>
      {answer ? (
        <Alert severity={said === 'none' ? 'info' : 'success'}>
          {translate(`desk.place.evidence.${said}`, { id: answer.evidenceId ?? '' })}
        </Alert>
      ) : null}
      <ProblemAlert error={check.error} />
    </Box>
  );
}
