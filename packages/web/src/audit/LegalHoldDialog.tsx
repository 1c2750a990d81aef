import { Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
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
  const change = useVerb('setLegalHold', {
    touches: ['orders'],
    onSuccess: () => notify(text('done'), { type: 'success' }),
  });
  return (
    <ConfirmWithReason
      title={text('title')}
      confirmLabel={text('confirm')}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={(reason) => change.mutate({ refId: order.refId, hold, reason }, { onSuccess: onDone })}
    >
      <Typography variant="body2">{text('what')}</Typography>
    </ConfirmWithReason>
  );
}
