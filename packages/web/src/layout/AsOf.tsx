import { Box, Tooltip } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { exactText, spanText } from '../format/time.ts';
import { useNow } from '../kit/useNow.ts';
import { useLiveState } from '../live/useLive.ts';
import { useStats } from './useStats.ts';

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
  const help = down || lastAt === null ? 'desk.asOf.explainDown' : 'desk.asOf.explainLive';
  return (
    <Tooltip title={translate(help, { local: lastAt === null ? '' : exactText(lastAt, locale) })}>
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
            backgroundColor: down || data.sync.behind ? '#ffb454' : '#6fe0a0',
          }}
        />
        {text}
      </Box>
    </Tooltip>
  );
}
