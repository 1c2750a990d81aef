import type { AccountLink, LinkOwner, UserMade } from '@srs-desk/shared/api/users.ts';
import { ask } from '../api/http.ts';

export const userVerbs = {
  /** Makes a user, who is invited; the invitation is told this once. */
  inviteUser: (body: { username: string; displayName: string; role: string }) =>
    ask<UserMade>('users', { method: 'POST', body }),
  /** A link by which a user sets a password: an invitation while there is none yet. */
  makeAccountLink: ({ username }: { username: string }) =>
    ask<AccountLink>(`users/${encodeURIComponent(username)}/link`, { method: 'POST', body: {} }),
  /** Takes a user's second factor away. */
  resetFactor: ({ username }: { username: string }) =>
    ask<unknown>(`users/${encodeURIComponent(username)}/factor`, { method: 'DELETE' }),
  /** Whose link it is. */
  readAccountLink: (body: { token: string }, signal?: AbortSignal) =>
    ask<LinkOwner>('password-link', { method: 'POST', body, anonymous: true, signal }),
  /** Sets one's password by the link. */
  useAccountLink: (body: { token: string; password: string }) =>
    ask<unknown>('password-link/use', { method: 'POST', body, anonymous: true }),
};
