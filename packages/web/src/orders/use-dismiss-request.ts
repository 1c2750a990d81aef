import { useVerb } from '../api/use-verb.ts';
import { useOfferUndo } from '../kit/useOfferUndo.tsx';

const TOUCHES = ['cancellation-requests', 'orders'];

export interface DismissRequest {
  /** Leaves the order as it is, and offers to take the request up again. */
  run(id: number): void;
  busy: boolean;
  error: Error | null;
}

/** Ends a request for a cancellation without one. */
export function useDismissRequest(): DismissRequest {
  const offerUndo = useOfferUndo();
  const reopen = useVerb('reopenRequest', { touches: TOUCHES });
  const dismiss = useVerb('dismissRequest', {
    touches: TOUCHES,
    onSuccess: (_, { id }) => offerUndo('desk.place.requests.dismissed', () => reopen.mutate({ id })),
  });
  return {
    run: (id) => dismiss.mutate({ id }),
    busy: dismiss.isPending,
    error: dismiss.error ?? reopen.error,
  };
}
