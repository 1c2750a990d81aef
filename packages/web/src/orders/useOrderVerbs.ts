import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useTranslate } from 'react-admin';
import { useTellAbout } from '../api/use-tell-about.ts';
import { useVerb } from '../api/use-verb.ts';
import { useRecord } from '../kit/list/use-record.ts';
import type { Reread } from './order-verbs.ts';
import { rereadText } from './reread-text.ts';

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
  const say = (what: 'status' | 'verify', reread: Reread) =>
    tell(refId, rereadText(translate, what, reread), {
      type: reread.order.lastSyncFailure === null ? 'info' : 'warning',
    });
  const sync = useVerb('syncOrder', {
    touches: TOUCHES,
    onSuccess: (reread: Reread) => say('status', reread),
  });
  const verify = useVerb('verifyOrder', {
    touches: TOUCHES,
    onSuccess: (reread: Reread) => say('verify', reread),
  });
  const verbOf = ({ mutate, isPending, error }: typeof sync): OrderVerb => ({
    // By its key, too, which knows no disabled button.
    run: () => isPending || mutate({ id }),
    busy: isPending,
    error,
  });
  return { sync: verbOf(sync), verify: verbOf(verify) };
}
