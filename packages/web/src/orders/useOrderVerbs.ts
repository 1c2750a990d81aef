import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useTranslate } from 'react-admin';
import { useTellAbout } from '../api/use-tell-about.ts';
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
  const translate = useTranslate();
  const { id, refId } = useRecord<OrderDetail>();
  const tell = useTellAbout();
  const say = (text: 'synced' | 'verified', live: boolean, word: string) =>
    tell(refId, translate(`desk.orders.verbs.${live ? text : 'syncLater'}`, { status: translate(word) }), {
      type: 'info',
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
