import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { PlacedExtras } from '@srs-desk/shared/api/placing.ts';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { ask } from '../api/http.ts';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { ApiProblem } from '../api/problem.ts';
import { type Action, useAction } from '../api/use-action.ts';

type PlacedOrder = OrderDetail & PlacedExtras;

/**
 * Places an order and leads to its result. One key per intention: the same body sent again after a lost answer is one order;
 * after a refusal the next attempt is a new one.
 */
export function usePlacing(): Action<[object], void> {
  const navigate = useNavigate();
  const key = useRef({ body: '', key: newIdempotencyKey() });
  return useAction(async (body: object) => {
    const text = JSON.stringify(body);
    if (key.current.body !== text) key.current = { body: text, key: newIdempotencyKey() };
    try {
      const order = await ask<PlacedOrder>('orders', {
        method: 'POST',
        idempotencyKey: key.current.key,
        body,
      });
      navigate(`/orders/placed/${order.refId}`, { state: { predecessor: order.predecessor } });
    } catch (error) {
      const unknown = error instanceof ApiProblem && (error.httpStatus === null || error.httpStatus === 504);
      if (!unknown) key.current = { body: '', key: newIdempotencyKey() };
      throw error;
    }
  });
}
