import { Box } from '@mui/material';
import { ORDER_STATUSES } from '@srs-desk/shared/order/status.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { Section } from '../kit/Section.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { useStats } from '../layout/useStats.ts';

/** How many orders there are, of all times, by status. */
export default function StatusCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data } = useStats();
  if (!data) return null;
  return (
    <Section
      surface
      title={translate('desk.dashboard.allOrders', { count: countText(data.orders.total, locale) })}
    >
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          columnGap: 3,
        }}
      >
        {ORDER_STATUSES.map((status) => (
          <li key={status}>
            <Box
              component={Link}
              to={`/orders?${new URLSearchParams({ filter: JSON.stringify({ status }) })}`}
              sx={{
                display: 'flex',
                justifyContent: 'space-between',
                px: 0.5,
                py: 0.5,
                borderRadius: 1,
                color: 'inherit',
                textDecoration: 'none',
                '&:hover': { backgroundColor: 'action.hover' },
              }}
            >
              <StatusChip status={status} />{' '}
              <strong>{countText(data.orders.byStatus[status] ?? 0, locale)}</strong>
            </Box>
          </li>
        ))}
      </Box>
    </Section>
  );
}
