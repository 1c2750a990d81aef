import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Desk, Principal } from '../desk.ts';
import type { Authenticated, HttpServices } from './services.ts';

/** `public` needs no login, `session` any login, else the named permission. */
export type Access = 'public' | 'session' | Permission;

/** What a handler gets: who asks, the parsed input, and the desk to call verbs with. */
export interface RequestContext<P, Q, B> {
  desk: Desk;
  who: Principal;
  /** How it is known who asks; null on public routes without a login. */
  auth: Authenticated | null;
  services: HttpServices;
  params: P;
  query: Q;
  body: B;
  req: Request;
  res: Response;
}

/** What a handler answers; `undefined` when it has written to `res` itself (streams, SSE). */
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | undefined;

/**
 * One route of the API. The table of all routes is the source of the router, of `/api/openapi.json` and of the
 * access matrix test: a route cannot exist without saying who may use it.
 */
export interface Route<P = unknown, Q = unknown, B = unknown> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path, e.g. `/api/orders/:refId`. */
  path: string;
  access: Access;
  summary: string;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Status of a good answer that does not name its own; 200 unless said otherwise. */
  status?: 201 | 202 | 204;
  /** For the API description. */
  answer?: z.ZodType;
  /** `none`: the handler reads the request stream itself (uploads, gateway). Default: JSON up to 1 MiB. */
  bodyReader?: 'json' | 'none';
  handle(asked: RequestContext<P, Q, B>): Promise<Answer> | Answer;
}

/** Keeps the types of params, query and body together while the table holds routes of any shape. */
export function defineRoute<P, Q, B>(route: Route<P, Q, B>): Route {
  return route;
}
