import type { TroubleCode } from '@srs-desk/shared/health/trouble.ts';
import type { SrsFailure } from './errors.ts';
import type { AttemptOutcome } from './limiter.ts';

/** What kept a call from its answer. */
export interface FailureCause {
  code: TroubleCode;
  /** HTTP status of the answer that came, if one did. */
  status: number | null;
}

/** What a failure says of the way to SRS; null where SRS answered: not found, final, no evidence, terms. */
export function causeOf(failure: SrsFailure): FailureCause | null {
  switch (failure.kind) {
    case 'network_error':
      return { code: 'no_connection', status: null };
    case 'timeout':
      return { code: 'timeout', status: null };
    case 'invalid_response':
      return { code: 'unreadable', status: null };
    case 'token_failed':
      return { code: 'no_token', status: failure.status };
    case 'not_from_srs':
      return { code: 'not_from_srs', status: failure.status };
    case 'http_error':
    case 'unauthorized':
      return { code: 'http_error', status: failure.status };
    case 'rate_limited':
      return { code: 'asked_to_wait', status: 429 };
    default:
      return null;
  }
}

/** What a failure tells the limiter: whether SRS asks for less, is overloaded, or is alive all the same. */
export function outcomeOf(failure: SrsFailure): AttemptOutcome {
  if (failure.kind === 'rate_limited') return { kind: 'rate_limited', retryAfterMs: failure.retryAfterMs };
  const cause = causeOf(failure);
  const isRefusal =
    (failure.kind === 'http_error' && failure.status < 500) ||
    (failure.kind === 'unauthorized' && failure.status !== 401);
  if (cause === null || isRefusal) return { kind: 'alive' };
  const retryAfterMs = failure.kind === 'http_error' ? failure.retryAfterMs : null;
  return { kind: 'overload', retryAfterMs, ...cause };
}
