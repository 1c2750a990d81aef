import type { SessionRow } from '@srs-desk/shared/api/session.ts';
import { ask, withQuery } from '../api/http.ts';

export const accountVerbs = {
  /** One's own sessions or, for admins, those of another. */
  sessionsOf: (query: { username?: string }, signal?: AbortSignal) =>
    ask<SessionRow[]>(withQuery('sessions', query), { signal }),
  endSessions: ({ ids }: { ids: readonly number[] }) =>
    // One after the other: where one is refused, those before it have ended.
    ids.reduce<Promise<unknown>>(
      (before, id) => before.then(() => ask(`sessions/${id}`, { method: 'DELETE' })),
      Promise.resolve(),
    ),
  /** Proves again who one is; for 5 minutes what asks for it goes through. */
  reauthenticate: (body: { password: string }) =>
    ask<unknown>('session/reauthenticate', { method: 'POST', body }),
  changePassword: (body: { current: string; next: string }) =>
    ask<unknown>('session/password', { method: 'POST', body }),
};
