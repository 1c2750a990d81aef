import { ApiProblem } from './problem.ts';

/** The server's own words that it does not know whether what was asked for was done. */
const OUTCOME_UNKNOWN: ReadonlySet<string> = new Set([
  'place_outcome_unknown',
  'cancel_outcome_unknown',
  'outcome_unrecorded',
  'ledger_unknown',
  'erasure_outcome_unknown',
  'request_in_flight',
  'internal',
]);

/** Whether the server says itself that it may have been done: an order is looked for before it is placed again. */
export function saysUnknown(error: Error | null): boolean {
  if (!(error instanceof ApiProblem)) return false;
  // What stopped something longer may have been done itself.
  return OUTCOME_UNKNOWN.has(error.code) || OUTCOME_UNKNOWN.has(String(error.members.cause));
}

/**
 * Whether it may have been done, though there is no answer that says so. Where SRS names an order that is known already, nobody
 * knows whether it made a new one.
 */
export function isUnknown(error: Error): boolean {
  if (!(error instanceof ApiProblem)) return true;
  const { httpStatus, code } = error;
  return httpStatus === null || saysUnknown(error) || code === 'order_known' || /^http_5\d\d$/.test(code);
}
