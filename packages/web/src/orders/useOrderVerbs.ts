import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useRef } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.ts';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { type Action, useAction } from '../api/use-action.ts';

export interface OrderVerbs {
  sync: Action<[], void>;
  verify: Action<[], void>;
  cancel: Action<[string], CancelResult>;
}

/** What the buttons of an order do; each says what came of it. */
export function useOrderVerbs(order: OrderDetail, onDone: () => void): OrderVerbs {
  const notify = useNotify();
  const translate = useTranslate();
  // One key per intention: a retry after a lost answer must not become a second cancellation.
  const key = useRef(newIdempotencyKey());

  const sync = useAction(async () => {
    const { status, json } = await request<OrderDetail>(`orders/${order.refId}/sync`, {
      method: 'POST',
      body: {},
    });
    onDone();
    if (status === 202) notify('desk.orders.verbs.syncLater', { type: 'info' });
    else {
      const word = translate(`desk.words.status.${json.status}`);
      notify('desk.orders.verbs.synced', { type: 'info', messageArgs: { status: word } });
    }
  });

  const verify = useAction(async () => {
    const { status, json } = await request<OrderDetail>(`orders/${order.refId}/verify`, {
      method: 'POST',
      body: {},
    });
    onDone();
    if (status === 202) notify('desk.orders.verbs.syncLater', { type: 'info' });
    else {
      const word = translate(`desk.words.verify.${json.verifyStatus}`);
      notify('desk.orders.verbs.verified', { type: 'info', messageArgs: { status: word } });
    }
  });

  const cancel = useAction(async (reason: string) => {
    const { json } = await request<{ result: CancelResult; order: OrderDetail }>(
      `orders/${order.refId}/cancel`,
      {
        method: 'POST',
        body: { reason },
        idempotencyKey: key.current,
      },
    );
    key.current = newIdempotencyKey();
    onDone();
    const type = json.result === 'cancelled' ? 'success' : 'info';
    notify(`desk.orders.cancel.result.${json.result}`, { type });
    return json.result;
  });

  return { sync, verify, cancel };
}
