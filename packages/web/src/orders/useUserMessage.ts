import type { OrderMessage } from '@srs-desk/shared/api/support.ts';
import type { Situation } from '@srs-desk/shared/process/situations.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { type ApiState, useApi } from '../api/use-api.ts';

interface Wanted {
  readonly language: Language;
  /** Null for the one that fits best. */
  readonly situation?: Situation | null;
  /** Null for what the settings say. */
  readonly ownUse?: boolean | null;
}

/** What may be told to the user of an order, composed by the server: the same for page, API and command line. */
export function useUserMessage(refId: string, wanted: Wanted): ApiState<OrderMessage> {
  const query = new URLSearchParams({ lang: wanted.language });
  if (wanted.situation) query.set('situation', wanted.situation);
  if (wanted.ownUse !== undefined && wanted.ownUse !== null) query.set('ownUse', String(wanted.ownUse));
  return useApi<OrderMessage>(`orders/${refId}/message?${query}`, {
    refreshOn: ['orders', 'settings'],
    refreshId: refId,
    keepPrevious: true,
  });
}
