import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { SrsConfig } from '../config/config.ts';
import type { CallSubject, OutboundRequest } from '../recorder/call.ts';
import { type Endpoint, TIMEOUTS } from './endpoints.ts';
import type { OnBehalf } from './srs-call.ts';

type Timeouts = Partial<Record<CallOperation, number>>;

/** Whether a call needs the access token: the RA service may be configured to do without. */
export function needsToken({ upstream }: Endpoint, config: SrsConfig): boolean {
  return upstream !== 'ras' || config.rasAuth === 'bearer';
}

/** A call as it goes out; `timeouts` (ms) where they differ from the defaults. */
export function requestOf(
  endpoint: Endpoint,
  token: string | null,
  config: SrsConfig,
  timeouts: Timeouts | undefined,
): OutboundRequest {
  const { operation, upstream, method, path, body } = endpoint;
  const bearer = token !== null && needsToken(endpoint, config) ? { authorization: `Bearer ${token}` } : {};
  const timeoutMs = timeouts?.[operation] ?? TIMEOUTS[operation];
  return { upstream, method, path, headers: { ...endpoint.headers, ...bearer }, body, timeoutMs };
}

/** Whose call it is and what it is about, as the recorder writes it down. */
export function subjectOf({ operation }: Endpoint, by: OnBehalf, attempt: number): CallSubject {
  const { actor, origin, refId, orderId, externalId, subject, msisdn } = by;
  return { operation, actor, origin, refId, orderId, externalId, subject, msisdn, attempt };
}
