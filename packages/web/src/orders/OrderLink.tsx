import { Link as MuiLink } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';

/** Another order: the way to it, its status and since when. */
export function OrderLink({ order }: { order: OrderRow }) {
  return (
    <>
      <MuiLink component={Link} to={`/orders/${order.refId}`} underline="always">
        <IdText id={order.refId} plain />
      </MuiLink>{' '}
      <StatusChip status={order.status} wireStatus={order.wireStatus} />{' '}
      <RelativeTime at={order.statusChangedAt} />
    </>
  );
}
