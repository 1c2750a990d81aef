import CallMadeOutlined from '@mui/icons-material/CallMadeOutlined';
import FlagOutlined from '@mui/icons-material/FlagOutlined';
import ForwardToInboxOutlined from '@mui/icons-material/ForwardToInboxOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined';
import VerifiedOutlined from '@mui/icons-material/VerifiedOutlined';
import { Box, Button, type SvgIcon } from '@mui/material';
import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { lazy, Suspense, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { PageLoading } from '../layout/PageLoading.tsx';
import { TimelineWords } from './TimelineWords.tsx';
import { observedLater, timeUntold } from './timeline-kinds.ts';

const CallViewer = lazy(() =>
  import('../calls/CallViewer.tsx').then((module) => ({ default: module.CallViewer })),
);

const ICONS: Readonly<Record<TimelineItem['kind'], typeof SvgIcon>> = {
  status: FlagOutlined,
  call: CallMadeOutlined,
  verify: VerifiedOutlined,
  act: PersonOutlined,
  handover: ForwardToInboxOutlined,
  note: StickyNote2Outlined,
};

/** One event of the timeline; a call opens in place, its response first. */
export function TimelineEntry({ item, brief }: { item: TimelineItem; brief?: boolean }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const Icon = ICONS[item.kind];
  const callId = item.kind === 'call' ? item.callId : item.kind === 'verify' ? item.callId : null;
  const later = observedLater(item);
  return (
    <Box component="li" sx={brief ? briefSx : entrySx}>
      <Icon aria-hidden sx={{ fontSize: 16, mt: '3px', color: 'text.secondary' }} />
      <Box
        sx={{ color: 'text.secondary', fontSize: '0.8125rem', gridColumn: brief ? 2 : { xs: 2, sm: 'auto' } }}
      >
        <ExactTime at={item.at} />
        {later ? (
          <Box component="span" sx={{ display: 'block' }}>
            {translate('desk.orders.timeline.observed')} <ExactTime at={later} />
          </Box>
        ) : null}
        {timeUntold(item) ? (
          <Box component="span" sx={{ display: 'block' }}>
            {translate('desk.orders.timeline.untold')}
          </Box>
        ) : null}
      </Box>
      <Box sx={{ minWidth: 0, gridColumn: brief ? 2 : { xs: 2, sm: 'auto' } }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.25, alignItems: 'center' }}>
          <TimelineWords item={item} />
          {callId === null || brief ? null : (
            <Button
              size="small"
              onClick={() => setOpen(!open)}
              aria-expanded={open}
              sx={{ minHeight: 24, py: 0 }}
            >
              {translate(open ? 'desk.orders.timeline.hideCall' : 'desk.orders.timeline.showCall')}
            </Button>
          )}
        </Box>
        {open && callId !== null ? (
          <Box sx={{ mt: 1 }}>
            <Suspense fallback={<PageLoading />}>
              <CallViewer id={callId} />
            </Suspense>
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}

const entrySx = {
  display: 'grid',
  gridTemplateColumns: { xs: '20px minmax(0, 1fr)', sm: '20px 176px minmax(0, 1fr)' },
  columnGap: 1,
  py: 0.75,
  borderTop: 1,
  borderColor: 'divider',
  fontSize: '0.84375rem',
  alignItems: 'start',
} as const;

const briefSx = { ...entrySx, gridTemplateColumns: '20px minmax(0, 1fr)' } as const;
