import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { QueueView } from '@srs-desk/shared/api/support.ts';
import { isAttentionCode } from '@srs-desk/shared/order/attention.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { countText } from '../format/amounts.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { AttentionChip } from '../kit/StateChip.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';

/** The address of the order list under one cause. */
export function causeLink(attention: string): string {
  return `/orders?${new URLSearchParams({ filter: JSON.stringify({ attention: [attention], putOff: 'no' }) })}`;
}

/** What needs attention, by cause: how many, how long the oldest waits. */
export default function QueueCard() {
  const translate = useTranslate();
  const queue = useApi<QueueView>('queue', { refreshOn: ['orders'], refetchInterval: 60_000 });
  return (
    <Section
      surface
      title={translate('desk.dashboard.queue')}
      actions={
        <MuiLink component={Link} to="/orders">
          {translate('desk.dashboard.wholeQueue')}
        </MuiLink>
      }
    >
      {queue.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {queue.error && !queue.data ? <ErrorState error={queue.error} onRetry={queue.refetch} /> : null}
      {queue.data ? <Causes queue={queue.data} /> : null}
    </Section>
  );
}

function Causes({ queue }: { queue: QueueView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const causes = queue.causes.filter((cause) => cause.count > 0);
  if (causes.length === 0) {
    return <EmptyState icon={TaskAltOutlined} title={translate('desk.dashboard.queueEmpty')} />;
  }
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {causes.map((cause) => (
          <li key={cause.attention}>
            <Box
              component={Link}
              to={causeLink(cause.attention)}
              sx={{
                display: 'grid',
                gridTemplateColumns: '64px minmax(0, 1fr) auto',
                alignItems: 'center',
                gap: 1.5,
                px: 1,
                py: 0.75,
                borderRadius: 1,
                color: 'inherit',
                textDecoration: 'none',
                '&:hover': { backgroundColor: 'action.hover' },
              }}
            >
              <Box component="span" sx={{ fontSize: '1.25rem', fontWeight: 650, textAlign: 'right' }}>
                {countText(cause.count, locale)}
              </Box>
              <span>
                {isAttentionCode(cause.attention) ? (
                  <AttentionChip code={cause.attention} />
                ) : (
                  cause.attention
                )}
                {cause.mine > 0 ? (
                  <Box component="span" sx={{ ml: 1, fontSize: '0.8125rem', color: 'text.secondary' }}>
                    {translate('desk.dashboard.mine', { count: cause.mine })}
                  </Box>
                ) : null}
              </span>
              <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
                {cause.oldestSince ? (
                  <>
                    {translate('desk.dashboard.oldest')} <RelativeTime at={cause.oldestSince} bare />
                  </>
                ) : null}
              </Box>
            </Box>
          </li>
        ))}
      </Box>
      {queue.snoozed > 0 ? (
        <Box sx={{ mt: 1, fontSize: '0.8125rem', color: 'text.secondary' }}>
          {translate('desk.dashboard.snoozed', { count: queue.snoozed })}
        </Box>
      ) : null}
    </>
  );
}
