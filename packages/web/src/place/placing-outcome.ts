import { ApiProblem } from '../api/problem.ts';

/** The server's own words that it does not know whether the order stands at SRS. */
const OUTCOME_UNKNOWN: ReadonlySet<string> = new Set([
  'place_outcome_unknown',
  'outcome_unrecorded',
  'request_in_flight',
  'internal',
]);

/** Whether the server says itself that an order may stand at SRS: it is looked for before it is placed again. */
export function saysUnknown(error: Error | null): boolean {
  return error instanceof ApiProblem && OUTCOME_UNKNOWN.has(error.code);
}

/** Whether an order may have been placed, though there is no answer that says so. */
export function isUnknown(error: Error): boolean {
  if (!(error instanceof ApiProblem)) return true;
  return error.httpStatus === null || saysUnknown(error) || /^http_5\d\d$/.test(error.code);
}
