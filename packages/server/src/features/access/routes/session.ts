import {
  codeAsked,
  codeInput,
  loggedOut,
  loginInput,
  passwordInput,
  reauthenticateInput,
  sessionRow,
  sessionsEnd,
  sessionsEnded,
  sessionView,
  setupInput,
} from '@srs-desk/shared/api/session.ts';
import { linkInput, linkOwner, linkUse } from '@srs-desk/shared/api/users.ts';
import type { Request } from 'express';
import * as z from 'zod';
import { iso } from '../../../platform/db/iso-time.ts';
import { Unauthenticated } from '../../../platform/errors.ts';
import { listQuery, shortList } from '../../../platform/http/list-answer.ts';
import { isOverTls } from '../../../platform/http/over-tls.ts';
import type { RequestContext } from '../../../platform/http/route.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { readAccountLink, useAccountLink } from '../links/account-link.ts';
import { useSetupLink } from '../links/setup-link.ts';
import { changePassword } from '../sessions/change-password.ts';
import { login, loginWithCode } from '../sessions/login.ts';
import type { LoginOrigin, LoginStep, OpenedSession } from '../sessions/login-tools.ts';
import { reauthenticate } from '../sessions/reauthenticate.ts';
import { clearedCookie, sessionCookie } from '../sessions/session-cookie.ts';
import { describeSession, endSessions, listSessions, logout, revokeSession } from '../sessions/sessions.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });

/** Where a request comes from, as the log holds it. */
export function originOf(req: Request): LoginOrigin {
  return { address: req.ip ?? null, agent: req.headers['user-agent']?.slice(0, 200) ?? null };
}

type Asked = Pick<RequestContext<unknown, unknown, unknown>, 'desk' | 'services' | 'req'>;

/** Gives the browser its new session and tells it who it is. */
function loggedIn({ desk, services, req }: Asked, opened: OpenedSession) {
  const cookie = sessionCookie(
    opened.token,
    isOverTls(req, desk.config),
    opened.expiresAt - desk.clock.now(),
  );
  req.headers.cookie = cookie.split(';', 1)[0] ?? '';
  delete req.headers.authorization;
  const auth = services.authenticator.authenticate(req);
  if (!auth) throw new Unauthenticated('not_logged_in', 'The session ended at once.');
  return { status: 200, headers: { 'set-cookie': cookie }, body: describeSession(desk, auth) };
}

/** The session, or what is asked for before it. */
function afterStep(asked: Asked, step: LoginStep) {
  if (step.opened !== null) return loggedIn(asked, step.opened);
  const { ticket, expiresAt } = step;
  return { status: 202, body: { next: 'code', ticket, expiresAt: iso(expiresAt) } };
}

export const sessionRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/session',
    access: 'public',
    summary: 'Log in; the answer sets the session cookie, or asks for a code of the second factor',
    body: loginInput,
    answers: { 200: sessionView, 202: codeAsked },
    handle: async ({ desk, services, body, req }) => {
      const attempt = { ...body, from: originOf(req) };
      return afterStep({ desk, services, req }, await login(desk, services, attempt));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/code',
    access: 'public',
    summary: 'The second step of a login: a code of the authenticator app, or a recovery code',
    body: codeInput,
    answers: { 200: sessionView },
    handle: async ({ desk, services, body, req }) => {
      const attempt = { ...body, from: originOf(req) };
      return loggedIn({ desk, services, req }, await loginWithCode(desk, services, attempt));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/session',
    access: 'session',
    summary: 'Who am I, and what may I do',
    answers: { 200: sessionView },
    handle: ({ desk, auth }) => {
      if (!auth) throw new Unauthenticated('not_logged_in', 'Log in, or send an API key.');
      return { body: describeSession(desk, auth) };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/session',
    access: 'public',
    summary: 'Log out',
    answers: { 200: loggedOut },
    handle: async ({ desk, services, auth, req }) => {
      if (auth) await logout(desk, services.authenticator, auth.who);
      const atProvider = auth?.issuer != null ? auth.who.sessionId : undefined;
      return {
        status: 200,
        headers: { 'set-cookie': clearedCookie(isOverTls(req, desk.config)) },
        body: {
          loggedOut: true,
          providerLogout: atProvider === undefined ? null : (desk.oidc?.logoutUrl(atProvider) ?? null),
        },
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/password',
    access: 'session',
    summary: 'Change one’s own password; ends one’s other sessions',
    body: passwordInput,
    answers: { 200: sessionsEnded },
    handle: async ({ desk, services, who, body, req }) => ({
      body: await changePassword(desk, services, who, { ...body, from: originOf(req) }),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/reauthenticate',
    access: 'session',
    summary:
      'Prove again who one is: for 5 minutes users, keys, erasures, closed months and settings may be changed',
    body: reauthenticateInput,
    answers: { 200: z.object({ until: z.iso.datetime() }) },
    handle: async ({ desk, services, who, body, req }) => ({
      body: await reauthenticate(desk, services, who, { ...body, from: originOf(req) }),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/sessions',
    access: 'session',
    summary: 'One’s own sessions; those of another user for whoever manages users',
    query: listQuery.extend({ username: z.string().max(64).optional() }),
    answers: { 200: z.array(sessionRow) },
    handle: ({ desk, who, query: { username, ...list } }) =>
      shortList('sessions', sessionRow, listSessions(desk, who, username ?? null), list),
  }),
  defineRoute({
    method: 'post',
    path: '/api/sessions/end-all',
    access: 'users.manage',
    reauthenticated: true,
    summary: 'End the sessions of everybody, one’s own too, or of one user: each browser needs a new secret',
    body: sessionsEnd,
    answers: { 200: sessionsEnded },
    handle: async ({ desk, who, body }) => ({
      body: { sessionsEnded: await endSessions(desk, who, body.username ?? null) },
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/sessions/:id',
    access: 'session',
    summary: 'End a session',
    params: byId,
    answers: { 200: byId },
    handle: async ({ desk, services, who, params }) => {
      await revokeSession(desk, services.authenticator, who, params.id);
      return { body: { id: params.id } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/setup',
    access: 'public',
    summary: 'Make the first admin with the one-time link that the server printed',
    body: setupInput,
    answers: { 200: sessionView },
    handle: async ({ desk, services, body, req }) =>
      loggedIn({ desk, services, req }, await useSetupLink(desk, body, originOf(req))),
  }),
  defineRoute({
    method: 'post',
    path: '/api/password-link',
    access: 'public',
    summary: 'Whose one-time link this is',
    body: linkInput,
    answers: { 200: linkOwner },
    handle: ({ desk, body }) => ({ status: 200, body: readAccountLink(desk, body.token) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/password-link/use',
    access: 'public',
    summary:
      'Set one’s password with the one-time link, which logs in or asks for a code; ends one’s other sessions',
    body: linkUse,
    answers: { 200: sessionView, 202: codeAsked },
    handle: async ({ desk, services, body, req }) =>
      afterStep({ desk, services, req }, await useAccountLink(desk, services, body, originOf(req))),
  }),
];
