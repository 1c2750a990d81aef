import { Box, LinearProgress, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { TimelineAnswer } from '@srs-desk/shared/api/timeline.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { CanAccess, useCanAccess, useTranslate } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { accessTo } from '../session/access.ts';
import { NoteForm } from './NoteForm.tsx';
import { TimelineEntry } from './TimelineEntry.tsx';
import { belongs, TIMELINE_FILTERS, type TimelineFilter } from './timeline-kinds.ts';

/** An order's timeline, kept fresh; nothing for roles that may not read it. */
export function useTimeline(): UseQueryResult<TimelineAnswer> {
  const { canAccess: mayTimeline } = useCanAccess(accessTo('orders.timeline'));
  const { id } = useRecord<OrderDetail>();
  return useRead('orders', 'readTimeline', mayTimeline ? { id } : null);
}

/** All that happened, newest first: status changes, calls, verify results, people's acts, hand-overs, notes. */
export function OrderTimeline() {
  const translate = useTranslate();
  const { erasedAt } = useRecord<OrderDetail>();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const timeline = useTimeline();
  const items = timeline.data?.items.filter((item) => belongs(item, filter)) ?? [];
  return (
    <Section
      title={translate('desk.orders.timeline.title')}
      actions={
        <ToggleButtonGroup
          className="desk-screen-only"
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
      {erasedAt === null ? (
        <CanAccess {...accessTo('orders.note')}>
          <NoteForm />
        </CanAccess>
      ) : null}
      {timeline.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {timeline.error && !timeline.data ? (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
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
        <Typography variant="caption" component="p">
          {timeline.data.prunedBefore === null ? (
            translate('desk.orders.timeline.truncated')
          ) : (
            <>
              {translate('desk.orders.timeline.pruned')} <ExactTime at={timeline.data.prunedBefore} />
            </>
          )}
        </Typography>
      ) : null}
    </Section>
  );
}
