import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Authenticated } from './services.ts';

/** A number that a proxy in front gave the request, so that its log and ours can be read together. */
const GIVEN_ID = /^[\w.-]{8,64}$/;
/** Asked for all the time, by machines. */
const PROBES: ReadonlySet<string> = new Set(['GET /healthz', 'GET /readyz', 'GET /metrics']);

/**
 * Numbers the request, unless it came with an `X-Request-ID`, and when it is answered counts and logs it: by its route, never by
 * its address, which could name somebody. A stream of news is logged and not counted: it lasts as long as its page.
 */
export function requestLog(
  log: Logger,
  answered: (route: string, status: number, seconds: number) => void,
): RequestHandler {
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    const given = req.get('x-request-id') ?? '';
    const requestId = GIVEN_ID.test(given) ? given : randomUUID();
    res.locals.requestId = requestId;
    res.set('x-request-id', requestId);
    res.once('finish', () => {
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const route = typeof res.locals.route === 'string' ? res.locals.route : 'other';
      const isStream = String(res.getHeader('content-type')).startsWith('text/event-stream');
      if (!isStream) answered(route, res.statusCode, ms / 1000);
      const level = levelOf(route, res.statusCode);
      if (!log.isLevelEnabled(level)) return;
      const actor = (res.locals.auth as Authenticated | undefined)?.who.actor;
      log[level]({ requestId, route, status: res.statusCode, ms: Math.round(ms), actor }, 'answered');
    });
    next();
  };
}

function levelOf(route: string, status: number): 'warn' | 'info' | 'debug' {
  if (status >= 500) return 'warn';
  return PROBES.has(route) ? 'debug' : 'info';
}
