import { Box, Link as MuiLink } from '@mui/material';
import type { JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import { useCanAccess, useGetList, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';
import { JobStateChip } from './JobStateChip.tsx';

/** The bulk cancellations that an order is or was part of; nothing where it is in none. */
export function OrderCancellations({ refId }: { refId: string }) {
  const translate = useTranslate();
  const { canAccess: mayRead = false } = useCanAccess(accessTo('cancellations.read'));
  const jobs = useGetList<JobRow>(
    'cancellations',
    { filter: { refId }, sort: { field: 'id', order: 'DESC' } },
    { enabled: mayRead },
  );
  if (!jobs.data || jobs.data.length === 0) return null;
  return (
    <Section title={translate('desk.nav.cancellations')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {jobs.data.map((job) => (
          <Box component="li" key={job.id} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <MuiLink component={Link} to={`/cancellations/${job.id}`}>
              {translate('desk.cancellations.job', { id: job.id })}
            </MuiLink>
            <JobStateChip state={job.state} />
            <Box component="span" sx={{ color: 'text.secondary' }}>
              <RelativeTime at={job.plannedAt} />
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  );
}
