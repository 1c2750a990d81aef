import { Box, Button, Typography } from '@mui/material';
import type { CallDetail } from '@srs-desk/shared/api/calls.ts';
import { handoverTicket } from '@srs-desk/shared/process/handover.ts';
import { useGetIdentity, useNotify, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyText } from '../kit/clipboard.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { useFormatInstant } from '../orders/useFormatInstant.ts';
import { useMay } from '../session/useMay.ts';

/** A failed call may have no order yet: its ticket is for step 1 (guide §6.2). */
export function CallHandover({ call }: { call: CallDetail }) {
  const translate = useTranslate();
  const may = useMay();
  const language = useLanguage();
  const format = useFormatInstant();
  const notify = useNotify();
  const { identity } = useGetIdentity();
  const session = useApi<{ proNumber: string | null }>('session');
  const handOver = useAction(async () => {
    const ticket = handoverTicket(
      {
        step: 1,
        issue: call.operation === 'token' ? 'server_authentication' : 'unsuccessful_response',
        language,
        proNumber: session.data?.proNumber ?? null,
        order: null,
        call: {
          operation: call.operation,
          at: Date.parse(call.startedAt),
          httpStatus: call.httpStatus,
          outcome: call.outcome,
          correlationId: call.correlationId,
          method: null,
        },
        msisdn: null,
        contact: identity?.fullName ?? null,
        problem: null,
        why: null,
        checked: [],
      },
      format,
    );
    const copied = await copyText(`${ticket.subject}\n\n${ticket.body}`);
    const { subject, body, team } = ticket;
    await ask(`calls/${call.id}/handovers`, {
      method: 'POST',
      body: { step: 1, team, issue: null, language, subject, body, hasPersonalData: false },
    });
    notify(copied ? 'desk.calls.handover.copied' : 'desk.copyFailed', {
      type: copied ? 'success' : 'warning',
    });
  });
  if (!may('orders.handover')) return null;
  const ours = call.httpStatus !== null && call.httpStatus >= 400 && call.httpStatus < 500;
  return (
    <Box component="section" sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      <Typography variant="h3">{translate('desk.calls.handover.title')}</Typography>
      {ours ? <Typography variant="body2">{translate('desk.calls.handover.ours')}</Typography> : null}
      <Button variant="outlined" disabled={handOver.busy} onClick={() => void handOver.run()}>
        {translate('desk.calls.handover.copy')}
      </Button>
      <ProblemAlert error={handOver.error} />
    </Box>
  );
}
