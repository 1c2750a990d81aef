import { Box, Link as MuiLink } from '@mui/material';
import type { HandoverRow } from '@srs-desk/shared/api/support.ts';
import { useGetList, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';

/** Tickets given to a team that still wait for an answer, oldest first. */
export default function HandoversCard() {
  const translate = useTranslate();
  const { data: rows = [], total = 0 } = useGetList<HandoverRow>('handovers', {
    pagination: { page: 1, perPage: 8 },
    sort: { field: 'createdAt', order: 'ASC' },
  });
  return (
    <Section surface title={translate('desk.dashboard.handovers', { count: total })}>
      {rows.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>
          {translate('desk.dashboard.handoversNone')}
        </Box>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
          {rows.map((row) => (
            <Box component="li" key={row.id} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              <MuiLink component={Link} to={row.refId ? `/orders/${row.refId}` : `/calls/${row.callId}`}>
                {row.ticketNumber ?? translate('desk.dashboard.noNumber')}
              </MuiLink>
              <TeamChip team={row.team} short />
              <span>{translate(`desk.words.ticketState.${row.state}`)}</span>
              <Box component="span" sx={{ ml: 'auto', color: 'text.secondary' }}>
                <RelativeTime at={row.createdAt} />
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Section>
  );
}
