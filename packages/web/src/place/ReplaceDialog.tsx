import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import { useId } from 'react';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRecord } from '../kit/list/use-record.ts';
import { StatusChip } from '../kit/StateChip.tsx';
import { accessTo } from '../session/access.ts';
import { EvidenceCheck } from './EvidenceCheck.tsx';
import { PlacingProblem } from './PlacingProblem.tsx';
import { usePlacing } from './use-placing.ts';

/** Places an order anew with the same method and data; says before what happens to the old one. */
export function ReplaceDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const { canAccess: mayCancel } = useCanAccess(accessTo('orders.cancel'));
  const titleId = useId();
  const text = (key: string) => translate(`desk.place.again.${key}`);
  const { issuer, method, refId: replaces } = order;
  const question = order.msisdn ? { refId: order.refId } : null;
  const place = usePlacing({ issuer, method, replaces, sameData: true }, question);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{text('title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="body2">
          {translate('desk.place.again.what', { method: methodDisplayName(order.issuer, order.method) })}
        </Typography>
        <Typography variant="body2" component="div">
          {text('now')} <StatusChip status={order.status} wireStatus={order.wireStatus} />
        </Typography>
        {isPending(order.status) ? (
          <Alert severity="info">{text(mayCancel ? 'willCancel' : 'willAsk')}</Alert>
        ) : null}
        {order.status === 'error' ? <Alert severity="info">{text('checkData')}</Alert> : null}
        <EvidenceCheck check={place.check} question={question} />
        <PlacingProblem error={place.error} />
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 0.5 }}>
        <Button onClick={onClose}>{translate(place.busy ? 'desk.leave' : 'desk.cancel')}</Button>
        <Button component={Link} to={`/orders/create?replaces=${order.refId}`}>
          {text('change')}
        </Button>
        <Button
          variant="contained"
          disabled={
            place.busy || place.check.busy || order.erasedAt !== null || !order.issuer || !order.method
          }
          onClick={() => void place.run()}
        >
          {translate(place.isWarned ? 'desk.place.sendAnyway' : 'desk.place.again.send')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
