import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { useCanAccess, useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { accessTo } from '../session/access.ts';

/** What an approval may have changed. */
const TOUCHES = ['approvals', 'settings', 'users', 'orders', 'periods'];

/** Agree or refuse; who asked takes it back instead. */
export function Decide({ id, isOwn }: { id: number; isOwn: boolean }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { canAccess } = useCanAccess(accessTo('approvals.decide'));
  const [rejecting, setRejecting] = useState(false);
  const text = (key: string) => translate(`desk.approvals.${key}`);
  const approve = useVerb('approveRequest', {
    touches: TOUCHES,
    onSuccess: () => notify('desk.approvals.approved', { type: 'success' }),
  });
  const reject = useVerb('rejectRequest', { touches: TOUCHES, onSuccess: () => setRejecting(false) });
  const no = text(isOwn ? 'takeBack' : 'reject');
  if (!canAccess) return null;
  return (
    <>
      <ProblemAlert error={approve.error ?? (rejecting ? null : reject.error)} />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {isOwn ? null : (
          <Button variant="contained" disabled={approve.isPending} onClick={() => approve.mutate({ id })}>
            {text('approve')}
          </Button>
        )}
        <Button variant="outlined" onClick={() => setRejecting(true)}>
          {no}
        </Button>
      </Box>
      {rejecting ? (
        <ConfirmWithReason
          title={no}
          confirmLabel={no}
          busy={reject.isPending}
          error={reject.error}
          onConfirm={(reason) => reject.mutate({ id, reason })}
          onClose={() => setRejecting(false)}
        />
      ) : null}
    </>
  );
}
