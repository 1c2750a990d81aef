import { Alert, Box, FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { type EraseResult, PENDING_CHOICES, type PendingChoice } from '@srs-desk/shared/api/audit.ts';
import type { OrderDetail, OrderRow } from '@srs-desk/shared/api/orders.ts';
import { useId, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { isOpenAtSrs, usePersonOrders } from '../orders/use-person-orders.ts';

interface EraseDialogProps {
  order: OrderDetail;
  onClose(): void;
  onDone(): void;
}

/** Says exactly what goes and what stays, asks why and to type the order's id, and only then erases. For good. */
export function EraseDialog({ order, onClose, onDone }: EraseDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const [typed, setTyped] = useState('');
  const wanted = order.refId.slice(0, 8);
  const refIds = [order.refId, ...(order.samePerson ?? [])];
  const orders = [order, ...usePersonOrders(order).filter(({ refId }) => refIds.includes(refId))];
  const pending = orders.filter(isOpenAtSrs);
  const [choice, setChoice] = useState<PendingChoice>('cancel');
  const text = (key: string, options?: object) => translate(`desk.audit.erase.${key}`, options);
  const tell = (result: EraseResult) => {
    const key = result.compacted ? 'done' : 'doneLater';
    const done = text(key, { smart_count: result.refIds.length });
    if (result.aside.length === 0) notify(done, { type: 'success' });
    else {
      const left = text('aside', { files: result.aside.join(', ') });
      notify(`${done} ${left}`, { type: 'warning', autoHideDuration: null });
    }
  };
  const erase = useVerb('erasePerson', { touches: ['orders'], onSuccess: tell });
  return (
    <ConfirmWithReason
      danger
      title={text('title')}
      confirmLabel={text('confirm')}
      busy={erase.isPending}
      error={erase.error}
      ready={typed.trim().toLowerCase() === wanted}
      onClose={onClose}
      onConfirm={(reason) =>
        erase.mutate(
          { refId: order.refId, reason, ...(pending.length > 0 ? { pending: choice } : {}) },
          { onSuccess: onDone },
        )
      }
      suggestions={[text('reasonAsked'), text('reasonError')]}
    >
      <Box>
        <Typography variant="body2">{text('orders', { smart_count: refIds.length })}</Typography>
        <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.84375rem' }}>
          {refIds.map((refId) => (
            <li key={refId}>
              <IdText id={refId} plain whole />
            </li>
          ))}
        </Box>
      </Box>
      <WhatHappens of="goes" />
      <WhatHappens of="stays" />
      {pending.length > 0 ? <PendingOrders orders={pending} choice={choice} onChoose={setChoice} /> : null}
      <Alert severity="error">{text('noUndo')}</Alert>
      <TextField
        label={text('type', { id: wanted })}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        helperText={text('typeHelp')}
        autoComplete="off"
        required
      />
    </ConfirmWithReason>
  );
}

interface PendingOrdersProps {
  orders: readonly OrderRow[];
  choice: PendingChoice;
  onChoose(choice: PendingChoice): void;
}

/** What becomes of the orders that SRS still holds open, each choice with what follows from it. */
function PendingOrders({ orders, choice, onChoose }: PendingOrdersProps) {
  const translate = useTranslate();
  const titleId = useId();
  const text = (key: string) => translate(`desk.audit.erase.pending.${key}`, { smart_count: orders.length });
  return (
    <Box>
      <Typography variant="h3" id={titleId}>
        {text('title')}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.84375rem' }}>
        {orders.map((order) => (
          <li key={order.refId}>
            <IdText id={order.refId} plain /> <StatusChip status={order.status} />{' '}
            <RelativeTime at={order.statusChangedAt} />
          </li>
        ))}
      </Box>
      <RadioGroup
        aria-labelledby={titleId}
        value={choice}
        onChange={(event) => {
          const chosen = PENDING_CHOICES.find((one) => one === event.target.value);
          if (chosen) onChoose(chosen);
        }}
      >
        {PENDING_CHOICES.map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio />} label={text(one)} />
        ))}
      </RadioGroup>
      <Alert severity={choice === 'cancel' ? 'info' : 'warning'}>{text(`${choice}_means`)}</Alert>
    </Box>
  );
}

const POINTS = {
  goes: ['person', 'evidence', 'log', 'search', 'backups'],
  stays: ['order', 'billing', 'entries', 'srs'],
} as const;

function WhatHappens({ of }: { of: keyof typeof POINTS }) {
  const translate = useTranslate();
  return (
    <Box>
      <Typography variant="h3">{translate(`desk.audit.erase.${of}.title`)}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.84375rem' }}>
        {POINTS[of].map((point) => (
          <li key={point}>{translate(`desk.audit.erase.${of}.${point}`)}</li>
        ))}
      </Box>
    </Box>
  );
}
