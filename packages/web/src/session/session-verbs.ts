import { ask } from '../api/http.ts';

export const sessionVerbs = {
  /** Makes the first admin, by the token of the printed link. */
  setUp: (body: { token: string; username: string; displayName: string; password: string }) =>
    ask<unknown>('setup', { method: 'POST', body, anonymous: true }),
};
