import { Box, Button } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isFinal } from '@srs-desk/shared/order/status.ts';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useRecord } from '../kit/list/use-record.ts';
import { isReplaceable } from '../place/replaceable.ts';
import { useMay } from '../session/useMay.ts';
import type { Handover } from './useHandover.ts';
import type { OrderVerbs } from './useOrderVerbs.ts';

interface OrderActionsProps {
  /** There is a team whose turn it is. */
  hasTurn: boolean;
  handover: Handover;
  verbs: OrderVerbs;
  onReview(): void;
  onMessage(): void;
  onCancel(): void;
  onReplace(): void;
}

/** What can be done with an order, the most likely first; each has its key. */
export function OrderActions(props: OrderActionsProps) {
  const { hasTurn, handover, verbs } = props;
  const order = useRecord<OrderDetail>();
  const translate = useTranslate();
  const may = useMay();
  const text = (key: string) => translate(`desk.orders.${key}`);
  // A terminated order counts as finished for a cancellation, whatever its verify call says.
  const final = order.status === 'terminated' || isFinal(order.status, order.verifyStatus);
  const hands = may('orders.handover');
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {hands && hasTurn ? (
        <Act k="c" main busy={handover.give.busy} onClick={handover.copy}>
          {text('handover.copy')}
        </Act>
      ) : null}
      {hands ? (
        <Act k="t" onClick={props.onReview}>
          {text('handover.review')}
        </Act>
      ) : null}
      {hands ? (
        <Act k="m" onClick={props.onMessage}>
          {text('message.open')}
        </Act>
      ) : null}
      {may('orders.sync') ? (
        <Act k="s" busy={verbs.sync.busy} onClick={verbs.sync.run}>
          {text('verbs.sync')}
        </Act>
      ) : null}
      {may('orders.verify') && order.status === 'terminated' ? (
        <Act k="v" busy={verbs.verify.busy} onClick={verbs.verify.run}>
          {text('verbs.verify')}
        </Act>
      ) : null}
      {may('orders.place') && isReplaceable(order) ? (
        <Button variant="outlined" onClick={props.onReplace}>
          {translate('desk.place.again.open')}
        </Button>
      ) : null}
      {may('orders.cancel') && !final ? (
        <Button variant="outlined" color="error" onClick={props.onCancel}>
          {text('cancel.open')}
        </Button>
      ) : null}
    </Box>
  );
}

interface ActProps {
  k: string;
  main?: boolean;
  busy?: boolean;
  onClick(): void;
  children: ReactNode;
}

function Act({ k, main, busy, onClick, children }: ActProps) {
  return (
    <Button
      variant={main ? 'contained' : 'outlined'}
      aria-keyshortcuts={k}
      disabled={busy ?? false}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
