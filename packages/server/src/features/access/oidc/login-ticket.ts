import { isDeskPage } from '@srs-desk/shared/access/desk-page.ts';
import { parseCookie, stringifySetCookie } from 'cookie';
import * as z from 'zod';
import type { Tickets } from '../sessions/tickets.ts';

const NAME = 'srs_desk_oidc';
const SECURE_NAME = `__Host-${NAME}`;
/** How long somebody may take at the provider, ms. */
const LIFE_MS = 15 * 60_000;

const page = z.string().refine(isDeskPage, 'must be a page of the desk');

/**
 * What a browser keeps while its person is at the provider, so that the answer can be told from one that somebody else asked for.
 */
const loginTicket = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where to go on. */
  back: page,
  /** The session whose person proves again who they are; null: somebody logs in. */
  proves: z.int().nullable(),
});
export type LoginTicket = z.infer<typeof loginTicket>;

/** Query of the way to the provider. */
export const loginWay = z.object({
  purpose: z.enum(['login', 'prove']).default('login'),
  back: page.default('/'),
});

const shared = { httpOnly: true, path: '/', sameSite: 'lax' } as const;

/** The Set-Cookie header that keeps the ticket; `lax`, since the browser comes back from another site. */
export function ticketCookie(tickets: Tickets, ticket: LoginTicket, now: number, secure: boolean): string {
  const value = tickets.make('provider_login', ticket, now + LIFE_MS);
  const name = secure ? SECURE_NAME : NAME;
  return stringifySetCookie({ ...shared, name, value, secure, maxAge: LIFE_MS / 1000 });
}

/** The Set-Cookie header that takes it away. */
export function usedTicket(secure: boolean): string {
  return stringifySetCookie({
    ...shared,
    name: secure ? SECURE_NAME : NAME,
    value: '',
    secure,
    maxAge: 0,
  });
}

/** The ticket of a Cookie header; null where there is none that works. */
export function readTicket(
  tickets: Tickets,
  header: string | undefined,
  now: number,
  secure: boolean,
): LoginTicket | null {
  const value = header === undefined ? undefined : parseCookie(header)[secure ? SECURE_NAME : NAME];
  return value === undefined ? null : tickets.read('provider_login', loginTicket, value, now);
}
