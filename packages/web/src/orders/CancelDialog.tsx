import { Alert, Typography } from '@mui/material';
import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isCancellable, isFinishedWork } from '@srs-desk/shared/order/status.ts';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { useGone } from '../api/use-gone.ts';
import { useTellAbout } from '../api/use-tell-about.ts';
import { useTellIfGone } from '../api/use-tell-refused.ts';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { TroubleLine } from '../kit/TroubleLine.tsx';
import { useStats } from '../layout/useStats.ts';
import { CancelFacts } from './CancelFacts.tsx';

interface CancelDialogProps {
  /** The request of support's that it carries out. */
  request?: number | undefined;
  onClose(): void;
}

/** Where SRS does not answer, that is said beside the last known status. */
const LOOK = { touches: ['orders'], onError: () => undefined };

/** Says what will happen and to whom, asks why, and only then cancels. There is no way back at SRS. */
export function CancelDialog({ request, onClose }: CancelDialogProps) {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const tell = useTellAbout();
  const text = (key: string) => translate(`desk.orders.cancel.${key}`);
  // What stands on the page may be minutes old: the person decides on what SRS says now.
  const { mutate: look, isPending: looking, data: seen } = useVerb('syncOrder', LOOK);
  useEffect(() => look({ id: order.id }), [look, order.id]);
  const now = seen?.order ?? order;
  const gone = useGone();
  const tellIfGone = useTellIfGone();
  // One key per intention: a retry after a lost answer must not become a second cancellation.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const ends = {
    touches: ['orders', 'cancellations', 'cancellation-requests'],
    onSuccess: ({ result }: { result: CancelResult }) => {
      tell(order.refId, text(`result.${result}`), { type: result === 'cancelled' ? 'success' : 'info' });
      if (!gone.current) onClose();
    },
    // Who leaves while SRS is asked is told what came of it all the same.
    onError: (error: Error) => tellIfGone(error, order),
  };
  const cancel = useVerb('cancelOrder', ends);
  const execute = useVerb('executeRequest', ends);
  const busy = cancel.isPending || execute.isPending;
  const confirm = (reason: string) =>
    request === undefined
      ? cancel.mutate({ id: order.id, reason, idempotencyKey })
      : execute.mutate({ id: request, reason });
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
      busy={busy}
      error={cancel.error ?? execute.error}
      onClose={onClose}
      onConfirm={confirm}
      suggestions={[text('reasonNewLink'), text('reasonStale'), text('reasonUser')]}
    >
      <CancelFacts order={order} />
      <Typography variant="body2" component="div">
        {text(seen?.live ? 'nowLive' : 'now')} <StatusChip status={now.status} wireStatus={now.wireStatus} />{' '}
        <RelativeTime at={now.statusChangedAt} /> {looking ? text('asking') : null}
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
      {busy ? (
        <Typography variant="body2" role="status">
          {text('goesOn')}
        </Typography>
      ) : null}
    </ConfirmWithReason>
  );
}
