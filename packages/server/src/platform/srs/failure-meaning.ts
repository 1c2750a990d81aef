import type { SrsFailure } from './errors.ts';
import type { AttemptOutcome } from './limiter.ts';
import type { SrsHealth } from './srs-call.ts';

/** What a failure says of the way to SRS; null where SRS answered: not found, final, no evidence, terms. */
export function troubleOf(
  failure: SrsFailure,
): Pick<NonNullable<SrsHealth['lastFailure']>, 'kind' | 'status'> | null {
  switch (failure.kind) {
    case 'network_error':
    case 'timeout':
    case 'invalid_response':
      return { kind: failure.kind, status: null };
    case 'http_error':
    case 'unauthorized':
    case 'not_from_srs':
    case 'token_failed':
      return { kind: 'http_error', status: failure.status };
    case 'rate_limited':
      return { kind: 'http_error', status: 429 };
    default:
      return null;
  }
}

/** What a failure tells the limiter: whether SRS asks for less, is overloaded, or is alive all the same. */
export function outcomeOf(failure: SrsFailure): AttemptOutcome {
  switch (failure.kind) {
    case 'rate_limited':
      return { kind: 'rate_limited', retryAfterMs: failure.retryAfterMs };
    case 'network_error':
    case 'timeout':
    case 'invalid_response':
    case 'token_failed':
      return { kind: 'overload', retryAfterMs: null };
    case 'unauthorized':
      return failure.status === 401 ? { kind: 'overload', retryAfterMs: null } : { kind: 'alive' };
    case 'not_from_srs':
      return { kind: 'overload', retryAfterMs: null };
    case 'http_error':
      return failure.status >= 500
        ? { kind: 'overload', retryAfterMs: failure.retryAfterMs }
        : { kind: 'alive' };
    default:
      return { kind: 'alive' };
  }
}
