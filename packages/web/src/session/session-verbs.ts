import type { LoginOptions } from '@srs-desk/shared/api/session.ts';
import { ask } from '../api/http.ts';

export const sessionVerbs = {
  /** How one logs in at this desk. */
  loginOptions: (_input: object, signal?: AbortSignal) =>
    ask<LoginOptions>('login-options', { anonymous: true, signal }),
  /** Makes the first admin, by the token of the printed link. */
  setUp: (body: { token: string; username: string; displayName: string; password: string }) =>
    ask<unknown>('setup', { method: 'POST', body, anonymous: true }),
};
