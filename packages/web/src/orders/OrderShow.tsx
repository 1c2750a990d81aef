import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { useState } from 'react';
import { ShowBase, useShowContext, useTranslate } from 'react-admin';
import { useParams } from 'react-router';
import { ApiProblem } from '../api/problem.ts';
import { ShowStates, WHOLE } from '../kit/list/ShowStates.tsx';
import { HiddenAgain } from './HiddenAgain.tsx';
import { OrderView } from './OrderView.tsx';
import { UnknownOrder } from './UnknownOrder.tsx';
import { useNextAhead } from './useNextAhead.ts';
import { useQueueKeys } from './useQueueKeys.ts';
import { useSupportRules } from './useSupportRules.ts';

/** Where does it hang, what do I do, who takes it? */
export default function OrderShow() {
  const { id: asked = '' } = useParams();
  const refId = refIdIn(asked) ?? asked;
  // Asked for now, so that the reading need not wait for it once the order is there.
  useSupportRules();
  useQueueKeys(refId);
  return (
    <ShowBase<OrderDetail> resource="orders" id={refId} queryOptions={WHOLE} disableAuthentication>
      <OneOrder refId={refId} />
    </ShowBase>
  );
}

function OneOrder({ refId }: { refId: string }) {
  const translate = useTranslate();
  const { record, error, refetch } = useShowContext<OrderDetail>();
  useNextAhead(refId);
  const isUnknown = !record && error instanceof ApiProblem && error.httpStatus === 404;
  const [unknown, setUnknown] = useState<string | null>(null);
  if (isUnknown && unknown !== refId) setUnknown(refId);
  // While it is asked for again, too: what came of registering it stands there.
  if (isUnknown || (!record && !error && unknown === refId))
    return <UnknownOrder key={refId} refId={refId} onRegistered={() => void refetch()} />;
  return (
    <ShowStates title={translate('desk.orders.one')}>
      <HiddenAgain key={refId}>
        <OrderView />
      </HiddenAgain>
    </ShowStates>
  );
}
