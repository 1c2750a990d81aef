import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Section } from '../kit/Section.tsx';
import { useTimeline } from './OrderTimeline.tsx';
import { TimelineEntry } from './TimelineEntry.tsx';

/** The last three events of an order's timeline. */
export function LatestEvents() {
  const translate = useTranslate();
  const { data } = useTimeline();
  if (!data) return null;
  return (
    <Section title={translate('desk.orders.timeline.latest')}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.items.slice(0, 3).map((item) => (
          <TimelineEntry key={`${item.kind} ${item.id}`} item={item} brief />
        ))}
      </Box>
    </Section>
  );
}
