import { Box, Button, Link as MuiLink } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StatusChip } from '../kit/StateChip.tsx';

const LEFT_OPEN = { erased: 'left_open' } as const;
const OLDEST_FIRST = {
  filter: LEFT_OPEN,
  pagination: { page: 1, perPage: 5 },
  sort: { field: 'statusChangedAt', order: 'ASC' },
} as const;
const ALL_OF_THEM = `/orders?${new URLSearchParams({ filter: JSON.stringify(LEFT_OPEN) })}`;

/** Orders that were left open at SRS when their person was erased: nobody follows them any more, so they are told here. */
export default function LeftOpenCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data = [], total = 0 } = useGetList<OrderRow>('orders', OLDEST_FIRST);
  if (total === 0) return null;
  return (
    <Section
      surface
      title={translate('desk.cancellations.leftOpen', { count: countText(total, locale) })}
      actions={
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <MuiLink component={Link} to={ALL_OF_THEM}>
            {translate('desk.dashboard.wholeQueue')}
          </MuiLink>
          <Button
            variant="outlined"
            component={Link}
            to="/cancellations/create"
            state={{ filter: LEFT_OPEN }}
          >
            {translate('desk.orders.selection.plan')}
          </Button>
        </Box>
      }
    >
      <p>{translate('desk.cancellations.leftOpenHelp')}</p>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {data.map(({ refId, status, wireStatus, statusChangedAt }) => (
          <Box component="li" key={refId} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <MuiLink component={Link} to={`/orders/${refId}`}>
              <IdText id={refId} plain />
            </MuiLink>
            <StatusChip status={status} wireStatus={wireStatus} />
            <Box component="span" sx={{ color: 'text.secondary' }}>
              <RelativeTime at={statusChangedAt} />
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  );
}
