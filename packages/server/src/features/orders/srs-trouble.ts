import { type DeskError, Unavailable, Unprocessable, UpstreamFailed } from '../../platform/errors.ts';
import { describeFailure, type SrsFailure, wasNeverSent } from '../../platform/srs/errors.ts';

/** What a failed call means for whoever waits, when it is certain that SRS did not act. */
export function srsTrouble(failure: SrsFailure, callId: number | null): DeskError {
  const words = describeFailure(failure);
  const members = { callId, failure: failure.kind };
  if (wasNeverSent(failure)) {
    const until = 'until' in failure ? new Date(failure.until).toISOString() : null;
    const when = until === null ? '' : ` until ${until}`;
    return new Unavailable('srs_not_asked', `SRS is not asked${when} (${words}). Nothing was sent.`, {
      ...members,
      nextTryAt: until,
    });
  }
  if (failure.kind === 'rate_limited') {
    return new Unavailable('srs_busy', 'SRS asks to wait (too many requests). Nothing was done.', members);
  }
  if (failure.kind === 'http_error' && failure.status >= 400 && failure.status < 500) {
    return new Unprocessable('srs_refused', `SRS refused the request: ${words}.`, members);
  }
  if (failure.kind === 'not_from_srs')
    return new UpstreamFailed('srs_failed', `${answeredBefore(failure.status)}: SRS did not do it.`, members);
  return new UpstreamFailed('srs_failed', `SRS did not do it: ${words}.`, members);
}

/** That an answer (HTTP `status`) is not SRS's own. */
export function answeredBefore(status: number): string {
  return `Something in front of SRS answered (HTTP ${status})`;
}
