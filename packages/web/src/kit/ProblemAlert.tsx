import { Alert } from '@mui/material';
import { useProblemText } from './States.tsx';

/** An action's error beside the button that caused it; nothing when there is none. */
export function ProblemAlert({ error, onClose }: { error: Error | null; onClose?: () => void }) {
  const textOf = useProblemText();
  if (!error) return null;
  return (
    <Alert severity="error" variant="outlined" {...(onClose ? { onClose } : {})}>
      {textOf(error)}
    </Alert>
  );
}
