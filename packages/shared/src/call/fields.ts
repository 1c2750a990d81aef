import {
  choice,
  type Field,
  integer,
  maybeChoice,
  maybeInteger,
  maybeText,
  maybeTime,
  text,
  time,
} from '../fields/field.ts';

export const CALL_OPERATIONS = [
  'token',
  'list_methods',
  'place_order',
  'get_status',
  'cancel_order',
  'verify',
  'lookup',
  'other',
] as const;
export type CallOperation = (typeof CALL_OPERATIONS)[number];

export const CALL_ORIGINS = ['sync', 'user', 'gateway', 'system', 'cli'] as const;
export type CallOrigin = (typeof CALL_ORIGINS)[number];

export const CALL_OUTCOMES = [
  'ok',
  'http_error',
  'network_error',
  'timeout',
  'invalid_response',
  'in_flight',
  'unknown',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What SRS says by an HTTP error that is an answer to what was asked: nothing went wrong. */
export const CALL_ANSWERS = ['no_evidence', 'terms_not_accepted', 'already_final', 'unknown_at_srs'] as const;
export type CallAnswer = (typeof CALL_ANSWERS)[number];

/** Whether a call went wrong: it ended without what was asked for and without an answer to it. */
export function hasFailed(call: { outcome: CallOutcome; answer: CallAnswer | null }): boolean {
  return call.answer === null && call.outcome !== 'ok' && call.outcome !== 'in_flight';
}

const LISTED = { row: true, filter: true } as const;

/** Every field of a call that its row shows, once: one attempt of one call. All of them can be filtered by. */
export const CALL_FIELDS = {
  id: { ...integer, ...LISTED, sort: 1 },
  startedAt: { ...time, ...LISTED, range: 1, sort: 2 },
  finishedAt: { ...maybeTime, ...LISTED },
  operation: { ...choice(CALL_OPERATIONS), ...LISTED },
  httpMethod: { ...text, ...LISTED },
  url: { ...text, ...LISTED },
  refId: { ...maybeText, ...LISTED },
  orderId: { ...maybeText, ...LISTED },
  externalId: { ...maybeText, ...LISTED },
  actor: { ...text, ...LISTED },
  origin: { ...choice(CALL_ORIGINS), ...LISTED },
  httpStatus: { ...maybeInteger, ...LISTED },
  outcome: { ...choice(CALL_OUTCOMES), ...LISTED },
  answer: { ...maybeChoice(CALL_ANSWERS), ...LISTED },
  durationMs: { ...maybeInteger, ...LISTED, sort: 3 },
  attempt: { ...integer, ...LISTED },
  correlationId: { ...text, ...LISTED },
} as const satisfies Readonly<Record<string, Field>>;

/** The key of a field of a call. */
export type CallField = keyof typeof CALL_FIELDS;
