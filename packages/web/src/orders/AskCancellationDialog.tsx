import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { CancelFacts } from './CancelFacts.tsx';

/** For who may not cancel: asks an admin to, and says why. */
export function AskCancellationDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const order = useRecord<OrderDetail>();
  const text = (key: string) => translate(`desk.orders.cancel.${key}`);
  const ask = useVerb('askCancellation', {
    touches: ['orders'],
    onSuccess: () => {
      notify('desk.orders.cancel.asked', { type: 'success' });
      onClose();
    },
  });
  return (
    <ConfirmWithReason
      title={text('askTitle')}
      confirmLabel={text('askConfirm')}
      busy={ask.isPending}
      error={ask.error}
      onClose={onClose}
      onConfirm={(reason) => ask.mutate({ id: order.id, reason })}
      suggestions={[text('reasonNewLink'), text('reasonUser')]}
    >
      <CancelFacts order={order} />
    </ConfirmWithReason>
  );
}
