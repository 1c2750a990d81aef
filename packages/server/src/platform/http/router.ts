import { isUtf8 } from 'node:buffer';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Desk, Principal } from '../desk.ts';
import { Forbidden, MethodNotAllowed, Unauthenticated } from '../errors.ts';
import { holds } from '../holds.ts';
import { guardAgainstForgery } from './forgery-guard.ts';
import { parseInput } from './parse-input.ts';
import { RawJson } from './raw-json.ts';
import { notUtf8, WrongContentType } from './read-body.ts';
import { guardReauthentication } from './reauthentication.ts';
import { type Answer, type Route, usualStatus } from './route.ts';
import type { Authenticated, HttpServices } from './services.ts';
import { type Work, WorkLimit } from './work-limit.ts';

/** Largest JSON body, bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Stands for whoever asks on a public route without a login: nothing may rest on it. */
const NOBODY: Principal = {
  kind: 'system',
  name: 'anonymous',
  role: 'finance',
  actor: 'anonymous',
  origin: 'user',
};

/** Puts the routes of the table on the app, each behind its access rule. */
export function mountRoutes(
  app: Express,
  desk: Desk,
  services: HttpServices,
  routes: readonly Route[],
): void {
  const limit = new WorkLimit();
  const readJson = express.json({
    limit: BODY_LIMIT,
    type: ['application/json', 'application/*+json'],
    verify: insistOnUtf8,
  });
  for (const route of routes) {
    const readsBody = route.method !== 'get' && route.streamed === undefined;
    const handlers: RequestHandler[] = [
      admit(desk, services, route),
      ...(route.work ? [boundWork(limit, route.work)] : []),
      ...(readsBody ? [readJson, refuseOtherBodies] : []),
      carryOut(desk, services, route),
    ];
    app[route.method](route.path, ...handlers);
  }
  // After all routes: `/api/orders/:refId` must not shadow `/api/orders/import`, whatever their order. Made when first needed,
  // for it takes as long as all that is above.
  let others: RequestHandler | null = null;
  app.use((req, res, next) => {
    others ??= refuseOtherMethods(routes);
    others(req, res, next);
  });
}

// Read otherwise, a name would be another one without a word.
function insistOnUtf8(_req: unknown, _res: unknown, body: Buffer, encoding: string): void {
  if (encoding === 'utf-8' && !isUtf8(body)) throw notUtf8();
}

/** Left unread, a body of another type would count as an empty one, and all that it names as everything. */
const refuseOtherBodies: RequestHandler = (req, _res, next) => {
  if (req.body === undefined && hasBody(req))
    throw new WrongContentType('wrong_content_type', 'The body must be sent as application/json.');
  next();
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function refuseOtherMethods(routes: readonly Route[]): RequestHandler {
  const router = express.Router();
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of routes) {
    const known = methods.get(path) ?? new Set<string>();
    known.add(method.toUpperCase());
    if (method === 'get') known.add('HEAD');
    methods.set(path, known);
  }
  for (const [path, allowed] of methods) {
    router.all(path, () => {
      throw new MethodNotAllowed([...allowed]);
    });
  }
  return router;
}

function nameOf(route: Route): string {
  return `${route.method.toUpperCase()} ${route.path}`;
}

function authenticatedOf(res: Response): Authenticated | null {
  return (res.locals.auth as Authenticated | undefined) ?? null;
}

function mayNot({ kind, role }: Principal): string {
  return kind === 'key' ? 'This key may not do this.' : `Your role (${role}) may not do this.`;
}

/** What an account lacks before its person may do anything but mend that. */
function guardUnfinishedAccount({ mustChangePassword, mustEnrolFactor }: Authenticated): void {
  if (mustChangePassword)
    throw new Forbidden(
      'password_change_required',
      'Somebody else set your password: choose your own first.',
    );
  if (mustEnrolFactor)
    throw new Forbidden(
      'second_factor_required',
      'Your role needs a second factor at login: set up an authenticator app first.',
    );
}

// Before the body is read: nobody unknown makes the server parse a megabyte.
function admit(desk: Desk, services: HttpServices, route: Route): RequestHandler {
  const name = nameOf(route);
  return (req, res, next) => {
    res.locals.route = name;
    const auth = services.authenticator.authenticate(req);
    if (auth) res.locals.auth = auth;
    guardAgainstForgery(req, auth?.by === 'cookie', desk.config.publicUrl);
    if (route.access === 'public') return next();
    if (!auth) {
      services.denials.anonymous(name, 'not_logged_in');
      throw new Unauthenticated('not_logged_in', 'Log in, or send an API key.');
    }
    if (route.access !== 'session' && !holds(auth.who, route.access)) {
      services.denials.known(auth.who, name, route.access);
      throw new Forbidden('role_may_not', mayNot(auth.who), { permission: route.access });
    }
    if (route.access !== 'session') guardUnfinishedAccount(auth);
    if (route.reauthenticated) guardReauthentication(auth, desk.clock.now());
    next();
  };
}

/** Before the body is read, too: what is refused takes no memory. The place is free when answer and work have both ended. */
function boundWork(limit: WorkLimit, work: Work): RequestHandler {
  return (_req, res, next) => {
    const leave = limit.enter(work, authenticatedOf(res)?.who.actor ?? 'anonymous');
    res.once('close', () => void Promise.resolve(res.locals.work).then(leave, leave));
    next();
  };
}

/** Aborted when the connection closes before the answer is whole. */
function leftBy(res: Response): AbortSignal {
  const left = new AbortController();
  if (res.destroyed) left.abort();
  res.once('close', () => {
    if (!res.writableFinished) left.abort();
  });
  return left.signal;
}

/** What a stream to somebody who has left ends with. */
const CUT_OFF = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'];

/** Whether work only ended because nobody waits for it any more. */
function isLeaving(error: unknown, gone: AbortSignal): boolean {
  if (!gone.aborted || !(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && CUT_OFF.includes(String(error.code)));
}

function carryOut(desk: Desk, services: HttpServices, route: Route): RequestHandler {
  return async (req: Request, res: Response) => {
    const auth = authenticatedOf(res);
    const gone = leftBy(res);
    const work = Promise.resolve().then(() =>
      route.handle({
        desk,
        services,
        gone,
        auth,
        who: auth?.who ?? NOBODY,
        params: route.params ? parseInput(route.params, req.params) : undefined,
        query: route.query ? parseInput(route.query, req.query) : undefined,
        body: route.body ? parseInput(route.body, req.body ?? {}) : undefined,
        req,
        res,
      }),
    );
    res.locals.work = work;
    const answer = await work.catch((error: unknown) => {
      if (!isLeaving(error, gone)) throw error;
    });
    if (answer !== undefined) send(res, { status: usualStatus(route), ...answer });
  };
}

function send(res: Response, { status = 200, headers = {}, body }: NonNullable<Answer>): void {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (body === undefined) {
    res.end();
    return;
  }
  if (typeof body === 'string') {
    if (!res.hasHeader('content-type')) res.type('application/json');
    res.send(body);
    return;
  }
  // Without `res.send`, which looks for what these answers do not have: an ETag, another type, a request that is fresh.
  const bytes = bytesOf(body instanceof RawJson ? body.text : JSON.stringify(body));
  if (!res.hasHeader('content-type')) res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', bytes.length);
  res.end(bytes);
}

function bytesOf(body: string | Uint8Array): Buffer {
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.length);
}
