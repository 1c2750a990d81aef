import { Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useNotify, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';

interface LegalHoldDialogProps {
  order: OrderDetail;
  onClose(): void;
  onDone(): void;
}

/** Sets a legal hold on an order, or releases it. */
export function LegalHoldDialog({ order, onClose, onDone }: LegalHoldDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const hold = !order.legalHold;
  const text = (key: string) => translate(`desk.audit.${hold ? 'hold' : 'release'}.${key}`);
  const change = useAction(async (reason: string) => {
    await ask(`orders/${order.refId}/legal-hold`, { method: 'POST', body: { hold, reason } });
    notify(text('done'), { type: 'success' });
    onDone();
  });
  return (
    <ConfirmWithReason
      title={text('title')}
      confirmLabel={text('confirm')}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onConfirm={(reason) => void change.run(reason)}
    >
      <Typography variant="body2">{text('what')}</Typography>
    </ConfirmWithReason>
  );
}
