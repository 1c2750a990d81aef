import type { CallAnswer } from '@srs-desk/shared/call/fields.ts';

/** Every way in which a call to SRS or the RA service can fail, as a closed set. Times are ms since epoch. */
export type SrsFailure =
  /** An error answer with no meaning of its own here; `code` is SRS's, where its body names one. */
  | { kind: 'http_error'; status: number; code: string | null; retryAfterMs: number | null }
  /** 401 even with a fresh token, or 403 without a known reason. */
  | { kind: 'unauthorized'; status: number; code: string | null }
  | { kind: 'rate_limited'; retryAfterMs: number | null }
  /** SRS says, in its own error form, that it does not know this Ref ID. */
  | { kind: 'not_found' }
  /**
   * A 404, 409 or 410 in another form than SRS's own, or without a body: something in front of it may have answered. It says
   * nothing about the order.
   */
  | { kind: 'not_from_srs'; status: number }
  /** The order can no longer be cancelled. */
  | { kind: 'order_final' }
  | { kind: 'evidence_not_found' }
  | { kind: 'terms_not_accepted' }
  | { kind: 'network_error'; detail: string }
  | { kind: 'timeout' }
  /** An answer that cannot be understood (HTML, wrong types, cut off). */
  | { kind: 'invalid_response'; detail: string }
  /** No token could be had; the call itself was not made. */
  | { kind: 'token_failed'; reason: string; status: number | null; cause: SrsFailure }
  /** Too many calls failed in a row: nothing is sent until then. The call was not made. */
  | { kind: 'breaker_open'; until: number }
  /** SRS asked for a pause that is longer than somebody would wait. The call was not made. */
  | { kind: 'paused'; until: number }
  /** The desk is stopping or suspended; the call was not made. */
  | { kind: 'aborted' };

type SrsFailureKind = SrsFailure['kind'];

/** Failures after which it is certain that SRS never received the call. */
const NEVER_SENT: ReadonlySet<SrsFailureKind> = new Set([
  'token_failed',
  'breaker_open',
  'paused',
  'aborted',
]);

/** True when the call was never made, so that SRS cannot have acted on it. */
export function wasNeverSent(failure: SrsFailure): boolean {
  return NEVER_SENT.has(failure.kind);
}

/**
 * True when SRS may have acted although no usable answer came: lost on the way back, timed out, unreadable, or an
 * error of the server's own. What really holds is known only after reading the order again.
 */
export function isOutcomeUnknown(failure: SrsFailure): boolean {
  return (
    failure.kind === 'network_error' ||
    failure.kind === 'timeout' ||
    failure.kind === 'invalid_response' ||
    failure.kind === 'not_from_srs' ||
    (failure.kind === 'http_error' && failure.status >= 500)
  );
}

/**
 * True when SRS may have placed an order although no usable answer came. Where something in front of it found no way to it, it
 * has not.
 */
export function mayHavePlaced(failure: SrsFailure): boolean {
  const isWayless = failure.kind === 'not_from_srs' && failure.status !== 409;
  return isOutcomeUnknown(failure) && !isWayless;
}

/** True when SRS was there and would not have just this call: to repeat it as it is will hardly help. */
export function isRefusal(failure: SrsFailure): boolean {
  if (failure.kind === 'unauthorized') return failure.status === 403;
  return (
    failure.kind === 'http_error' && failure.status >= 400 && failure.status < 500 && failure.status !== 408
  );
}

/** What SRS itself answers by an HTTP error to what was asked; null when the call did go wrong. */
export function answerOf(failure: SrsFailure): CallAnswer | null {
  switch (failure.kind) {
    case 'evidence_not_found':
      return 'no_evidence';
    case 'terms_not_accepted':
      return 'terms_not_accepted';
    case 'order_final':
      return 'already_final';
    case 'not_found':
      return 'unknown_at_srs';
    default:
      return null;
  }
}

/** One line for logs and pages; never holds a secret or a person's data. */
export function describeFailure(failure: SrsFailure): string {
  switch (failure.kind) {
    case 'http_error':
      return `HTTP ${failure.status}${failure.code === null ? '' : ` (${failure.code})`}`;
    case 'unauthorized':
      return `not authorised (HTTP ${failure.status})`;
    case 'not_from_srs':
      return `HTTP ${failure.status} that is not SRS’s own`;
    case 'rate_limited':
      return 'too many requests (HTTP 429)';
    case 'network_error':
      return `no connection (${failure.detail})`;
    case 'invalid_response':
      return `unreadable answer (${failure.detail})`;
    case 'token_failed':
      return `no token (${failure.reason})`;
    default:
      return failure.kind.replaceAll('_', ' ');
  }
}
