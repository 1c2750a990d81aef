import { Box, Button, Typography } from '@mui/material';
import type { CallDetail, CallRow } from '@srs-desk/shared/api/calls.ts';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { ticketCall } from '@srs-desk/shared/process/call-ticket.ts';
import { handoverTicket } from '@srs-desk/shared/process/handover.ts';
import { contactLine, ticketInstant, ticketOrder } from '@srs-desk/shared/process/order-ticket.ts';
import { sayHold, sayNote, sayWhy } from '@srs-desk/shared/process/texts.ts';
import { triageFailedCall } from '@srs-desk/shared/process/triage-call.ts';
import { useCanAccess, useGetIdentity, useGetList, useGetOne, useNotify, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { useVerb } from '../api/use-verb.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyWhenReady } from '../kit/clipboard.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { usePlaybook } from '../playbook/usePlaybook.ts';
import { accessTo } from '../session/access.ts';
import { failuresInARow } from './failures-in-a-row.ts';

/** Whether it failed before as well is all that matters. */
const COMPARED = 2;

/** A failed call may have no order yet: its ticket is for step 1 (guide §6.2). */
export function CallHandover({ call }: { call: CallDetail }) {
  const translate = useTranslate();
  const { canAccess: mayHandover } = useCanAccess(accessTo('orders.handover'));
  const language = useLanguage();
  const format = (at: number) => ticketInstant(at, language);
  const playbook = usePlaybook();
  const before = useGetList<CallRow>('calls', {
    filter: { operation: call.operation, startedAt_lte: call.startedAt },
    pagination: { page: 1, perPage: COMPARED },
    sort: { field: 'id', order: 'DESC' },
  });
  const counted = before.data === undefined ? null : failuresInARow(before.data);
  const reading = triageFailedCall({ ...call, lacks: null, failuresInARow: counted, answers: {} });
  const notify = useNotify();
  const { identity } = useGetIdentity();
  const handOver = useVerb('handOverCall', { touches: ['handovers', 'calls'] });
  const order = useGetOne<OrderDetail & { id: string }>(
    'orders',
    { id: call.refId ?? '' },
    { enabled: call.refId !== null && mayHandover === true, retry: false },
  );
  // Of a call about an order that is not known here the ticket tells what stands in the call.
  const isRead = call.refId === null || !order.isPending;
  const isKnown = identity !== undefined && playbook.data !== undefined && isRead;
  const give = async () => {
    if (!isKnown) return;
    const ticket = handoverTicket(
      {
        step: 1,
        issue: reading?.issue ?? 'unsuccessful_response',
        issueNamed: false,
        team: reading?.team,
        language,
        proNumber: typeof identity.proNumber === 'string' ? identity.proNumber : null,
        order: order.data === undefined ? null : ticketOrder(order.data),
        call: ticketCall(call),
        msisdn: null,
        contact: contactLine(identity.fullName ?? '', playbook.data.contacts.service_provider_support),
        problem: null,
        occurredAt: null,
        answers: {},
        checked: [],
        now: deskNow(),
      },
      format,
    );
    const { subject, body, team } = ticket;
    const recorded = handOver.mutateAsync({
      callId: call.id,
      step: 1,
      team,
      issue: reading?.issue ?? null,
      language,
      subject,
      body,
    });
    const copied = await copyWhenReady(recorded.then(() => `${subject}\n\n${body}`));
    notify(copied ? 'desk.calls.handover.copied' : 'desk.copyFailed', {
      type: copied ? 'success' : 'warning',
    });
  };
  if (!mayHandover) return null;
  return (
    <Box component="section" sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      <Typography variant="h3">{translate('desk.calls.handover.title')}</Typography>
      {reading ? <Typography variant="body2">{sayWhy(language, reading.why, format)}</Typography> : null}
      {reading?.notes.map((note) => (
        <Typography key={note.code} variant="body2">
          {sayNote(language, note, format)}
        </Typography>
      ))}
      {reading?.doNotEscalate ? (
        <Typography variant="body2">
          {translate('desk.orders.turn.hold')} {sayHold(language, reading.doNotEscalate, format)}
        </Typography>
      ) : null}
      <Button
        variant="outlined"
        disabled={handOver.isPending || !isKnown}
        onClick={() => void give().catch(() => undefined)}
      >
        {translate('desk.calls.handover.copy')}
      </Button>
      <ProblemAlert
        error={handOver.error ?? playbook.error}
        onRetry={playbook.data ? undefined : () => void playbook.refetch()}
      />
    </Box>
  );
}
