import { Alert, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isCancellable, isFinishedWork, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import type { OrderVerbs } from './useOrderVerbs.ts';

interface CancelDialogProps {
  order: OrderDetail;
  cancel: OrderVerbs['cancel'];
  onClose(): void;
}

/** Says what will happen, asks why, and only then cancels. There is no way back at SRS. */
export function CancelDialog({ order, cancel, onClose }: CancelDialogProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.orders.cancel.${key}`);
  // What stands on the page may be minutes old: the person decides on what SRS says now.
  const look = useAction(async () => {
    const { status, json } = await request<OrderDetail>(`orders/${order.refId}/sync`, {
      method: 'POST',
      body: {},
    });
    return { live: status === 200, status: json.status, wireStatus: json.wireStatus };
  });
  const [seen, setSeen] = useState<{ live: boolean; status: OrderStatus; wireStatus: string | null } | null>(
    null,
  );
  const { run } = look;
  useEffect(() => void run().then((answer) => setSeen(answer ?? null)), [run]);
  const now = seen ?? order;
  return (
    <ConfirmWithReason
      open
      danger
      title={text('title')}
      confirmLabel={text('confirm')}
      closeLabel={text('keep')}
      {...(isCancellable(now.status) ? {} : { ready: false })}
      busy={cancel.busy}
      error={cancel.error}
      onClose={onClose}
      onConfirm={(reason) =>
        void cancel.run(reason).then((result) => {
          if (result !== undefined) onClose();
        })
      }
      suggestions={[text('reasonNewLink'), text('reasonStale'), text('reasonUser')]}
    >
      <Typography variant="body2">
        {text(seen?.live ? 'nowLive' : 'now')} <StatusChip status={now.status} wireStatus={now.wireStatus} />{' '}
        {look.busy ? text('asking') : null}
        {!look.busy && !seen?.live ? text('notAsked') : null}
      </Typography>
      {isCancellable(now.status) ? null : <Alert severity="info">{text('alreadyFinal')}</Alert>}
      <Typography variant="body2">{text('what')}</Typography>
      {isFinishedWork(now.status) ? <Alert severity="warning">{text('finished')}</Alert> : null}
      <Alert severity="info">{text('noUndo')}</Alert>
    </ConfirmWithReason>
  );
}
