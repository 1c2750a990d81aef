import { LinearProgress } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useEffect } from 'react';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router';
import { ApiProblem } from '../api/problem.ts';
import { useApi } from '../api/use-api.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useAnnounce } from '../live/useLive.ts';
import { OrderView } from './OrderView.tsx';
import { UnknownOrder } from './UnknownOrder.tsx';
import { useQueueKeys } from './useQueueKeys.ts';
import { useSupportRules } from './useSupportRules.ts';

/** Where does it hang, what do I do, who takes it? */
export default function OrderPage() {
  const { refId = '' } = useParams();
  const translate = useTranslate();
  const order = useApi<OrderDetail>(`orders/${refId}`, { refreshOn: ['orders'], refreshId: refId });
  // Asked for now, so that the reading need not wait for it once the order is there.
  useSupportRules();
  useQueueKeys(refId);
  const announce = useAnnounce();
  useRefetchAt(order.data?.revealed?.until, order.refetch);
  if (order.isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (order.error instanceof ApiProblem && order.error.httpStatus === 404)
    return <UnknownOrder refId={refId} onRegistered={order.refetch} />;
  if (!order.data) {
    return (
      <>
        <PageTitle title={translate('desk.orders.one')} />
        <ErrorState error={order.error} onRetry={order.refetch} />
      </>
    );
  }
  return (
    <OrderView key={refId} order={order.data} onChanged={() => announce(['orders', 'handovers'], refId)} />
  );
}

/** Reads the order again once a reveal is over, so that what was shown hides itself. */
function useRefetchAt(until: string | undefined, refetch: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment is the event.
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = setTimeout(refetch, Math.max(0, Date.parse(until) - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [until]);
}
