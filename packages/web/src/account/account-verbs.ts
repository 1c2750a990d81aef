import type {
  FactorOffer,
  FactorView,
  ReauthenticateInput,
  RecoveryCodes,
  SessionRow,
} from '@srs-desk/shared/api/session.ts';
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
  reauthenticate: (body: ReauthenticateInput) =>
    ask<unknown>('session/reauthenticate', { method: 'POST', body }),
  changePassword: (body: { current: string; next: string }) =>
    ask<unknown>('session/password', { method: 'POST', body }),
  /** One's own second factor. */
  ownFactor: (_input: object, signal?: AbortSignal) => ask<FactorView>('session/factor', { signal }),
  /** A new secret for an authenticator app; nothing changes before a code confirms it. */
  offerFactor: (_input: object) => ask<FactorOffer>('session/factor', { method: 'POST', body: {} }),
  confirmFactor: (body: { enrolment: string; code: string }) =>
    ask<RecoveryCodes>('session/factor/confirm', { method: 'POST', body }),
  renewRecoveryCodes: (_input: object) =>
    ask<RecoveryCodes>('session/factor/recovery-codes', { method: 'POST', body: {} }),
  removeFactor: (_input: object) => ask<FactorView>('session/factor', { method: 'DELETE' }),
};
