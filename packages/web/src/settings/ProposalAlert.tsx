import { Alert, Box, Button } from '@mui/material';
import { judgeApprover } from '@srs-desk/shared/access/second-person.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useState } from 'react';
import { useCanAccess, useGetIdentity, useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { actorText } from '../audit/log-filters.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { accessTo } from '../session/access.ts';
import { changesIn, recordOf } from './setting-form.ts';
import { useValueText } from './useValueText.ts';

const WRITE = accessTo('settings.write');

/** A change of a setting that waits for a second admin: what it is, and what this admin can do about it. */
export function ProposalAlert({ row }: { row: SettingRow }) {
  const translate = useTranslate();
  const notify = useNotify();
  const textOf = useValueText();
  const { canAccess } = useCanAccess(WRITE);
  const { identity } = useGetIdentity();
  const [rejecting, setRejecting] = useState(false);
  const text = (key: string, options?: object) => translate(`desk.admin.settings.${key}`, options);
  const approve = useVerb('approveSetting', {
    touches: ['settings'],
    onSuccess: () => notify('desk.admin.settings.approved', { type: 'success' }),
  });
  const reject = useVerb('rejectSetting', { touches: ['settings'], onSuccess: () => setRejecting(false) });
  const { proposal } = row;
  if (proposal === null) return null;
  const approver = `user:${String(identity?.id ?? '')}`;
  const isOwn = judgeApprover({ askers: [proposal.by], approver, keyOwners: [] }) !== 'ok';
  const proposed = changesIn([row], recordOf([{ ...row, value: proposal.value }]));
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 1.5, maxWidth: 980 }}>
      <Box>
        {text('proposedBy', { name: actorText(proposal.by) })} <RelativeTime at={proposal.at} />
      </Box>
      <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
        {proposed.flatMap(({ values }) =>
          values.map(({ value, before, after }) => (
            <li key={value.source}>
              {translate(`desk.words.${value.path.length > 0 ? 'settingPart' : 'setting'}.${value.key}`)}:{' '}
              {textOf(value, before)} → {textOf(value, after)}
            </li>
          )),
        )}
      </Box>
      <ProblemAlert error={approve.error} />
      {canAccess ? (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {isOwn ? null : (
            <Button
              variant="contained"
              disabled={approve.isPending}
              onClick={() => approve.mutate({ id: proposal.id })}
            >
              {text('approve')}
            </Button>
          )}
          <Button variant="outlined" onClick={() => setRejecting(true)}>
            {text(isOwn ? 'takeBack' : 'reject')}
          </Button>
        </Box>
      ) : null}
      {rejecting ? (
        <ConfirmWithReason
          title={text(isOwn ? 'takeBack' : 'reject')}
          confirmLabel={text(isOwn ? 'takeBack' : 'reject')}
          busy={reject.isPending}
          error={reject.error}
          onConfirm={(reason) => reject.mutate({ id: proposal.id, reason })}
          onClose={() => setRejecting(false)}
        />
      ) : null}
    </Alert>
  );
}
