import { Alert, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { hasCode } from '../api/problem.ts';
import { useProblemText } from '../api/use-problem-text.ts';
import { FieldErrors } from './FieldErrors.tsx';

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
