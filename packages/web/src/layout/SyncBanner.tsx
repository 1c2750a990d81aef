import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import { Box } from '@mui/material';
import { lazy, Suspense } from 'react';
import { useStats } from './useStats.ts';

// All is well nearly always: what only the banner needs is fetched with it.
const SyncBannerText = lazy(() => import('./SyncBannerText.tsx'));

/** Shown only when what is on screen may be old, when calls fail, or when nothing can be recorded. */
export function SyncBanner() {
  const { data } = useStats();
  if (!data || data.health.state === 'good' || data.health.state === 'unread') return null;
  return (
    <Box
      role="status"
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: { xs: 1.5, md: 3 },
        py: 0.75,
        fontSize: '0.84375rem',
        color: theme.desk.tones.warn.text,
        backgroundColor: theme.desk.tones.warn.soft,
      })}
    >
      <WarningAmberOutlined aria-hidden fontSize="small" />
      <Suspense>
        <SyncBannerText stats={data} />
      </Suspense>
    </Box>
  );
}
