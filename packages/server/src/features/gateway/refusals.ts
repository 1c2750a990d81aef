import { LONGEST_REQUEST } from './read-request.ts';

/** The header that carries a key for the gateway; it is never sent on. */
export const KEY_HEADER = 'x-gateway-key';

/** The header of the gateway's own answers, with their code: by it they are told apart from the service's. */
export const OWN_ANSWER = 'x-srs-desk-gateway';

/** What the gateway says in its own words, by code. */
export const REFUSALS = {
  gateway_key: { status: 401, detail: `This gateway asks for a key (header ${KEY_HEADER}).` },
  no_browser: { status: 403, detail: 'The gateway is for applications, not for browsers or their pages.' },
  not_found: { status: 404, detail: 'The gateway leads to /srs, /ras and /idp.' },
  method_not_allowed: { status: 405, detail: 'The gateway does not pass this method on.' },
  too_large: {
    status: 413,
    detail: `The request’s body is longer than the ${LONGEST_REQUEST} bytes that the gateway takes.`,
  },
  too_many_calls: { status: 429, detail: 'This key makes more calls per second than the desk lets it.' },
  internal: { status: 500, detail: 'Something went wrong inside the desk.' },
  upstream_failed: {
    status: 502,
    detail: 'The service behind the gateway could not be reached or broke off.',
  },
  disk_low: { status: 503, detail: 'The disk of the desk is nearly full, so the call was not made.' },
  not_recorded: {
    status: 503,
    detail: 'The call cannot be recorded at the moment, so it was not made.',
  },
  upstream_timeout: { status: 504, detail: 'The service behind the gateway did not answer.' },
} as const satisfies Record<string, { status: number; detail: string }>;

export type Refusal = keyof typeof REFUSALS;
