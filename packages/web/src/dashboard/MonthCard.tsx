import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import { addMonths } from '@srs-desk/shared/billing/periods.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { Amounts } from '../billing/Amounts.tsx';
import { CompletenessNote } from '../billing/usage/CompletenessNote.tsx';
import { sumRows } from '../billing/usage/UsageFigures.tsx';
import { countText } from '../format/amounts.ts';
import { periodText } from '../format/periods.ts';
import { Section } from '../kit/Section.tsx';
import { ErrorState } from '../kit/States.tsx';

const WITH_ORDERS = { touchedBy: ['orders'] } as const;

/** The current month for finance: its figures so far, that they are provisional, and why. */
export default function MonthCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const month = useRead('usage', 'usageCompleteness', {}, WITH_ORDERS);
  const period = month.data?.period ?? null;
  const usage = useRead(
    'usage',
    'usageRows',
    period === null ? null : { from: addMonths(period, -1), to: period, groupBy: 'period' },
    WITH_ORDERS,
  );
  const forecast = useRead('usage', 'usageForecast', {}, WITH_ORDERS);
  if (month.error && !month.data)
    return <ErrorState error={month.error} onRetry={() => void month.refetch()} />;
  if (!month.data) return <LinearProgress aria-label={translate('desk.loading')} />;
  return (
    <Section
      surface
      title={translate('desk.dashboard.month.title', { month: periodText(month.data.period, locale) })}
      actions={
        <MuiLink component={Link} to="/usage">
          {translate('desk.dashboard.month.open')}
        </MuiLink>
      }
    >
      {usage.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {usage.error && !usage.data ? (
        <ErrorState error={usage.error} onRetry={() => void usage.refetch()} />
      ) : null}
      {usage.data ? (
        <Figures
          now={usage.data.filter((row) => row.period === period)}
          before={usage.data.filter((row) => row.period !== period)}
          expected={forecast.data?.placed?.expected}
        />
      ) : null}
      <CompletenessNote month={month.data} />
    </Section>
  );
}

interface FiguresProps {
  now: readonly UsageRow[];
  before: readonly UsageRow[];
  /** How many orders the month will come to, where that can be said. */
  expected: number | undefined;
}

function Figures({ now, before, expected }: FiguresProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { placed, billable, amounts } = sumRows(now);
  return (
    <Box component="dl" sx={{ m: 0, mb: 1.5, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1 }}>
      {(
        [
          ['placed', countText(placed, locale)],
          ['billable', countText(billable, locale)],
          ['amount', <Amounts key="amount" amounts={amounts} />],
          ['before', countText(sumRows(before).placed, locale)],
          ...(expected === undefined ? [] : ([['forecast', `≈ ${countText(expected, locale)}`]] as const)),
        ] as const
      ).map(([name, value]) => (
        <div key={name}>
          <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
            {translate(`desk.dashboard.month.${name}`)}
          </Box>
          <Box
            component="dd"
            sx={{
              m: 0,
              fontSize: '1.25rem',
              fontWeight: 650,
              fontStyle: name === 'forecast' ? 'italic' : 'normal',
            }}
          >
            {value}
          </Box>
        </div>
      ))}
    </Box>
  );
}
