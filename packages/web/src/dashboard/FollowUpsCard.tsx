import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { isAttentionCode } from '@srs-desk/shared/order/attention.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { AttentionChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useQueue } from './useQueue.ts';

/** What one has set a date for and that date has come. */
export default function FollowUpsCard() {
  const translate = useTranslate();
  const queue = useQueue();
  const due = queue.data?.followUpsDue ?? [];
  return (
    <Section surface title={translate('desk.dashboard.followUps')}>
      {queue.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {queue.error && !queue.data ? (
        <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />
      ) : null}
      {queue.data && due.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>
          {translate('desk.dashboard.followUpsNone')}
        </Box>
      ) : null}
      {due.length > 0 ? (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
          {due.map((item) => (
            <Box
              component="li"
              key={item.id}
              sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}
            >
              <MuiLink component={Link} to={`/orders/${item.refId}`}>
                <IdText id={item.refId} plain />
              </MuiLink>
              {isAttentionCode(item.attention) ? <AttentionChip code={item.attention} /> : null}
              <span>{methodDisplayName(item.issuer, item.method)}</span>
              <Box component="span" sx={{ ml: 'auto', color: 'text.secondary' }}>
                <RelativeTime at={item.followUpAt} />
              </Box>
            </Box>
          ))}
        </Box>
      ) : null}
    </Section>
  );
}
