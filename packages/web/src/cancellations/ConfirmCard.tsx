import { Alert, Box, Button, TextField } from '@mui/material';
import { LONGEST_REASON } from '@srs-desk/shared/api/reason.ts';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { useVerb } from '../api/use-verb.ts';
import { countText } from '../format/amounts.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';
import { CountField } from './CountField.tsx';

/** The count is typed, so that nobody cancels three thousand orders with a stray click. */
export function ConfirmCard() {
  const translate = useTranslate();
  const { canAccess: mayExecute } = useCanAccess(accessTo('cancellations.execute'));
  const job = useRecord<JobDetail>();
  const [locale = 'en'] = useLocaleState();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState(job.reason);
  const count = job.counts.willCancel;
  const execute = useVerb('executeCancellation', { touches: ['cancellations'] });
  const discard = useVerb('discardCancellation', { touches: ['cancellations'] });
  const busy = execute.isPending || discard.isPending;
  if (count === 0) {
    return (
      <Alert
        severity="info"
        action={
          <Button disabled={busy} onClick={() => discard.mutate({ id: job.id })}>
            {translate('desk.cancellations.confirm.discard')}
          </Button>
        }
      >
        {translate('desk.cancellations.confirm.nothing')}
      </Alert>
    );
  }
  const ready = Number(typed) === count && reason.trim().length >= 3;
  return (
    <Section title={translate('desk.cancellations.confirm.title')} surface>
      <Box
        component="form"
        sx={{ display: 'grid', gap: 1.5, maxWidth: 560 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || busy) return;
          execute.mutate({
            id: job.id,
            confirm: Number(typed),
            ...differing(reason, job.reason),
            idempotencyKey: newIdempotencyKey(),
          });
        }}
      >
        <Alert severity="info">{translate('desk.cancellations.confirm.noUndo')}</Alert>
        {job.needsApproval ? (
          <Alert severity="info">{translate('desk.cancellations.confirm.needsApproval')}</Alert>
        ) : null}
        <TextField
          label={translate('desk.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          required
          slotProps={{ htmlInput: { maxLength: LONGEST_REASON } }}
        />
        <CountField count={count} value={typed} onChange={setTyped} />
        <ProblemAlert error={execute.error ?? discard.error} />
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button type="submit" variant="contained" color="error" disabled={!ready || busy || !mayExecute}>
            {busy
              ? translate('desk.working')
              : translate(
                  job.needsApproval
                    ? 'desk.cancellations.confirm.askApproval'
                    : 'desk.cancellations.confirm.run',
                  { smart_count: count, count: countText(count, locale) },
                )}
          </Button>
          <Button disabled={busy} onClick={() => discard.mutate({ id: job.id })}>
            {translate('desk.cancellations.confirm.discard')}
          </Button>
        </Box>
      </Box>
    </Section>
  );
}

function differing(reason: string, planned: string): { reason?: string } {
  return reason.trim() === planned ? {} : { reason: reason.trim() };
}
