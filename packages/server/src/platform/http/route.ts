import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import type { Request, Response } from 'express';
import type * as z from 'zod';
import type { Desk, Principal } from '../desk.ts';
import type { Authenticated, HttpServices } from './services.ts';
import type { Work } from './work-limit.ts';

/** `public` needs no login, `session` any login, else the named permission. */
type Access = 'public' | 'session' | Permission;

/** What a handler gets: who asks, the parsed input, and the desk to call verbs with. */
export interface RequestContext<P, Q, B> {
  desk: Desk;
  who: Principal;
  /** How it is known who asks; null on public routes without a login. */
  auth: Authenticated | null;
  services: HttpServices;
  /** Aborted when whoever asks has left before the whole answer was sent: long work then stops. */
  gone: AbortSignal;
  params: P;
  query: Q;
  body: B;
  req: Request;
  res: Response;
}

/** What a handler answers; `undefined` when it has written to `res` itself (streams, SSE). */
export type Answer =
  | { status?: number; headers?: Record<string, string | string[]>; body?: unknown }
  | undefined;

/** Files of these media types, the first unless something else is asked for. */
export interface FileForm {
  readonly media: readonly [string, ...string[]];
}

/** The form of an answer's body: JSON of a schema, a file, or nothing. */
export type AnswerForm = z.ZodType | FileForm | null;

/** The forms of a route's answers by status; 303 leads elsewhere, 503 is an answer where somebody asks whether the desk is ready. */
type Answers = Readonly<Partial<Record<200 | 201 | 202 | 204 | 303 | 503, AnswerForm>>>;

/** The status of a route's answers that name none. */
export function usualStatus(route: Pick<Route, 'answers'>): number {
  return Number(Object.keys(route.answers)[0] ?? 200);
}

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
  /** What is costly of it: only so much goes on at once, counted until it has ended, also where nobody waits for it. */
  work?: Work;
  /** Asks a person to have proven within 5 minutes who they are. */
  reauthenticated?: true;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** What it answers when all went well, by status; the first is meant where the handler names none. */
  answers: Answers;
  /** The handler reads the request stream itself, else it is JSON up to 1 MiB: these media types, and JSON of this form. */
  streamed?: { media?: readonly string[]; json?: z.ZodType };
  handle(asked: RequestContext<P, Q, B>): Promise<Answer> | Answer;
}

/** Keeps the types of params, query and body together while the table holds routes of any shape. */
export function defineRoute<P, Q, B>(route: Route<P, Q, B>): Route {
  return route;
}
