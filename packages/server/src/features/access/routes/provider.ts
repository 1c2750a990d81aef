import { loginOptions } from '@srs-desk/shared/api/session.ts';
import * as z from 'zod';
import { DeskError, InvalidInput } from '../../../platform/errors.ts';
import { isOverTls } from '../../../platform/http/over-tls.ts';
import { readText } from '../../../platform/http/read-body.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { endByProvider } from '../oidc/back-channel-logout.ts';
import { loginWay, readTicket, ticketCookie, usedTicket } from '../oidc/login-ticket.ts';
import { beginLogin, finishLogin, finishProof, providerOf } from '../oidc/provider-login.ts';
import { sessionCookie } from '../sessions/session-cookie.ts';
import { originOf } from './session.ts';

const LONGEST_LOGOUT = 32 * 1024;

/** Leads a browser on; what went wrong is told by the page it comes to. */
function leadTo(page: string, error: unknown, cookies: readonly string[] = []) {
  if (error !== null && !(error instanceof DeskError)) throw error;
  const location = error === null ? page : `${page}${page.includes('?') ? '&' : '?'}problem=${error.code}`;
  return { status: 303, headers: { location, 'set-cookie': [...cookies] } };
}

/** How one logs in at an identity provider, and out. */
export const providerRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/login-options',
    access: 'public',
    summary: 'How one logs in at this desk',
    answers: { 200: loginOptions },
    handle: ({ desk: { config, oidc } }) => ({
      body: {
        local: config.login.local,
        provider: oidc && { label: oidc.config.label, reachable: oidc.isKnown },
      },
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/oidc/login',
    access: 'public',
    summary: 'Leads a browser to the identity provider: to log in, or to prove again who one is',
    query: loginWay,
    answers: { 303: null },
    handle: async ({ desk, services, auth, query: { purpose, back }, req }) => {
      providerOf(desk);
      const proves = purpose === 'prove' ? (auth?.who.sessionId ?? null) : null;
      try {
        const { url, ticket } = await beginLogin(desk, { proves, back });
        const secure = isOverTls(req, desk.config);
        return leadTo(url, null, [ticketCookie(services.tickets, ticket, desk.clock.now(), secure)]);
      } catch (error) {
        return leadTo(purpose === 'prove' ? back : '/login', error);
      }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/oidc/callback',
    access: 'public',
    summary: 'Where the identity provider sends a browser back to; gives it its session',
    answers: { 303: null },
    handle: async ({ desk, services, req }) => {
      providerOf(desk);
      const secure = isOverTls(req, desk.config);
      const ticket = readTicket(services.tickets, req.headers.cookie, desk.clock.now(), secure);
      const given = { ticket, search: new URL(req.originalUrl, 'http://desk').search, from: originOf(req) };
      const used = usedTicket(secure);
      try {
        if (ticket?.proves != null) {
          await finishProof(desk, services, { ...given, ticket, proves: ticket.proves });
          return leadTo(ticket.back, null, [used]);
        }
        const { token, expiresAt } = await finishLogin(desk, services, given);
        const cookie = sessionCookie(token, secure, expiresAt - desk.clock.now());
        return leadTo(ticket?.back ?? '/', null, [used, cookie]);
      } catch (error) {
        return leadTo(ticket?.proves != null ? ticket.back : '/login', error, [used]);
      }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/oidc/backchannel-logout',
    access: 'public',
    summary: 'The identity provider says that somebody logged out there: their sessions end',
    streamed: { media: ['application/x-www-form-urlencoded'] },
    answers: { 200: z.object({ ended: z.int() }) },
    handle: async ({ desk, services, req }) => {
      providerOf(desk);
      const token = new URLSearchParams(await readText(req, LONGEST_LOGOUT)).get('logout_token') ?? '';
      try {
        return { body: await endByProvider(desk, token) };
      } catch (error) {
        if (error instanceof InvalidInput)
          services.denials.anonymous('POST /api/oidc/backchannel-logout', 'not_verified');
        throw error;
      }
    },
  }),
];
