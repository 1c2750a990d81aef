import { Alert, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isCancellable, isFinishedWork } from '@srs-desk/shared/order/status.ts';
import { useEffect, useRef, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { StatusChip } from '../kit/StateChip.tsx';
import { useProblemText } from '../kit/States.tsx';
import { TroubleLine } from '../kit/TroubleLine.tsx';
import { useStats } from '../layout/useStats.ts';

/** Says what will happen, asks why, and only then cancels. There is no way back at SRS. */
export function CancelDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const order = useRecord<OrderDetail>();
  const text = (key: string) => translate(`desk.orders.cancel.${key}`);
  // What stands on the page may be minutes old: the person decides on what SRS says now.
  const { mutate: look, isPending: looking, data: seen } = useVerb('syncOrder', { touches: ['orders'] });
  useEffect(() => look({ id: order.id }), [look, order.id]);
  const now = seen?.order ?? order;
  // One key per intention: a retry after a lost answer must not become a second cancellation.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const cancel = useVerb('cancelOrder', {
    touches: ['orders', 'cancellations'],
    onSuccess: ({ result }) => {
      notify(`desk.orders.cancel.result.${result}`, { type: result === 'cancelled' ? 'success' : 'info' });
      onClose();
    },
  });
  // Who leaves while SRS is asked is told what came of it all the same.
  const left = useRef(false);
  const textOf = useProblemText();
  const confirm = (reason: string) =>
    cancel.mutateAsync({ id: order.id, reason, idempotencyKey }).catch((error: unknown) => {
      if (left.current) notify(textOf(error), { type: 'error', autoHideDuration: null });
    });
  const troubles = useStats().data?.health.troubles ?? [];
  const trouble =
    troubles.find(({ operation }) => operation === 'cancel_order') ??
    troubles.find(({ operation }) => operation === 'get_status');
  return (
    <ConfirmWithReason
      danger
      title={text('title')}
      confirmLabel={text('confirm')}
      closeLabel={text('keep')}
      {...(isCancellable(now.status) ? {} : { ready: false })}
      busy={cancel.isPending}
      error={cancel.error}
      onClose={() => {
        left.current = cancel.isPending;
        onClose();
      }}
      onConfirm={(reason) => void confirm(reason)}
      suggestions={[text('reasonNewLink'), text('reasonStale'), text('reasonUser')]}
    >
      <Typography variant="body2">
        {text(seen?.live ? 'nowLive' : 'now')} <StatusChip status={now.status} wireStatus={now.wireStatus} />{' '}
        {looking ? text('asking') : null}
        {!looking && !seen?.live ? text('notAsked') : null}
      </Typography>
      {isCancellable(now.status) ? null : <Alert severity="info">{text('alreadyFinal')}</Alert>}
      <Typography variant="body2">{text('what')}</Typography>
      {isFinishedWork(now.status) ? <Alert severity="warning">{text('finished')}</Alert> : null}
      <Alert severity="info">{text('noUndo')}</Alert>
      {trouble ? (
        <Alert severity="warning">
          <TroubleLine trouble={trouble} />. {text('trouble')}
        </Alert>
      ) : null}
      {cancel.isPending ? (
        <Typography variant="body2" role="status">
          {text('goesOn')}
        </Typography>
      ) : null}
    </ConfirmWithReason>
  );
}
