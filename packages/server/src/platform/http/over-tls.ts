import type { Request, RequestHandler } from 'express';
import type { Config } from '../config/config.ts';

type Address = Pick<Config, 'publicUrl' | 'hstsSubdomains'>;

/** Whether the browser reaches the desk over TLS: it says so itself, or people open it at an https address. */
export function isOverTls(req: Pick<Request, 'secure'>, { publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  return req.secure || publicUrl?.startsWith('https:') === true;
}

/** Over TLS browsers are told to come over TLS alone, for a year; without it they would not listen. */
export function strictTransport(config: Address): RequestHandler {
  const value = `max-age=31536000${config.hstsSubdomains ? '; includeSubDomains' : ''}`;
  return (req, res, next) => {
    if (isOverTls(req, config)) res.set('strict-transport-security', value);
    next();
  };
}
