import type { VerificationOutcome } from '../api/audit.ts';
import { CALL_OUTCOMES } from '../call/fields.ts';
import type { ItemResult } from '../cancellation/job.ts';
import { UNRECORDED } from '../order/unrecorded.ts';

/** Ways in which a call to SRS can fail, beyond what the outcome of a call says. */
const FAILURES = [
  'unauthorized',
  'rate_limited',
  'not_found',
  'not_from_srs',
  'order_final',
  'evidence_not_found',
  'terms_not_accepted',
  'token_failed',
  'breaker_open',
  'paused',
  'aborted',
] as const;

/** How what an entry tells of ended, where that is neither a verification nor the end of an order's cancellation. */
export const OUTCOMES = [
  ...CALL_OUTCOMES,
  ...FAILURES,
  'without_effect',
  UNRECORDED,
  'found',
  'no_order',
  'complete',
  'started',
  'passed',
  'stopped',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Every outcome that an entry may have: each has its words. */
export type EntryOutcome = Outcome | VerificationOutcome | ItemResult;
