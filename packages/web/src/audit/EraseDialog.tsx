import { Alert, Box, TextField, Typography } from '@mui/material';
import type { EraseResult } from '@srs-desk/shared/api/audit.ts';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { IdText } from '../kit/IdText.tsx';

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
  const text = (key: string, options?: object) => translate(`desk.audit.erase.${key}`, options);
  const tell = (result: EraseResult) => {
    const key = result.compacted ? 'done' : 'doneLater';
    const done = text(key, { smart_count: result.refIds.length });
    if (result.aside.length === 0) notify(done, { type: 'success' });
    else {
      const left = text('aside', { files: result.aside.join(', ') });
      notify(`${done} ${left}`, { type: 'warning', autoHideDuration: null });
    }
    onDone();
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
      onConfirm={(reason) => erase.mutate({ refId: order.refId, reason })}
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
      {isPending(order.status) ? <Alert severity="warning">{text('pending')}</Alert> : null}
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
