import { Alert, Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** Sends a test on every way that is set up, by what is saved, and says what became of it. */
export function NotificationTest() {
  const translate = useTranslate();
  const test = useVerb('testNotifications');
  const told = (way: 'email' | 'webhook', what: string): string => {
    const known = what === 'sent' || what === 'not_set';
    return `${translate(`desk.admin.notifications.${way}`)}: ${known ? translate(`desk.admin.notifications.${what}`) : what}`;
  };
  const failed = Object.values(test.data ?? {}).some((what) => what !== 'sent' && what !== 'not_set');
  return (
    <Box sx={{ mt: 2, display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Button variant="outlined" disabled={test.isPending} onClick={() => test.mutate({})}>
        {translate('desk.admin.notifications.test')}
      </Button>
      {test.data ? (
        <Alert severity={failed ? 'error' : 'info'} role="status">
          {told('email', test.data.email)} · {told('webhook', test.data.webhook)}
        </Alert>
      ) : null}
      <ProblemAlert error={test.error} />
    </Box>
  );
}
