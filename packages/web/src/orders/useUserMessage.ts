import type { OrderMessage } from '@srs-desk/shared/api/support.ts';
import { useRead } from '../api/use-read.ts';
import type { VerbInput } from '../api/use-verb.ts';

/** What may be told to the user of an order, composed by the server: the same for page, API and command line; nothing of null. */
export function useUserMessage(wanted: VerbInput<'readMessage'> | null): {
  message: OrderMessage | undefined;
  /** It is the answer to what is wanted now, not one of before that is still on screen. */
  isCurrent: boolean;
  error: Error | null;
} {
  const { data, error, isSuccess, isFetchedAfterMount } = useRead('orders', 'readMessage', wanted, {
    touchedBy: ['handovers', 'settings'],
    keepPrevious: true,
  });
  return { message: data, isCurrent: isSuccess && isFetchedAfterMount, error };
}
