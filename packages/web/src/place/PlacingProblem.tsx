import { Alert } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** The server's own words that it does not know whether the order stands at SRS. */
const OUTCOME_UNKNOWN: ReadonlySet<string> = new Set([
  'place_outcome_unknown',
  'outcome_unrecorded',
  'request_in_flight',
  'internal',
]);

/** Whether an order may have been placed, though there is no answer that says so. */
export function isUnknown(error: Error): boolean {
  if (!(error instanceof ApiProblem)) return true;
  return error.httpStatus === null || OUTCOME_UNKNOWN.has(error.code) || /^http_5\d\d$/.test(error.code);
}

/** Why an order was not placed, or that nobody knows whether it was. */
export function PlacingProblem({ error }: { error: Error | null }) {
  const translate = useTranslate();
  return (
    <>
      <ProblemAlert error={error} />
      {error instanceof ApiProblem && OUTCOME_UNKNOWN.has(error.code) ? (
        <Alert severity="warning">{translate('desk.place.outcomeUnknown')}</Alert>
      ) : null}
    </>
  );
}
