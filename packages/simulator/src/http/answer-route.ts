import type { IncomingMessage } from 'node:http';
import { type Answer, JSON_TYPE, problem } from '../problem.ts';
import { lookUpEvidence, verifyEvidence } from '../ra-service.ts';
import type { Simulation } from '../simulation.ts';
import { cancelOrder, getStatus, listMethods, placeOrder } from '../srs-service.ts';
import { type Credentials, issueToken } from '../token-service.ts';
import type { Route } from './classify.ts';

/** What answers need besides the state. */
export interface WireContext {
  readonly credentials: Credentials;
  /** Where the simulator is reached, for target URLs; known once it listens. */
  baseUrl: string;
}

/** The vendor type the caller asked for, else plain JSON. */
function contentTypeFor(accept: string | undefined): string {
  const match = /application\/vnd\.sc\.[a-z0-9.+-]+/i.exec(accept ?? '');
  return match === null ? JSON_TYPE : match[0];
}

function unauthorized(): Answer {
  return problem(401, 'INVALID_TOKEN', 'The bearer token is missing, unknown or expired.', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}

function hasToken(simulation: Simulation, authorization: string | undefined): boolean {
  if (authorization === undefined || !/^bearer /i.test(authorization)) return false;
  return simulation.tokens.valid(authorization.slice(7).trim(), simulation.clock.real());
}

/** A body's JSON; undefined for an empty one; an answer when it cannot be read. */
function parseJson(body: string): { value: unknown } | { refusal: Answer } {
  if (body.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(body) };
  } catch {
    return { refusal: problem(400, 'INVALID_JSON', 'The body is not JSON.') };
  }
}

/** The answer of the service that a route belongs to. SRS demands a token; RA takes calls with and without. */
export function answerRoute(
  simulation: Simulation,
  context: WireContext,
  req: IncomingMessage,
  route: Route,
  query: string,
  body: string,
): Answer {
  const { authorization, accept } = req.headers;
  const { operation } = route;
  if (operation === 'token') {
    const form = new URLSearchParams(body);
    return issueToken(simulation, context.credentials, new URLSearchParams(query), form, authorization);
  }
  if (operation === 'other') return problem(404, 'NOT_FOUND', 'Nothing is served under this path.');
  const isRa = operation === 'verify' || operation === 'lookup';
  if (!isRa && !hasToken(simulation, authorization)) return unauthorized();
  const contentType = contentTypeFor(accept);
  switch (operation) {
    case 'get_status':
      return getStatus(simulation, route.refId, context.baseUrl, contentType);
    case 'cancel_order':
      return cancelOrder(simulation, route.refId);
    case 'list_methods':
      return listMethods(new URLSearchParams(query), contentType);
  }
  const parsed = parseJson(body);
  if ('refusal' in parsed) return parsed.refusal;
  switch (operation) {
    case 'place_order':
      return placeOrder(simulation, route, parsed.value, context.baseUrl, contentType);
    case 'verify':
      return verifyEvidence(simulation, parsed.value, contentType);
    case 'lookup':
      return lookUpEvidence(simulation, parsed.value, contentType);
  }
}
