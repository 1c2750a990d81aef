import { Alert } from '@mui/material';
import { useTranslate } from 'react-admin';
import { saysUnknown } from '../api/open-outcome.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** Why an order was not placed, or that nobody knows whether it was. */
export function PlacingProblem({ error }: { error: Error | null }) {
  const translate = useTranslate();
  return (
    <>
      <ProblemAlert error={error} />
      {saysUnknown(error) ? <Alert severity="warning">{translate('desk.place.outcomeUnknown')}</Alert> : null}
    </>
  );
}
