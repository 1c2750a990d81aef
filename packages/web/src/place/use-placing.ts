import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { ApiProblem } from '../api/problem.ts';
import { useVerb } from '../api/use-verb.ts';

interface Placing {
  run(body: object): void;
  busy: boolean;
  error: Error | null;
}

/**
 * Places an order and leads to its result. One key per intention: the same body sent again after a lost answer is one order;
 * after a refusal the next attempt is a new one.
 */
export function usePlacing(): Placing {
  const navigate = useNavigate();
  const key = useRef({ body: '', key: newIdempotencyKey() });
  const place = useVerb('placeOrder', {
    touches: ['orders'],
    onSuccess: ({ refId, predecessor }) => navigate(`/orders/placed/${refId}`, { state: { predecessor } }),
  });
  const run = (body: object) => {
    const text = JSON.stringify(body);
    if (key.current.body !== text) key.current = { body: text, key: newIdempotencyKey() };
    const refused = (error: Error) => {
      const unknown = error instanceof ApiProblem && (error.httpStatus === null || error.httpStatus === 504);
      if (!unknown) key.current = { body: '', key: newIdempotencyKey() };
    };
    place.mutate({ body, idempotencyKey: key.current.key }, { onError: refused });
  };
  return { run, busy: place.isPending, error: place.error };
}
