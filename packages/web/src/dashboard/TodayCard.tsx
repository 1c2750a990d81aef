import { Box } from '@mui/material';
import type { StatsView } from '@srs-desk/shared/api/stats.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { spanText } from '../format/time.ts';
import { Section } from '../kit/Section.tsx';
import { useStats } from '../layout/useStats.ts';

/** Today in one line. */
export default function TodayCard() {
  const translate = useTranslate();
  const { data } = useStats();
  if (!data) return null;
  return (
    <Section surface title={translate('desk.dashboard.today')}>
      <TodayLine today={data.today} />
    </Section>
  );
}

function TodayLine({ today }: { today: StatsView['today'] }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const figures = [
    ['placed', countText(today.placed, locale)],
    ['identified', countText(today.identified, locale)],
    ['failed', countText(today.failed, locale)],
    ['median', today.medianToTerminatedMs === null ? '–' : spanText(today.medianToTerminatedMs, locale)],
  ] as const;
  const lastWeek = today.medianToTerminatedLastWeekMs;
  return (
    <Box component="dl" sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1 }}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
            {translate(`desk.dashboard.figure.${name}`)}
          </Box>
          <Box component="dd" sx={{ m: 0, fontSize: '1.25rem', fontWeight: 650 }}>
            {value}
            {name === 'median' && lastWeek !== null ? (
              <Box
                component="span"
                sx={{ fontSize: '0.8125rem', fontWeight: 400, color: 'text.secondary', ml: 1 }}
              >
                {translate('desk.dashboard.lastWeek', { span: spanText(lastWeek, locale) })}
              </Box>
            ) : null}
          </Box>
        </div>
      ))}
    </Box>
  );
}
