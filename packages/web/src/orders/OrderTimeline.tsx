import { Box, LinearProgress, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/use-api.ts';
import { Section } from '../kit/Section.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { useMay } from '../session/useMay.ts';
import { NoteForm } from './NoteForm.tsx';
import { TimelineEntry } from './TimelineEntry.tsx';
import { belongs, TIMELINE_FILTERS, type TimelineFilter } from './timeline-kinds.ts';

interface TimelineAnswer {
  items: TimelineItem[];
  truncated: boolean;
}

/** An order's timeline, kept fresh; nothing for roles that may not read it. */
export function useTimeline(refId: string) {
  const may = useMay();
  return useApi<TimelineAnswer>(may('orders.timeline') ? `orders/${refId}/timeline` : null, {
    refreshOn: ['orders'],
    refreshId: refId,
  });
}

/** All that happened, newest first: status changes, calls, verify results, people's acts, hand-overs, notes. */
export function OrderTimeline({ refId, onChanged }: { refId: string; onChanged(): void }) {
  const translate = useTranslate();
  const may = useMay();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const timeline = useTimeline(refId);
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
          onChange={(_, next: TimelineFilter | null) => next && setFilter(next)}
        >
          {TIMELINE_FILTERS.map((one) => (
            <ToggleButton key={one} value={one}>
              {translate(`desk.orders.timeline.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {may('orders.note') ? <NoteForm refId={refId} onDone={onChanged} /> : null}
      {timeline.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {timeline.error && !timeline.data ? (
        <ErrorState error={timeline.error} onRetry={timeline.refetch} />
      ) : null}
      {timeline.data && items.length === 0 ? (
        <EmptyState title={translate('desk.orders.timeline.empty')} />
      ) : null}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {items.map((item) => (
          <TimelineEntry key={item.id} item={item} />
        ))}
      </Box>
      {timeline.data?.truncated ? (
        <Typography variant="caption">{translate('desk.orders.timeline.truncated')}</Typography>
      ) : null}
    </Section>
  );
}
