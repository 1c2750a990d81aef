import type { ApiKeyInput, ApiKeyMade, ApiKeyRenewal } from '@srs-desk/shared/api/users.ts';
import { ask } from '../api/http.ts';

export const keyVerbs = {
  /** Makes a key; the answer alone holds the key itself. */
  makeKey: (body: ApiKeyInput) => ask<ApiKeyMade>('api-keys', { method: 'POST', body }),
  /** Gives a key another secret; the answer alone holds it. */
  renewKey: ({ id, ...body }: ApiKeyRenewal & { id: number }) =>
    ask<ApiKeyMade>(`api-keys/${id}/rotate`, { method: 'POST', body }),
};
