import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Authenticated } from './services.ts';

/**
 * Numbers the request, and when it is answered counts and logs it: by its route, never by its address, which could
 * name somebody.
 */
export function requestLog(
  log: Logger,
  answered: (route: string, status: number, seconds: number) => void,
): RequestHandler {
  return (_req, res, next) => {
    const started = process.hrtime.bigint();
    const requestId = randomUUID();
    res.locals.requestId = requestId;
    res.set('x-request-id', requestId);
    res.once('finish', () => {
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const route = typeof res.locals.route === 'string' ? res.locals.route : 'other';
      answered(route, res.statusCode, ms / 1000);
      const level = res.statusCode >= 500 ? 'warn' : 'debug';
      if (!log.isLevelEnabled(level)) return;
      const actor = (res.locals.auth as Authenticated | undefined)?.who.actor;
      log[level]({ requestId, route, status: res.statusCode, ms: Math.round(ms), actor }, 'answered');
    });
    next();
  };
}
