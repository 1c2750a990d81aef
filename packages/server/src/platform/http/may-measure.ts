import type { Request } from 'express';
import type { Secret } from '../config/secrets.ts';

const LOOPBACK_PEER = /^(?:::ffff:)?127\.|^::1$/;

/**
 * Whether measures are given to who asks: with a token set, to who sends it as bearer; without one, to this machine alone,
 * and not through a proxy on it.
 */
export function mayMeasure(req: Request, token: Secret | null): boolean {
  if (token !== null) {
    const [, given] = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '') ?? [];
    return given !== undefined && token.matches(given);
  }
  const peer = req.socket.remoteAddress ?? '';
  return LOOPBACK_PEER.test(peer) && req.headers['x-forwarded-for'] === undefined;
}
