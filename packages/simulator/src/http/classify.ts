import type { Operation } from '../call-log.ts';

/** A request for one of the three services, recognised by verb and path. */
export type Route =
  | { operation: 'token' | 'list_methods' | 'verify' | 'lookup' | 'other' }
  | { operation: 'place_order'; issuer: string; method: string }
  | { operation: 'get_status' | 'cancel_order'; refId: string };

const IDENTIFICATIONS = '/api/identifications/';
const PROVIDERS = '/api/providers';

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function place(path: string): Route {
  const [issuer, method, ...rest] = path
    .slice(PROVIDERS.length + 1)
    .split('/')
    .map(decoded);
  return issuer && method && rest.length === 0
    ? { operation: 'place_order', issuer, method }
    : { operation: 'other' };
}

/**
 * What a request asks for. The token endpoint's path is nowhere documented, so any POST to a path that ends
 * in `/token` is taken for one.
 */
export function classify(verb: string, path: string): Route {
  if (path.startsWith(IDENTIFICATIONS)) {
    const refId = decoded(path.slice(IDENTIFICATIONS.length));
    if (refId && !refId.includes('/')) {
      if (verb === 'GET') return { operation: 'get_status', refId };
      if (verb === 'DELETE') return { operation: 'cancel_order', refId };
    }
    return { operation: 'other' };
  }
  if (verb === 'GET') return { operation: path === PROVIDERS ? 'list_methods' : 'other' };
  if (verb !== 'POST') return { operation: 'other' };
  if (path === '/api/evidences/verify') return { operation: 'verify' };
  if (path === '/api/evidences/lookup') return { operation: 'lookup' };
  if (path.startsWith(`${PROVIDERS}/`)) return place(path);
  return { operation: path.endsWith('/token') ? 'token' : 'other' };
}

/** Whether an operation leaves something behind, so that losing its answer makes a difference. */
export function changesState(operation: Operation): boolean {
  return operation === 'place_order' || operation === 'cancel_order' || operation === 'token';
}
