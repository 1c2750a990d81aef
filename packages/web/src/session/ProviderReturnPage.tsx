import { Alert, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { useProblemText } from '../api/use-problem-text.ts';
import { LoginShell } from './LoginShell.tsx';
import { tellAnswer } from './provider-window.ts';

/** Where the window at the identity provider ends: the page that waits goes on, and this one closes where the browser lets it. */
export default function ProviderReturnPage() {
  const translate = useTranslate();
  const textOf = useProblemText();
  const [code] = useState(() => new URLSearchParams(window.location.search).get('problem'));
  const title = translate(`desk.account.provider.${code === null ? 'done' : 'notDone'}`);
  useEffect(() => {
    document.title = `${title} – SRS Desk`;
    tellAnswer(code);
    if (code === null) window.close();
  }, [code, title]);
  return (
    <LoginShell title={title}>
      {code === null ? null : (
        <Alert severity="error" variant="outlined" sx={{ mb: 2 }}>
          {textOf(new ApiProblem(403, { code }))}
        </Alert>
      )}
      <Typography variant="body2">{translate('desk.account.provider.close')}</Typography>
    </LoginShell>
  );
}
