import type { Problem } from '@srs-desk/shared/api/problem.ts';
import {
  Conflict,
  DeskError,
  Forbidden,
  InvalidInput,
  MethodNotAllowed,
  NotFound,
  OutcomeUnknown,
  TooMany,
  Unauthenticated,
  Unavailable,
  Unprocessable,
  UpstreamFailed,
} from '../errors.ts';
import { LedgerUnavailable } from '../ledger/errors.ts';
import { OutcomeUnrecorded } from '../recorder/call.ts';
import { BodyTooLarge, notJson, WrongContentType } from './read-body.ts';

/** A problem answer: its status, body, and headers beyond the content type. */
export interface ProblemAnswer {
  status: number;
  headers: Record<string, string>;
  body: Problem & Record<string, unknown>;
  /** Whether it is a fault of ours that somebody must look at. */
  fault: boolean;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be used',
  401: 'Log in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not for this address',
  409: 'Not possible now',
  413: 'Too large',
  415: 'Wrong content type',
  422: 'Cannot be carried out',
  429: 'Too many requests',
  500: 'An error of the desk',
  502: 'SRS did not do it',
  503: 'Not available now',
  504: 'Outcome unknown',
};

function answer(
  status: number,
  code: string,
  detail: string,
  extra: {
    members?: Record<string, unknown>;
    errors?: Record<string, string>;
    headers?: Record<string, string>;
  } = {},
): ProblemAnswer {
  return {
    status,
    headers: extra.headers ?? {},
    body: {
      ...extra.members,
      type: `urn:srs-desk:problem:${code}`,
      title: TITLES[status] ?? 'Error',
      status,
      detail,
      code,
      ...(extra.errors ? { errors: extra.errors } : {}),
    },
    fault: status === 500,
  };
}

function seconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)));
}

function statusOf(error: DeskError): number {
  if (error instanceof InvalidInput) return 400;
  if (error instanceof Unauthenticated) return 401;
  if (error instanceof Forbidden) return 403;
  if (error instanceof NotFound) return 404;
  if (error instanceof MethodNotAllowed) return 405;
  if (error instanceof Conflict) return 409;
  if (error instanceof BodyTooLarge) return 413;
  if (error instanceof WrongContentType) return 415;
  if (error instanceof Unprocessable) return 422;
  if (error instanceof TooMany) return 429;
  if (error instanceof UpstreamFailed) return 502;
  if (error instanceof Unavailable) return 503;
  if (error instanceof OutcomeUnknown) return 504;
  return 500;
}

function fromDesk(error: DeskError): ProblemAnswer {
  return answer(statusOf(error), error.code, error.message, {
    members: error.members,
    ...(error instanceof InvalidInput ? { errors: error.errors } : {}),
    ...(error instanceof MethodNotAllowed ? { headers: { allow: error.allowed.join(', ') } } : {}),
    ...(error instanceof TooMany ? { headers: { 'retry-after': seconds(error.retryAfterMs) } } : {}),
  });
}

/** What Express and its body reader throw: an error with a status and a type. */
function fromExpress(error: unknown): ProblemAnswer | null {
  if (!(error instanceof Error)) return null;
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (status === 413) return answer(413, 'too_large', 'The body is larger than this route takes.');
  if (status === 415)
    return answer(415, 'wrong_content_type', 'The content type or encoding is not understood.');
  if (type === 'entity.parse.failed') return fromDesk(notJson());
  // Dots that would climb out of a folder are refused with 403: for who asks there is no such address.
  if (status === 404 || status === 403) return answer(404, 'unknown_route', 'There is no such address.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return answer(400, 'invalid_request', 'The request cannot be read.');
  return null;
}

const UNAVAILABLE: Readonly<Record<LedgerUnavailable['reason'], string>> = {
  full: 'The disk is full, so nothing can be recorded and nothing was done.',
  busy: 'Another program holds the database locked, so nothing can be recorded and nothing was done. Close it, then try again.',
  latched: 'The log has stopped after an error: nothing can be recorded, so nothing was done.',
  unknown:
    'The log stopped while this was recorded: it is not known whether it was done. Look at it after the next start, before you try again.',
  closed: 'Nothing can be recorded at the moment, so nothing was done.',
};

/** The answer that an error stands for. What is not foreseen is a 500 that tells nothing of itself. */
export function toProblem(error: unknown): ProblemAnswer {
  if (error instanceof DeskError) return fromDesk(error);
  if (error instanceof LedgerUnavailable) {
    return answer(503, `ledger_${error.reason}`, UNAVAILABLE[error.reason]);
  }
  if (error instanceof OutcomeUnrecorded) {
    return answer(
      503,
      'outcome_unrecorded',
      'The call to SRS was made, but its outcome could not be recorded: it is unknown. Do not retry.',
      { members: { callId: error.callId } },
    );
  }
  return fromExpress(error) ?? answer(500, 'internal', 'Something went wrong inside the desk.');
}
