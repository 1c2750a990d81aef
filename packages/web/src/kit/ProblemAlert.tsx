import { Alert, Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ApiProblem, hasCode } from '../api/problem.ts';
import { useProblemText } from '../api/use-problem-text.ts';

interface ProblemAlertProps {
  error: Error | null;
  onClose?: () => void;
  /** Tries again what failed. */
  onRetry?: (() => void) | undefined;
}

/** An action's error beside the button that caused it; nothing when there is none. */
export function ProblemAlert({ error, onClose, onRetry }: ProblemAlertProps) {
  const translate = useTranslate();
  const textOf = useProblemText();
  if (!error) return null;
  return (
    // What waits for a second admin is no failure.
    <Alert
      severity={hasCode(error, 'approval_waits') ? 'info' : 'error'}
      variant="outlined"
      {...(onClose ? { onClose } : {})}
      {...(onRetry ? { action: <Button onClick={onRetry}>{translate('desk.retry')}</Button> } : {})}
    >
      {textOf(error)}
      <FieldErrors error={error} />
    </Alert>
  );
}

/** What is wrong, field by field; a field that has a name in words goes by it, no other is named. */
function FieldErrors({ error }: { error: Error }) {
  const translate = useTranslate();
  if (!(error instanceof ApiProblem)) return null;
  const fields = Object.entries(error.errors);
  if (fields.length === 0) return null;
  const nameOf = (field: string) =>
    translate(`desk.words.initialData.${field}`, { _: translate(`desk.words.field.${field}`, { _: '' }) });
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {fields.map(([field, message]) => (
        <li key={field}>{[nameOf(field), translate(message, { _: message })].filter(Boolean).join(': ')}</li>
      ))}
    </Box>
  );
}
