import { Box } from '@mui/material';
import type { ApprovalRow } from '@srs-desk/shared/api/approvals.ts';
import { useTranslate } from 'react-admin';
import { actorText } from '../audit/log-filters.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { AboutRequest } from './AboutRequest.tsx';
import { Decide } from './Decide.tsx';

/** Something that waits: what, who asked when and why, and what this admin can do about it. */
export function WaitingRequest({ request }: { request: ApprovalRow }) {
  const translate = useTranslate();
  const { act, askedBy, askedAt, expiresAt, reason, isOwn } = request;
  const text = (key: string, options?: object) => translate(`desk.approvals.${key}`, options);
  return (
    <Box sx={{ display: 'grid', gap: 0.75, overflowWrap: 'anywhere' }}>
      <Box>
        <strong>{translate(`desk.words.approvalAct.${act}`)}</strong>
        {': '}
        <AboutRequest request={request} />
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        {isOwn ? text('ownAsked') : text('asked', { name: actorText(askedBy) })} <RelativeTime at={askedAt} />
        {reason === null ? null : ` · ${text('because', { reason })}`} · {text('lapses')}{' '}
        <RelativeTime at={expiresAt} />
      </Box>
      <Decide id={request.id} isOwn={isOwn} />
    </Box>
  );
}
