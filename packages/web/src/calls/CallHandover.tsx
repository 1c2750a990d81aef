import { Box, Button, Typography } from '@mui/material';
import type { CallDetail } from '@srs-desk/shared/api/calls.ts';
import { handoverTicket } from '@srs-desk/shared/process/handover.ts';
import { contactLine, ticketInstant } from '@srs-desk/shared/process/order-ticket.ts';
import { sayHold, sayWhy } from '@srs-desk/shared/process/texts.ts';
import { triageFailedCall } from '@srs-desk/shared/process/triage-call.ts';
import { useCanAccess, useGetIdentity, useNotify, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { useVerb } from '../api/use-verb.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyWhenReady } from '../kit/clipboard.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { usePlaybook } from '../playbook/usePlaybook.ts';
import { accessTo } from '../session/access.ts';

/** A failed call may have no order yet: its ticket is for step 1 (guide §6.2). */
export function CallHandover({ call }: { call: CallDetail }) {
  const translate = useTranslate();
  const { canAccess: mayHandover } = useCanAccess(accessTo('orders.handover'));
  const language = useLanguage();
  const format = (at: number) => ticketInstant(at, language);
  const playbook = usePlaybook();
  const reading = triageFailedCall({ ...call, lacks: null, failuresInARow: 1, answers: {} });
  const notify = useNotify();
  const { identity } = useGetIdentity();
  const handOver = useVerb('handOverCall', { touches: ['handovers', 'calls'] });
  const isKnown = identity !== undefined && playbook.data !== undefined;
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
