import type { Server } from 'node:http';
import { createServer, type RequestListener } from 'node:http';
import { hash } from '@node-rs/argon2';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import request from 'supertest';
import { createApp } from '../../src/app/create-app.ts';
import { routes } from '../../src/app/routes.ts';
import { LONGEST_HEAD } from '../../src/app/start-server.ts';
import { credentialDigest } from '../../src/features/access/index.ts';
import { listUsernames } from '../../src/features/access/users/queries.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { type Fixture, type FixtureOptions, startFixture } from '../sync/desk-fixture.ts';
import { checkedAnswers } from './checked-answers.ts';

export const PASSWORD = 'correct horse battery';

/** A password's hash is costly on purpose; this one is not, and says so itself. */
const passwordHash = hash(PASSWORD, { memoryCost: 64, timeCost: 1 });

/** A logged-in caller: state-changing calls carry the header a page of ours sends. */
export interface Caller {
  get(path: string): request.Test;
  post(path: string, body?: unknown): request.Test;
  put(path: string, body?: unknown): request.Test;
  patch(path: string, body?: unknown): request.Test;
  delete(path: string): request.Test;
  cookie: string;
}

export interface AppFixture extends Fixture {
  server: Server;
  url: string;
  /** Logs in (each time anew) as the user named after the role; an auditor is there once asked for. */
  as(role: Role): Promise<Caller>;
}

/** A caller with this session cookie. */
export function callerWith(server: Server, cookie: string): Caller {
  const change = (test: request.Test) => test.set('cookie', cookie).set('x-requested-with', 'srs-desk');
  return {
    cookie,
    get: (path) => request(server).get(path).set('cookie', cookie),
    post: (path, body) => change(request(server).post(path)).send((body ?? {}) as object),
    put: (path, body) => change(request(server).put(path)).send((body ?? {}) as object),
    patch: (path, body) => change(request(server).patch(path)).send((body ?? {}) as object),
    delete: (path) => change(request(server).delete(path)),
  };
}

/** The session cookie of a login answer. */
export function cookieOf(answer: request.Response): string {
  const header: unknown = answer.headers['set-cookie'];
  const first: unknown = Array.isArray(header) ? header[0] : header;
  return String(first).split(';', 1)[0] ?? '';
}

/** A user who has chosen their password themselves. */
export async function addUser(
  { desk }: Pick<Fixture, 'desk'>,
  role: Role,
  username: string = role,
): Promise<void> {
  const password = await passwordHash;
  const detail = { role, credential: credentialDigest(password) };
  await desk.ledger.record(
    [
      {
        name: 'user.create',
        args: { username, displayName: `The ${username}`, role, passwordHash: password },
      },
    ],
    [{ action: 'user.create', actor: 'system', origin: 'system', target: username, detail }],
  );
}

/** Logs in by name. */
export async function logInAs(server: Server, username: string): Promise<Caller> {
  const answer = await request(server).post('/api/session').send({ username, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`login as ${username}: ${answer.status} ${answer.text}`);
  return callerWith(server, cookieOf(answer));
}

/** The real app over a real desk and a real simulator, with a user for each role that works with it. */
export async function startApp(
  options: FixtureOptions & { routes?: readonly Route[] } = {},
): Promise<AppFixture> {
  const fixture = await startFixture(options);
  for (const role of ['support', 'finance', 'admin'] as const) await addUser(fixture, role);
  const app = createApp(fixture.desk, {
    webRoot: null,
    routes: checkedAnswers(options.routes ?? routes),
  }) as RequestListener;
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    ...fixture,
    server,
    url: `http://127.0.0.1:${port}`,
    async as(role) {
      if (!listUsernames(fixture.desk.reader).includes(role)) await addUser(fixture, role);
      return logInAs(server, role);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await fixture.close();
    },
  };
}
