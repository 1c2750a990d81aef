import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { useRecord } from '../kit/list/use-record.ts';
import type { Reread } from './order-verbs.ts';

interface OrderVerb {
  run(): void;
  busy: boolean;
  error: Error | null;
}

export interface OrderVerbs {
  sync: OrderVerb;
  verify: OrderVerb;
}

const TOUCHES = ['orders'];

/** What reads an order anew at SRS or at the RA service; each says what came of it. */
export function useOrderVerbs(): OrderVerbs {
  const notify = useNotify();
  const translate = useTranslate();
  const { id } = useRecord<OrderDetail>();
  const say = (text: 'synced' | 'verified', live: boolean, word: string) =>
    notify(live ? `desk.orders.verbs.${text}` : 'desk.orders.verbs.syncLater', {
      type: 'info',
      messageArgs: { status: translate(word) },
    });
  const sync = useVerb('syncOrder', {
    touches: TOUCHES,
    onSuccess: ({ live, order }: Reread) => say('synced', live, `desk.words.status.${order.status}`),
  });
  const verify = useVerb('verifyOrder', {
    touches: TOUCHES,
    onSuccess: ({ live, order }: Reread) => say('verified', live, `desk.words.verify.${order.verifyStatus}`),
  });
  const verbOf = ({ mutate, isPending, error }: typeof sync): OrderVerb => ({
    // By its key, too, which knows no disabled button.
    run: () => isPending || mutate({ id }),
    busy: isPending,
    error,
  });
  return { sync: verbOf(sync), verify: verbOf(verify) };
}
