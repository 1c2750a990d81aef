import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { SrsConfig } from '../config/config.ts';
import type { OutboundRequest, Upstream } from '../recorder/call.ts';
import type { PlaceRequest, ProviderFilter, VerifyRequest } from './srs-call.ts';

/** Media types of the public samples (D). */
const PROVIDER_TYPE = 'application/vnd.sc.miss.provider.v1+json';
const EVIDENCE_TYPE = 'application/vnd.sc.ras.evidence.v1+json';

/** A call before it has a token: what is sent where. */
export interface Endpoint {
  operation: CallOperation;
  upstream: Upstream;
  method: OutboundRequest['method'];
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Longest wait for an answer, ms, per operation. */
export const TIMEOUTS: Readonly<Record<CallOperation, number>> = {
  token: 10_000,
  list_methods: 15_000,
  place_order: 30_000,
  get_status: 15_000,
  cancel_order: 20_000,
  verify: 20_000,
  lookup: 20_000,
  other: 30_000,
};

/** D: `GET /api/providers`. A: the names `offline`, `webflow`, `realtime`, and repetition for several values. */
export function listMethodsEndpoint(filter: ProviderFilter): Endpoint {
  const query = new URLSearchParams();
  for (const issuer of filter.issuer ?? []) query.append('issuer', issuer);
  for (const jurisdiction of filter.jurisdiction ?? []) query.append('jurisdiction', jurisdiction);
  if (filter.loa !== undefined) query.append('loa', filter.loa);
  if (filter.method !== undefined) query.append('method', filter.method);
  for (const name of ['offline', 'webflow', 'realtime'] as const) {
    const value = filter[name];
    if (value !== undefined) query.append(name, String(value));
  }
  const text = query.toString();
  return {
    operation: 'list_methods',
    upstream: 'srs',
    method: 'GET',
    path: `/api/providers${text === '' ? '' : `?${text}`}`,
    headers: { accept: `${PROVIDER_TYPE}, application/json` },
  };
}

/** D: `POST /api/providers/{issuer}/{method}`. A: that these are the catalogue's names. */
export function placeEndpoint({ issuer, method, data }: PlaceRequest): Endpoint {
  return {
    operation: 'place_order',
    upstream: 'srs',
    method: 'POST',
    path: `/api/providers/${encodeURIComponent(issuer)}/${encodeURIComponent(method)}`,
    headers: { accept: PROVIDER_TYPE, 'content-type': PROVIDER_TYPE },
    body: JSON.stringify(data),
  };
}

/** D: `GET /api/identifications/{refId}`. */
export function statusEndpoint(refId: string): Endpoint {
  return {
    operation: 'get_status',
    upstream: 'srs',
    method: 'GET',
    path: `/api/identifications/${encodeURIComponent(refId)}`,
    headers: { accept: 'application/json' },
  };
}

/** D: that there is a cancellation. A: its verb and path, both configurable. */
export function cancelEndpoint(refId: string, form: SrsConfig['cancel']): Endpoint {
  return {
    operation: 'cancel_order',
    upstream: 'srs',
    method: form.method,
    path: form.path.replaceAll('{refId}', encodeURIComponent(refId)),
    headers: { accept: 'application/json' },
  };
}

/** D: the verify call of the RA service. A: without a known name, `distinguishedName` is left out. */
export function verifyEndpoint(request: VerifyRequest): Endpoint {
  const { jurisdiction, assuranceLevel, msisdn, distinguishedName } = request;
  return {
    operation: 'verify',
    upstream: 'ras',
    method: 'POST',
    path: '/api/evidences/verify',
    headers: { accept: EVIDENCE_TYPE, 'content-type': 'application/json' },
    body: JSON.stringify({
      jurisdiction: jurisdiction.toLowerCase(),
      ...(distinguishedName === undefined ? {} : { distinguishedName }),
      msisdn,
      assuranceLevel,
    }),
  };
}

/** D: the evidence look-up of the RA service. */
export function lookupEndpoint(msisdn: string): Endpoint {
  return {
    operation: 'lookup',
    upstream: 'ras',
    method: 'POST',
    path: '/api/evidences/lookup',
    headers: { accept: EVIDENCE_TYPE, 'content-type': 'application/json' },
    body: JSON.stringify({ msisdn }),
  };
}

/**
 * D: client credentials at the token endpoint. The parameters go in the form body (RFC 6749 §4.4.2), where no proxy
 * logs them; the samples show them in the query. A: the test environment's extra user name is HTTP basic.
 */
export function tokenEndpoint(config: SrsConfig): Endpoint {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: config.clientId,
    client_secret: config.clientSecret.reveal(),
    scope: config.scope,
  });
  const basic = config.basic;
  return {
    operation: 'token',
    upstream: 'token',
    method: 'POST',
    path: '',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(basic === null
        ? {}
        : {
            authorization: `Basic ${Buffer.from(`${basic.user}:${basic.password.reveal()}`).toString('base64')}`,
          }),
    },
    body: form.toString(),
  };
}
