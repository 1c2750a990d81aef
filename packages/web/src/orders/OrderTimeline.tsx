import { Box, Button, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/use-api.ts';
import { CallViewer } from '../calls/CallViewer.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { OutcomeChip, StatusChip } from '../kit/StateChip.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';

const FILTERS = ['all', 'status', 'calls', 'people'] as const;
type Filter = (typeof FILTERS)[number];

function belongs(item: TimelineItem, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'calls') return item.kind === 'call';
  if (filter === 'status') return item.kind === 'status' || item.kind === 'verify';
  return item.kind !== 'call' && item.kind !== 'status' && item.kind !== 'verify';
}

/** One story, newest first: status changes, calls, verify results, people's acts, hand-overs, notes. */
export function OrderTimeline({ refId }: { refId: string }) {
  const translate = useTranslate();
  const [filter, setFilter] = useState<Filter>('all');
  const timeline = useApi<{ items: TimelineItem[]; truncated: boolean }>(`orders/${refId}/timeline`, {
    refreshOn: ['orders'],
    refreshId: refId,
  });
  const items = timeline.data?.items.filter((item) => belongs(item, filter)) ?? [];
  return (
    <Section
      title={translate('desk.orders.timeline.title')}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={filter}
          aria-label={translate('desk.orders.timeline.filter')}
          onChange={(_, next: Filter | null) => next && setFilter(next)}
        >
          {FILTERS.map((one) => (
            <ToggleButton key={one} value={one}>
              {translate(`desk.orders.timeline.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {timeline.error ? <ErrorState error={timeline.error} onRetry={timeline.refetch} /> : null}
      {timeline.data && items.length === 0 ? (
        <EmptyState title={translate('desk.orders.timeline.empty')} />
      ) : null}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, borderLeft: 2, borderColor: 'divider' }}>
        {items.map((item) => (
          <Event key={item.id} item={item} />
        ))}
      </Box>
      {timeline.data?.truncated ? (
        <Typography variant="caption">{translate('desk.orders.timeline.truncated')}</Typography>
      ) : null}
    </Section>
  );
}

function Event({ item }: { item: TimelineItem }) {
  return (
    <Box component="li" sx={{ pl: 2, py: 0.75, position: 'relative' }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <Box sx={{ minWidth: 150, fontSize: '0.8125rem', color: 'text.secondary' }}>
          <ExactTime at={item.at} />
        </Box>
        <What item={item} />
      </Box>
    </Box>
  );
}

function What({ item }: { item: TimelineItem }) {
  const translate = useTranslate();
  switch (item.kind) {
    case 'status':
      return (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
          <StatusChip status={item.status} wireStatus={item.wireStatus} />
          <Typography variant="caption" color="text.secondary">
            {translate('desk.orders.timeline.observed')} <ExactTime at={item.observedAt} />
            {item.transition === 'regression' ? ` · ${translate('desk.orders.timeline.regression')}` : ''}
          </Typography>
        </Box>
      );
    case 'call':
      return <CallEvent item={item} />;
    case 'note':
      return (
        <Box sx={{ whiteSpace: 'pre-wrap' }}>
          {item.text ?? translate('desk.orders.timeline.erased')}{' '}
          <Typography variant="caption" color="text.secondary">
            {item.actor}
          </Typography>
        </Box>
      );
    default:
      return (
        <Box sx={{ fontSize: '0.875rem' }}>
          <span>{translate(`desk.orders.timeline.action.${item.action}`, { _: item.action })}</span>
          {item.text ? <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{item.text}</Box> : ' '}
          <Typography variant="caption" color="text.secondary">
            {item.actor}
          </Typography>
        </Box>
      );
  }
}

function CallEvent({ item }: { item: Extract<TimelineItem, { kind: 'call' }> }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <Box sx={{ minWidth: 0, flex: 1 }}>
      <Button
        size="small"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        sx={{ py: 0, textAlign: 'left' }}
      >
        {translate(`desk.status.operation.${item.operation}`)}
      </Button>{' '}
      <OutcomeChip outcome={item.outcome} httpStatus={item.httpStatus} />
      {open ? (
        <Box sx={{ mt: 1 }}>
          <CallViewer id={item.callId} />
        </Box>
      ) : null}
    </Box>
  );
}
