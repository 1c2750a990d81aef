import type { AccountApproval } from '@srs-desk/shared/api/approvals.ts';
import type { AccountLink, LinkOwner, UserMade } from '@srs-desk/shared/api/users.ts';
import { ask } from '../api/http.ts';

export const userVerbs = {
  /** Makes a user, who is invited; the invitation is told this once. A new admin may wait for a second admin. */
  inviteUser: (body: { username: string; displayName: string; role: string }) =>
    ask<UserMade | AccountApproval>('users', { method: 'POST', body, mayWait: true }),
  /** A link by which a user sets a password: an invitation while there is none yet. Another admin's may wait. */
  makeAccountLink: ({ username }: { username: string }) =>
    ask<AccountLink | AccountApproval>(`users/${encodeURIComponent(username)}/link`, {
      method: 'POST',
      body: {},
      mayWait: true,
    }),
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
