import { may, type Permission } from '@srs-desk/shared/access/permissions.ts';
import { ROLES, type Role } from '@srs-desk/shared/access/roles.ts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../src/app/routes.ts';
import { defineRoute, type Route } from '../../src/platform/http/route.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

/** What needs no permission, each with the reason why. Anything else has to name one. */
const OPEN: Record<string, 'public' | 'session'> = {
  'POST /api/session': 'public',
  'POST /api/session/code': 'public',
  'DELETE /api/session': 'public',
  'GET /api/login-options': 'public',
  'GET /api/oidc/login': 'public',
  'GET /api/oidc/callback': 'public',
  'POST /api/oidc/backchannel-logout': 'public',
  'POST /api/setup': 'public',
  'POST /api/password-link': 'public',
  'POST /api/password-link/use': 'public',
  'GET /api/openapi.json': 'public',
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /api/session': 'session',
  'POST /api/session/password': 'session',
  'POST /api/session/reauthenticate': 'session',
  'GET /api/session/factor': 'session',
  'POST /api/session/factor': 'session',
  'POST /api/session/factor/confirm': 'session',
  'POST /api/session/factor/recovery-codes': 'session',
  'DELETE /api/session/factor': 'session',
  'GET /api/sessions': 'session',
  'DELETE /api/sessions/:id': 'session',
  // Whoever may see a statement or the setting sees it there.
  'GET /api/statements/logo/:hash': 'session',
};

/** All that an auditor may send: questions, files and proofs, which leave an entry in the log, and the own login. */
const SENT_BY_AUDITOR = [
  'DELETE /api/session/factor',
  'DELETE /api/sessions/:id',
  'POST /api/audit/checkpoints',
  'POST /api/audit/export',
  'POST /api/audit/search',
  'POST /api/audit/verify',
  'POST /api/orders/:refId/proof',
  'POST /api/reveal-report/export',
  'POST /api/search',
  'POST /api/session/factor',
  'POST /api/session/factor/confirm',
  'POST /api/session/factor/recovery-codes',
  'POST /api/session/password',
  'POST /api/session/reauthenticate',
];

/** What an auditor may read: the first part of the address behind `/api/`. */
const READ_BY_AUDITOR = [
  'approvals',
  'audit',
  'backups',
  'calls',
  'cancellation-policies',
  'cancellation-requests',
  'cancellations',
  'events',
  'methods',
  'orders',
  'periods',
  'playbook',
  'reveal-report',
  'session',
  'sessions',
  'settings',
  'statements',
  'stats',
  'steps',
  'users',
];

function nameOf(route: Route): string {
  return `${route.method.toUpperCase()} ${route.path}`;
}

/** The same routes, each answering who got through instead of doing something. */
const probes: Route[] = routes.map((route) =>
  defineRoute({
    method: route.method,
    path: route.path,
    access: route.access,
    summary: route.summary,
    streamed: {},
    answers: { 200: z.object({ reached: z.string(), as: z.string() }) },
    handle: ({ who }) => ({ body: { reached: nameOf(route), as: who.role } }),
  }),
);

const PROBED = routes.filter((route) => nameOf(route) !== 'POST /api/session');

function addressOf(route: Route): string {
  return route.path.replace(/:\w+/g, '1').replace(/\*\w+/g, 'x');
}

describe('the access matrix, from the route table', () => {
  let app: AppFixture;
  const callers = new Map<Role, Caller>();

  beforeAll(async () => {
    const login = routes.filter((route) => nameOf(route) === 'POST /api/session');
    app = await startApp({
      routes: [...login, ...probes.filter((route) => nameOf(route) !== 'POST /api/session')],
    });
    for (const role of ROLES) callers.set(role, await app.as(role));
  });
  afterAll(() => app.close());

  it('has a rule for every route, and an open one only where it is named here', () => {
    const open = routes.filter((route) => route.access === 'public' || route.access === 'session');
    for (const route of open)
      expect([nameOf(route), OPEN[nameOf(route)]]).toEqual([nameOf(route), route.access]);
    expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
  });

  const send = (route: Route, caller: Caller | null) => {
    const test = request(app.server)[route.method](addressOf(route)).set('x-requested-with', 'srs-desk');
    return caller ? test.set('cookie', caller.cookie) : test;
  };

  it.each(PROBED.map((route) => [nameOf(route), route] as const))('%s', async (_name, route) => {
    const anonymous = await send(route, null);
    expect(anonymous.status).toBe(route.access === 'public' ? 200 : 401);
    for (const role of ROLES) {
      const allowed = route.access in OPEN_ACCESS || may(role, route.access as Permission);
      const answer = await send(route, callers.get(role) ?? null);
      expect([role, answer.status], answer.text).toEqual([role, allowed ? 200 : 403]);
      if (allowed) expect(answer.body.as).toBe(role);
    }
  });

  it('lets an auditor read what is to be proven, and change nothing', async () => {
    const reached: Route[] = [];
    for (const route of PROBED.filter(({ access }) => access !== 'public')) {
      const { status } = await send(route, callers.get('auditor') ?? null);
      expect([200, 403], nameOf(route)).toContain(status);
      if (status === 200) reached.push(route);
    }
    const sent = reached.filter(({ method }) => method !== 'get');
    expect(sent.map(nameOf).sort()).toEqual(SENT_BY_AUDITOR);
    const read = reached.filter(({ method }) => method === 'get');
    expect([...new Set(read.map(({ path }) => path.split('/')[2]))].sort()).toEqual(READ_BY_AUDITOR);
  });

  it('refuses changes by cookie without our header, and from pages of other sites', async () => {
    const admin = callers.get('admin');
    if (!admin) throw new Error('no admin');
    const changes = PROBED.filter((route) => route.method !== 'get');
    for (const route of changes) {
      const bare = await request(app.server)[route.method](addressOf(route)).set('cookie', admin.cookie);
      expect([nameOf(route), bare.status, bare.body.code]).toEqual([
        nameOf(route),
        403,
        'missing_request_header',
      ]);
      const foreign = await send(route, admin).set('origin', 'https://evil.example');
      expect([nameOf(route), foreign.body.code]).toEqual([nameOf(route), 'foreign_origin']);
    }
    const own = await send(changes[0] as Route, admin).set('origin', app.url);
    expect(own.status).toBe(200);
  });
});

const OPEN_ACCESS: Record<string, true> = { public: true, session: true };
