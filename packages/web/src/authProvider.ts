import type { LoggedOut } from '@srs-desk/shared/api/session.ts';
import type { AuthProvider } from 'react-admin';
import { ask } from './api/http.ts';
import { ApiProblem } from './api/problem.ts';
import { ACCESS_KEY, queryClient } from './api/query-client.ts';
import { mayDo } from './session/access.ts';
import { CodeAsked, ticketOf } from './session/code-asked.ts';
import { keepAccess } from './session/keep-access.ts';
import { readSession, type Session } from './session/session.ts';
import { holdSession } from './session/session-hold.ts';

/**
 * The first step of a login, or the second: the ticket that the first one gave, with a code. Null: the person comes from an
 * identity provider, and has their session.
 */
type Credentials = { username: string; password: string } | { ticket: string; code: string } | null;

let current: Promise<Session> | null = null;

/** The session, asked for once per page load and after each login. */
function currentSession(): Promise<Session> {
  current ??= ask<unknown>('session', { anonymous: true }).then(readSession);
  current.then(
    (session) => {
      holdSession(session);
      keepAccess(queryClient, session.permissions);
    },
    () => {
      current = null;
    },
  );
  return current;
}

/** Shows the server what one logs in with. @throws CodeAsked when it asks for the second step, ApiProblem */
async function present(credentials: NonNullable<Credentials>): Promise<void> {
  const path = 'ticket' in credentials ? 'session/code' : 'session';
  const answer = await ask<unknown>(path, { method: 'POST', body: credentials, anonymous: true });
  const ticket = ticketOf(answer);
  if (ticket !== null) throw new CodeAsked(ticket);
}

/** Login by cookie: the page holds no token, only what `GET /api/session` told it. */
export const authProvider: AuthProvider = {
  async login(credentials: Credentials) {
    if (credentials !== null) await present(credentials);
    current = null;
    await currentSession();
    // The role may be another than that of the session before.
    await queryClient.invalidateQueries({ queryKey: ACCESS_KEY });
  },

  async logout() {
    const wasIn = current !== null;
    current = null;
    holdSession(null);
    if (!wasIn) return undefined;
    const ended = await ask<LoggedOut>('session', { method: 'DELETE', anonymous: true }).catch(() => null);
    if (ended === null || ended.providerLogout === null) return undefined;
    window.location.assign(ended.providerLogout);
    return false;
  },

  async checkAuth() {
    await currentSession();
  },

  async checkError(error: unknown) {
    if (!(error instanceof ApiProblem) || error.httpStatus !== 401) return;
    current = null;
    throw new Error('ra.notification.logged_out');
  },

  /** None for who is not logged in: a refusal would lead from the pages of one-time links to the login. */
  getPermissions: () =>
    currentSession().then(
      ({ permissions }) => permissions,
      (error: unknown) => {
        if (error instanceof ApiProblem && error.httpStatus === 401) return [];
        throw error;
      },
    ),

  async getIdentity() {
    const session = await currentSession();
    return {
      id: session.username,
      fullName: session.displayName,
      role: session.role,
      proNumber: session.proNumber,
      billingTimeZone: session.billingTimeZone,
    };
  },

  async canAccess({ resource, action }) {
    return mayDo((await currentSession()).permissions, resource, action);
  },
};
