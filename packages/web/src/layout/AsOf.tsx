import { Box, Tooltip } from '@mui/material';
import type { HealthState } from '@srs-desk/shared/health/health.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { exactText, spanText } from '../format/time.ts';
import { useNow } from '../kit/useNow.ts';
import { useLiveState } from '../live/useLive.ts';
import { useStats } from './useStats.ts';

/** On the dark bar, in both themes. */
const DOT: Readonly<Record<HealthState, string>> = {
  good: '#6fe0a0',
  unread: '#c5ccd6',
  warn: '#ffb454',
  bad: '#ff8a80',
};

/** How fresh everything on screen is: when SRS last answered, and whether news arrive. */
export function AsOf() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const live = useLiveState();
  const { data } = useStats();
  const lastAt = data?.sync.lastSuccessAt ? Date.parse(data.sync.lastSuccessAt) : null;
  const now = useNow(lastAt ?? undefined);
  if (!data) return null;
  const down = live === 'down';
  const age = lastAt === null ? '' : translate('desk.ago', { span: spanText(now - lastAt, locale) });
  const text = down
    ? translate('desk.asOf.down')
    : lastAt === null
      ? translate('desk.asOf.never')
      : translate('desk.asOf.live', { age });
  const local = lastAt === null ? '' : exactText(lastAt, locale);
  const help = down
    ? translate('desk.asOf.explainDown')
    : lastAt === null
      ? translate('desk.words.healthCause.nothing_read')
      : translate('desk.asOf.explainLive', { local });
  const state = translate(`desk.words.healthState.${data.health.state}`);
  return (
    <Tooltip title={`${state}. ${help}`}>
      <Box
        component="span"
        sx={{
          display: { xs: 'none', md: 'inline-flex' },
          alignItems: 'center',
          gap: 0.75,
          fontSize: '0.8125rem',
          whiteSpace: 'nowrap',
        }}
      >
        <Box
          aria-hidden
          component="span"
          sx={{
            width: 8,
            height: 8,
            borderRadius: down ? '2px' : '50%',
            backgroundColor: down ? DOT.warn : DOT[data.health.state],
          }}
        />
        {text}
      </Box>
    </Tooltip>
  );
}
