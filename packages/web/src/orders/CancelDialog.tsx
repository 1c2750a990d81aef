import { Alert, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isFinishedWork } from '@srs-desk/shared/order/status.ts';
import { useTranslate } from 'react-admin';
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
  return (
    <ConfirmWithReason
      open
      danger
      title={text('title')}
      confirmLabel={text('confirm')}
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
        {text('now')} <StatusChip status={order.status} wireStatus={order.wireStatus} />
      </Typography>
      <Typography variant="body2">{text('what')}</Typography>
      {isFinishedWork(order.status) ? <Alert severity="warning">{text('finished')}</Alert> : null}
      <Alert severity="info">{text('noUndo')}</Alert>
    </ConfirmWithReason>
  );
}
