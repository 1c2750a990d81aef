import type { RequestHandler } from 'express';
import { LOOPBACK } from '../config/loopback.ts';
import { InvalidInput } from '../errors.ts';

/** What is asked by address, not by name: whether the desk runs, and its measures. */
const BY_ANY_NAME = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Where it is known at which address people open the desk, it answers there and to this machine by name alone: a page of
 * another site whose name was made to lead here gets nothing.
 */
export function guardHost(publicUrl: string): RequestHandler {
  const host = new URL(publicUrl).host;
  return (req, _res, next) => {
    const asked = req.host ?? '';
    const name = asked.replace(/:\d+$/, '');
    if (asked === host || LOOPBACK.has(name) || BY_ANY_NAME.has(req.path)) return next();
    throw new InvalidInput(
      { host: `must be ${host}` },
      `This desk answers at ${publicUrl} only (PUBLIC_URL).`,
      'wrong_host',
    );
  };
}
