import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { QueueView } from '@srs-desk/shared/api/support.ts';
import { ATTENTION_CODES, isAttentionCode } from '@srs-desk/shared/order/attention.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { spanText } from '../format/time.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { AttentionChip } from '../kit/StateChip.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { NextActorChip } from '../kit/TeamChip.tsx';
import { useQueue } from './useQueue.ts';

/** The address of the order list under a filter of the queue. */
function queueLink(filter: Readonly<Record<string, unknown>>): string {
  return `/orders?${new URLSearchParams({ filter: JSON.stringify({ ...filter, putOff: 'no' }) })}`;
}

/** Beyond this an age tells no more than that it is long, ms. */
const LONG_MS = 30 * 86_400_000;

/** What needs attention, by cause: how many, how long the oldest waits. */
export default function QueueCard() {
  const translate = useTranslate();
  const queue = useQueue();
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
      {queue.error && !queue.data ? (
        <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />
      ) : null}
      {queue.data ? <Causes queue={queue.data} /> : null}
    </Section>
  );
}

/** How many of them wait for whom. */
function Actors({ actors }: Pick<QueueView, 'actors'>) {
  const [locale = 'en'] = useLocaleState();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, px: { sm: 1 }, mb: 1 }}>
      {actors.map(({ nextActor, count }) => (
        <MuiLink
          key={nextActor}
          component={Link}
          to={queueLink({ attention: ATTENTION_CODES, nextActor })}
          sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center', color: 'inherit' }}
        >
          <NextActorChip actor={nextActor} /> <strong>{countText(count, locale)}</strong>
        </MuiLink>
      ))}
    </Box>
  );
}

/** How long the oldest has waited, as long as that is a wait and not a thing of the past. */
function Oldest({ since, asOf }: { since: string | null; asOf: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (since === null) return null;
  if (Date.parse(asOf) - Date.parse(since) > LONG_MS)
    return translate('desk.dashboard.oldestLong', { span: spanText(LONG_MS, locale) });
  return (
    <>
      {translate('desk.dashboard.oldest')} <RelativeTime at={since} bare />
    </>
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
      <Actors actors={queue.actors} />
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {causes.map((cause) => (
          <li key={cause.attention}>
            <Box
              component={Link}
              to={queueLink({ attention: [cause.attention] })}
              sx={{
                display: 'grid',
                gridTemplateColumns: { xs: '44px minmax(0, 1fr)', sm: '64px minmax(0, 1fr) auto' },
                alignItems: 'center',
                columnGap: 1.5,
                px: { xs: 0, sm: 1 },
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
              <Box
                component="span"
                sx={{ gridColumn: { xs: 2, sm: 3 }, fontSize: '0.8125rem', color: 'text.secondary' }}
              >
                <Oldest since={cause.oldestSince} asOf={queue.asOf} />
              </Box>
            </Box>
          </li>
        ))}
      </Box>
      {queue.snoozed > 0 ? (
        <Box sx={{ mt: 1, fontSize: '0.8125rem', color: 'text.secondary' }}>
          {translate('desk.dashboard.snoozed', { smart_count: queue.snoozed })}
        </Box>
      ) : null}
    </>
  );
}
