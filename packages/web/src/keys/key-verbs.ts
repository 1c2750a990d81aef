import type { ApiKeyInput, ApiKeyMade } from '@srs-desk/shared/api/users.ts';
import { ask } from '../api/http.ts';

export const keyVerbs = {
  /** Makes a key; the answer alone holds the key itself. */
  makeKey: (body: ApiKeyInput) => ask<ApiKeyMade>('api-keys', { method: 'POST', body }),
};
