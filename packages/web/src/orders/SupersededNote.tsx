import { Alert, Button } from '@mui/material';
import type { OrderDetail, OrderRow } from '@srs-desk/shared/api/orders.ts';
import { useCanAccess, useGetOne, useTranslate } from 'react-admin';
import { useRecord } from '../kit/list/use-record.ts';
import { accessTo } from '../session/access.ts';
import { OrderLink } from './OrderLink.tsx';
import { isOpenAtSrs } from './use-person-orders.ts';

interface SupersededNoteProps {
  onCancel(): void;
  onAsk(): void;
}

/** Said first of a pending order that a newer one has replaced: which, how that stands, and the way to end this one. */
export function SupersededNote({ onCancel, onAsk }: SupersededNoteProps) {
  const translate = useTranslate();
  const { canAccess: mayCancel } = useCanAccess(accessTo('orders.cancel'));
  const { canAccess: mayPlace } = useCanAccess(accessTo('orders.place'));
  const order = useRecord<OrderDetail>();
  const replaced = order.supersededBy !== null && isOpenAtSrs(order);
  const { data: newer } = useGetOne<OrderRow>(
    'orders',
    { id: order.supersededBy ?? '' },
    { enabled: replaced },
  );
  if (!replaced || !newer) return null;
  const text = (key: string) => translate(`desk.orders.superseded.${key}`);
  const act = mayCancel
    ? { run: onCancel, label: text('cancel') }
    : mayPlace && !order.cancellationRequest
      ? { run: onAsk, label: text('ask') }
      : null;
  return (
    <Alert
      severity="warning"
      action={
        act === null ? undefined : (
          <Button color="inherit" size="small" onClick={act.run}>
            {act.label}
          </Button>
        )
      }
    >
      {text('newer')} <OrderLink order={newer} /> · {text('stillOpen')}
    </Alert>
  );
}
