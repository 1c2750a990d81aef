import type { OrderDetail, OrderRow } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useGetOne, useTranslate } from 'react-admin';
import { Fact, Facts } from '../kit/Facts.tsx';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { OrderLink } from './OrderLink.tsx';

/** What would be cancelled, whose it is, since when, and what its user has instead. */
export function CancelFacts({ order }: { order: OrderDetail }) {
  const translate = useTranslate();
  const newer = useGetOne<OrderRow>(
    'orders',
    { id: order.supersededBy ?? '' },
    { enabled: order.supersededBy !== null },
  );
  const text = (key: string) => translate(`desk.orders.cancel.facts.${key}`);
  const person = [order.firstName, order.lastName, order.msisdn].filter(Boolean).join(' ');
  return (
    <Facts>
      <Fact name={text('order')}>
        {methodDisplayName(order.issuer, order.method)} <IdText id={order.refId} plain />
      </Fact>
      <Fact name={text('person')}>
        {[person || '–', ...(order.externalId ? [order.externalId] : [])].join(' · ')}
      </Fact>
      <Fact name={text('placed')}>
        <RelativeTime at={order.createdAt} />
      </Fact>
      <Fact name={text('newer')}>{newer.data ? <OrderLink order={newer.data} /> : text('noNewer')}</Fact>
    </Facts>
  );
}
