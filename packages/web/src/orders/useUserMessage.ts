import type { OrderMessage } from '@srs-desk/shared/api/support.ts';
import { useRead } from '../api/use-read.ts';
import type { VerbInput } from '../api/use-verb.ts';

/** What may be told to the user of an order, composed by the server: the same for page, API and command line. */
export function useUserMessage(wanted: VerbInput<'readMessage'>): {
  message: OrderMessage | undefined;
  error: Error | null;
} {
  const { data, error } = useRead('orders', 'readMessage', wanted, {
    touchedBy: ['handovers', 'settings'],
    keepPrevious: true,
  });
  return { message: data, error };
}
