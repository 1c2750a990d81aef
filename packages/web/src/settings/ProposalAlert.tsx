import { Alert, Box } from '@mui/material';
import { judgeApprover } from '@srs-desk/shared/access/second-person.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useGetIdentity, useTranslate } from 'react-admin';
import { Decide } from '../approvals/Decide.tsx';
import { actorText } from '../audit/log-filters.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { changesIn, recordOf } from './setting-form.ts';
import { useValueText } from './useValueText.ts';

/** A change of a setting that waits for a second admin: what it is, and what this admin can do about it. */
export function ProposalAlert({ row }: { row: SettingRow }) {
  const translate = useTranslate();
  const textOf = useValueText();
  const { identity } = useGetIdentity();
  const { proposal } = row;
  if (proposal === null) return null;
  const approver = `user:${String(identity?.id ?? '')}`;
  const isOwn = judgeApprover({ askers: [proposal.by], approver, keyOwners: [] }) !== 'ok';
  const proposed = changesIn([row], recordOf([{ ...row, value: proposal.value }]));
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 1.5, maxWidth: 980 }}>
      <Box>
        {translate('desk.admin.settings.proposedBy', { name: actorText(proposal.by) })}{' '}
        <RelativeTime at={proposal.at} />
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
      <Decide id={proposal.id} isOwn={isOwn} />
    </Alert>
  );
}
