import { Box, Button } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isFinal } from '@srs-desk/shared/order/status.ts';
import { useCanAccess, useTranslate } from 'react-admin';
import { useRecord } from '../kit/list/use-record.ts';
import { isReplaceable } from '../place/replaceable.ts';
import { accessTo } from '../session/access.ts';
import type { PrimaryAct } from './primary-act.ts';
import { isOpenAtSrs } from './use-person-orders.ts';
import type { Handover } from './useHandover.ts';
import type { OrderVerbs } from './useOrderVerbs.ts';

interface OrderActionsProps {
  /** What the first button does. */
  primary: PrimaryAct | null;
  /** There is a ticket to give. */
  hasTicket: boolean;
  handover: Handover;
  verbs: OrderVerbs;
  onReview(): void;
  onMessage(): void;
  onCancel(): void;
  onAsk(): void;
  onReplace(): void;
}

/** What can be done with an order, the next step first; each has its key. */
export function OrderActions(props: OrderActionsProps) {
  const { primary, handover, verbs } = props;
  const order = useRecord<OrderDetail>();
  const translate = useTranslate();
  const { canAccess: mayHandOver } = useCanAccess(accessTo('orders.handover'));
  const { canAccess: maySync } = useCanAccess(accessTo('orders.sync'));
  const { canAccess: mayVerify } = useCanAccess(accessTo('orders.verify'));
  const { canAccess: mayPlace } = useCanAccess(accessTo('orders.place'));
  const { canAccess: mayCancel } = useCanAccess(accessTo('orders.cancel'));
  const text = (key: string) => translate(`desk.orders.${key}`);
  // A terminated order counts as finished for a cancellation, whatever its verify call says.
  const final = order.status === 'terminated' || isFinal(order.status, order.verifyStatus);
  const erased = order.erasedAt !== null;
  const hands = mayHandOver && !erased;
  // About what was cancelled there is nothing to escalate.
  const escalates = hands && (props.hasTicket || order.status !== 'cancelled');
  const acts: readonly Act[] = [
    ...(hands && props.hasTicket
      ? [{ id: 'ticket', k: 'c', busy: handover.isBusy, act: handover.copy, label: text('handover.copy') }]
      : []),
    ...(escalates ? [{ id: 'review', k: 't', act: props.onReview, label: text('handover.review') }] : []),
    ...(hands ? [{ id: 'message', k: 'm', act: props.onMessage, label: text('message.open') }] : []),
    ...(maySync && !(erased && final)
      ? [{ id: 'sync', k: 's', busy: verbs.sync.busy, act: verbs.sync.run, label: text('verbs.sync') }]
      : []),
    ...(mayVerify && order.status === 'terminated' && !erased
      ? [
          {
            id: 'verify',
            k: 'v',
            busy: verbs.verify.busy,
            act: verbs.verify.run,
            label: text('verbs.verify'),
          },
        ]
      : []),
    ...(mayPlace && !erased && (isReplaceable(order) || primary === 'replace')
      ? [{ id: 'replace', act: props.onReplace, label: translate('desk.place.again.open') }]
      : []),
  ];
  const first = acts.filter(({ id }) => id === primary);
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {[...first, ...acts.filter(({ id }) => id !== primary)].map(({ id, k, busy, act, label }) => (
        <Button
          key={id}
          variant={id === primary ? 'contained' : 'outlined'}
          aria-keyshortcuts={k}
          // Not disabled: the focus would be lost, and could not come back from a dialog.
          aria-disabled={busy ?? false}
          sx={busy ? { opacity: 0.5 } : null}
          onClick={busy ? undefined : act}
        >
          {label}
        </Button>
      ))}
      {mayCancel && !final ? (
        <Button variant="outlined" color="error" onClick={props.onCancel}>
          {text('cancel.open')}
        </Button>
      ) : null}
      {!mayCancel && mayPlace && isOpenAtSrs(order) && !order.cancellationRequest ? (
        <Button variant="outlined" onClick={props.onAsk}>
          {text('cancel.askOpen')}
        </Button>
      ) : null}
    </Box>
  );
}

interface Act {
  id: string;
  k?: string;
  busy?: boolean;
  act(): void;
  label: string;
}
