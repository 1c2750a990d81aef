import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useTranslate } from 'react-admin';
import { useGone } from '../api/use-gone.ts';
import { useTellAbout } from '../api/use-tell-about.ts';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { CancelFacts } from './CancelFacts.tsx';

/** For who may not cancel: asks an admin to, and says why. */
export function AskCancellationDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const tell = useTellAbout();
  const gone = useGone();
  const order = useRecord<OrderDetail>();
  const text = (key: string) => translate(`desk.orders.cancel.${key}`);
  const ask = useVerb('askCancellation', {
    touches: ['orders'],
    onSuccess: () => {
      tell(order.refId, text('asked'), { type: 'success' });
      if (!gone.current) onClose();
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
