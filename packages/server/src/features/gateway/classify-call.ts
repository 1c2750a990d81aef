import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import type { SrsConfig } from '../../platform/config/config.ts';

/** The services behind the gateway, as they stand in its address. */
export const SERVICES = ['srs', 'ras', 'idp'] as const;
export type Service = (typeof SERVICES)[number];

/** The methods that are passed on. */
export const PASSED_ON = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What an application's request is about, as far as verb and path tell. */
export interface GatewayCall {
  operation: CallOperation;
  /** As SRS writes it, however the application did; what is none stays as it is. */
  refId: string | null;
  /** `{issuer}/{method}` of a placing call. */
  provider: { issuer: string; method: string } | null;
}

function decoded(text: string | undefined): string | null {
  try {
    return text === undefined || text === '' ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}

function call(operation: CallOperation, refId: string | null = null): GatewayCall {
  return { operation, refId, provider: null };
}

/** The Ref ID in a path of the form `/a/{refId}/b`; null when it has another form. */
function refIdAt(path: string, form: string): string | null {
  const [before = '', after = ''] = form.split('{refId}', 2);
  if (!path.startsWith(before) || !path.endsWith(after)) return null;
  const part = path.slice(before.length, path.length - after.length);
  const refId = decoded(part);
  return refId !== null && /^[\w.~-]{1,128}$/.test(refId) ? (refIdIn(refId) ?? refId) : null;
}

function srsCall(verb: string, path: string, cancel: SrsConfig['cancel']): GatewayCall {
  const cancelled = verb === cancel.method ? refIdAt(path, cancel.path) : null;
  if (cancelled !== null) return call('cancel_order', cancelled);
  const read = verb === 'GET' ? refIdAt(path, '/api/identifications/{refId}') : null;
  if (read !== null) return call('get_status', read);
  if (verb === 'GET' && path === '/api/providers') return call('list_methods');
  const placed = verb === 'POST' ? /^\/api\/providers\/([^/]+)\/([^/]+)$/.exec(path) : null;
  const issuer = decoded(placed?.[1]);
  const method = decoded(placed?.[2]);
  if (issuer !== null && method !== null)
    return { operation: 'place_order', refId: null, provider: { issuer, method } };
  return call('other');
}

function rasCall(verb: string, path: string): GatewayCall {
  if (verb === 'POST' && path === '/api/evidences/verify') return call('verify');
  return call(verb === 'POST' && path === '/api/evidences/lookup' ? 'lookup' : 'other');
}

/** A path as servers take it that see one slash in several, and none at the end: what a base URL that ends in one makes. */
function plainPath(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** Recognises a request by service, verb and path (without query), however many slashes stand where one would do. Pure. */
export function classifyCall(
  service: Service,
  verb: string,
  path: string,
  cancel: SrsConfig['cancel'],
): GatewayCall {
  switch (service) {
    case 'srs':
      return srsCall(verb, plainPath(path), { ...cancel, path: plainPath(cancel.path) });
    case 'ras':
      return rasCall(verb, plainPath(path));
    case 'idp':
      return call(verb === 'POST' ? 'token' : 'other');
  }
}
