import { Alert, Box, Button, Link as MuiLink } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { hasCode, refIdsIn } from '../api/problem.ts';
import { useProblemText } from '../api/use-problem-text.ts';
import { FieldErrors } from './FieldErrors.tsx';
import { IdText } from './IdText.tsx';

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
      <NamedOrders error={error} />
    </Alert>
  );
}

/** The way to the orders that it is about. */
function NamedOrders({ error }: { error: Error }) {
  const refIds = refIdsIn(error);
  if (refIds.length === 0) return null;
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {refIds.map((refId) => (
        <li key={refId}>
          <MuiLink component={Link} to={`/orders/${refId}`} color="inherit" underline="always">
            <IdText id={refId} plain whole />
          </MuiLink>
        </li>
      ))}
    </Box>
  );
}
