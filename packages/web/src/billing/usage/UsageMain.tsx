import { Box, LinearProgress } from '@mui/material';
import { lazy, Suspense } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { periodText } from '../../format/periods.ts';
import { Section } from '../../kit/Section.tsx';
import { UsageTable } from './UsageTable.tsx';
import type { UsageView } from './usage-address.ts';
import type { UsageBars } from './usage-bars.ts';
import { drillAddress } from './usage-drill.ts';
import type { UsageData } from './useUsagePage.ts';

const UsageChart = lazy(() => import('./UsageChart.tsx'));

interface UsageMainProps {
  view: UsageView;
  data: UsageData;
  bars: UsageBars;
}

/** The chart and, beneath it, the same figures as a table. */
export function UsageMain({ view, data, bars }: UsageMainProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [locale = 'en'] = useLocaleState();
  const monthly = view.axis === 'period';
  const provisional = new Set(
    monthly
      ? [...data.months.values()].filter((month) => month.provisional).map(({ period }) => period)
      : data.months.get(view.to)?.provisional
        ? bars.bars.map(({ key }) => key)
        : [],
  );
  const closed = new Set(
    monthly
      ? [...data.months.values()].filter(({ closedAt }) => closedAt !== null).map(({ period }) => period)
      : [],
  );
  const forecast = data.forecast?.placed;
  const expected = new Map(
    monthly && forecast && data.forecast && forecast.expected > forecast.soFar
      ? [[data.forecast.period, forecast.expected - forecast.soFar]]
      : [],
  );
  const title = translate(`desk.billing.chart.${view.axis}`, {
    stack: translate(`desk.billing.stack.by.${view.stack}`),
  });
  const whose =
    view.externalId === null
      ? ''
      : ` – ${view.externalId === '' ? translate('desk.billing.none') : view.externalId}`;
  const nameOf = (key: string) =>
    monthly ? periodText(key, locale, true) : key === '' ? translate('desk.billing.none') : key;
  return (
    <Section surface title={`${title}${whose}`}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Suspense fallback={<LinearProgress aria-label={translate('desk.loading')} />}>
          <UsageChart
            {...bars}
            axis={view.axis}
            nameOf={(key) => `${nameOf(key)}${closed.has(key) ? ' ✓' : ''}`}
            provisional={provisional}
            final={closed.size > 0}
            expected={expected}
            onPick={(bar, series) => void navigate(drillAddress(view, bar, series))}
            description={translate('desk.billing.chart.description')}
          />
        </Suspense>
        <UsageTable
          view={view}
          bars={bars}
          nameOf={nameOf}
          provisional={provisional}
          closed={closed}
          forecast={monthly ? (data.forecast ?? null) : null}
          label={title}
        />
      </Box>
    </Section>
  );
}
