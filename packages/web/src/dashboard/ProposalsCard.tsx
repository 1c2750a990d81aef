import { Box, Link as MuiLink } from '@mui/material';
import type { JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { JOB_STYLE } from '../cancellations/job-style.ts';
import { countText } from '../format/amounts.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';

const MOST_SHOWN = 5;
const WAITING = {
  filter: { state: ['planned', 'awaiting_approval'] },
  pagination: { page: 1, perPage: 100 },
  sort: { field: 'id', order: 'DESC' },
} as const;

/** Cancellations that wait for an admin: what a rule proposes, and what a second admin has to decide. */
export default function ProposalsCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data } = useGetList<JobRow>('cancellations', WAITING);
  // A plan out of a selection is somebody's work in hand; one out of a rule has nobody yet.
  const rows = (data ?? []).filter((job) => job.state === 'awaiting_approval' || job.source === 'policy');
  if (rows.length === 0) return null;
  return (
    <Section
      surface
      title={translate('desk.cancellations.waiting', { count: countText(rows.length, locale) })}
      actions={
        <MuiLink component={Link} to="/cancellations">
          {translate('desk.cancellations.back')}
        </MuiLink>
      }
    >
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {rows.slice(0, MOST_SHOWN).map((job) => (
          <Box
            component="li"
            key={job.id}
            sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}
          >
            <MuiLink component={Link} to={`/cancellations/${job.id}`} underline="always">
              {translate('desk.cancellations.job', { id: job.id })}
            </MuiLink>
            <StateChip {...JOB_STYLE[job.state]} label={translate(`desk.words.jobState.${job.state}`)} />
            <span>
              {translate('desk.cancellations.waitingOrders', {
                smart_count: job.counts.willCancel,
                count: countText(job.counts.willCancel, locale),
              })}
            </span>
            <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
              {job.policyName ?? job.reason} · <RelativeTime at={job.plannedAt} />
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  );
}
