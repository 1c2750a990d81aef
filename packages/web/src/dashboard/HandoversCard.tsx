import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { HandoverRow } from '@srs-desk/shared/api/support.ts';
import { isIssueId } from '@srs-desk/shared/process/issue-ids.ts';
import { issueById } from '@srs-desk/shared/process/steps.ts';
import { useGetList, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { actorText } from '../audit/log-filters.ts';
import { About } from '../handovers/HandoverList.tsx';
import { useBilingual } from '../i18n/useBilingual.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { ErrorState } from '../kit/States.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';

/** Tickets given to a team that still wait for an answer, oldest first. */
export default function HandoversCard() {
  const translate = useTranslate();
  const pick = useBilingual();
  const handovers = useGetList<HandoverRow>('handovers', {
    pagination: { page: 1, perPage: 8 },
    sort: { field: 'createdAt', order: 'ASC' },
  });
  const rows = handovers.data ?? [];
  return (
    <Section surface title={translate('desk.dashboard.handovers', { count: handovers.total ?? '…' })}>
      {handovers.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {handovers.error && !handovers.data ? (
        <ErrorState error={handovers.error} onRetry={() => void handovers.refetch()} />
      ) : null}
      {handovers.data && rows.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>
          {translate('desk.dashboard.handoversNone')}
        </Box>
      ) : null}
      {rows.length > 0 ? (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
          {rows.map((row) => (
            <Box component="li" key={row.id} sx={{ display: 'flex', gap: 1 }}>
              <Box sx={{ display: 'flex', columnGap: 1, flexWrap: 'wrap', minWidth: 0 }}>
                <About row={row} />
                <span>{isIssueId(row.issue) ? pick(issueById(row.issue).title) : ''}</span>
                <TeamChip team={row.team} short />
                <span>{actorText(row.createdBy)}</span>
              </Box>
              <Box component="span" sx={{ ml: 'auto', color: 'text.secondary', whiteSpace: 'nowrap' }}>
                <RelativeTime at={row.createdAt} />
              </Box>
            </Box>
          ))}
        </Box>
      ) : null}
      <MuiLink component={Link} to="/handovers" sx={{ fontSize: '0.84375rem' }}>
        {translate('desk.dashboard.wholeQueue')}
      </MuiLink>
    </Section>
  );
}
