import { Alert, Box, Button } from '@mui/material';
import { judgeApprover } from '@srs-desk/shared/access/second-person.ts';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useCanAccess, useGetIdentity, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';
import { CountField } from './CountField.tsx';
import { whoOf } from './who-of.ts';

/** A second admin looks, types the count too and approves, or rejects and says why. */
export function ApprovalCard() {
  const translate = useTranslate();
  const { canAccess } = useCanAccess(accessTo('cancellations.approve'));
  const job = useRecord<JobDetail>();
  const { identity } = useGetIdentity();
  const [typed, setTyped] = useState('');
  const [rejecting, setRejecting] = useState(false);
  const verdict = judgeApprover({
    askers: [job.plannedBy, job.requestedBy ?? job.plannedBy],
    approver: `user:${String(identity?.id ?? '')}`,
    keyOwners: [],
  });
  const approve = useVerb('approveCancellation', { touches: ['cancellations'] });
  const reject = useVerb('rejectCancellation', {
    touches: ['cancellations'],
    onSuccess: () => setRejecting(false),
  });
  const mayApprove = verdict === 'ok' && canAccess;
  return (
    <Section title={translate('desk.cancellations.approval.title')} surface>
      <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 560 }}>
        <Alert severity="info">
          {translate('desk.cancellations.approval.asked', { who: whoOf(job.requestedBy ?? job.plannedBy) })}
        </Alert>
        {mayApprove ? (
          <CountField count={job.counts.willCancel} value={typed} onChange={setTyped} />
        ) : (
          <p>{translate('desk.cancellations.approval.notYou')}</p>
        )}
        <ProblemAlert error={approve.error ?? (rejecting ? null : reject.error)} />
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {mayApprove ? (
            <Button
              variant="contained"
              color="error"
              disabled={approve.isPending || Number(typed) !== job.counts.willCancel}
              onClick={() => approve.mutate({ id: job.id, confirm: Number(typed) })}
            >
              {translate('desk.cancellations.approval.approve')}
            </Button>
          ) : null}
          <Button onClick={() => setRejecting(true)}>
            {translate(
              mayApprove ? 'desk.cancellations.approval.reject' : 'desk.cancellations.approval.withdraw',
            )}
          </Button>
        </Box>
      </Box>
      {rejecting ? (
        <ConfirmWithReason
          title={translate('desk.cancellations.approval.rejectTitle')}
          confirmLabel={translate('desk.cancellations.approval.rejectConfirm')}
          busy={reject.isPending}
          error={reject.error}
          onConfirm={(reason) => reject.mutate({ id: job.id, reason })}
          onClose={() => setRejecting(false)}
        />
      ) : null}
    </Section>
  );
}
