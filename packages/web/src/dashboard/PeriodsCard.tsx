import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { Box, Link as MuiLink } from '@mui/material';
import type { PeriodRow } from '@srs-desk/shared/billing/wire.ts';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { Amounts } from '../billing/Amounts.tsx';
import { periodText } from '../format/periods.ts';
import { Section } from '../kit/Section.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';

const MOST = 6;
const LATEST_FIRST = { pagination: { page: 1, perPage: 500 }, sort: { field: 'id', order: 'DESC' } } as const;

/** Months that are over and not closed yet, the latest first. */
export default function PeriodsCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const periods = useGetList<PeriodRow>('periods', LATEST_FIRST);
  const open = (periods.data ?? []).filter(({ state, placed }) => state === 'open' && placed > 0);
  return (
    <Section
      surface
      title={translate('desk.dashboard.periods.title')}
      actions={
        <MuiLink component={Link} to="/periods">
          {translate('desk.dashboard.periods.all')}
        </MuiLink>
      }
    >
      {periods.error && !periods.data ? (
        <ErrorState error={periods.error} onRetry={() => void periods.refetch()} />
      ) : null}
      {periods.data && open.length === 0 ? (
        <EmptyState icon={TaskAltOutlined} title={translate('desk.dashboard.periods.none')} />
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {open.slice(0, MOST).map((month) => (
          <Box component="li" key={month.id} sx={{ display: 'flex', gap: 1 }}>
            <MuiLink component={Link} to={`/periods/${month.id}`}>
              {periodText(month.id, locale)}
            </MuiLink>
            <Box component="span" sx={{ ml: 'auto', textAlign: 'right' }}>
              <Amounts amounts={month.amounts} />
            </Box>
          </Box>
        ))}
      </Box>
      {open.length > MOST ? (
        <Box sx={{ mt: 1, color: 'text.secondary' }}>
          {translate('desk.dashboard.periods.more', { count: open.length - MOST })}
        </Box>
      ) : null}
    </Section>
  );
}
