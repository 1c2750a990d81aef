import { Box, Button, LinearProgress } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { periodText } from '../../format/periods.ts';
import { useLanguage } from '../../i18n/useBilingual.ts';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { EmptyState, ErrorState } from '../../kit/States.tsx';
import { useKeptSearch } from '../../kit/useKeptSearch.ts';
import { rowAdjustments } from '../Amounts.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { useCurrentPeriod } from '../useBillingZone.ts';
import { Anomalies } from './Anomalies.tsx';
import { CompletenessNote } from './CompletenessNote.tsx';
import { ExternalIdOrigin } from './ExternalIdOrigin.tsx';
import { MoneyForecast } from './MoneyForecast.tsx';
import { TopCustomers } from './TopCustomers.tsx';
import { UsageControls } from './UsageControls.tsx';
import { UsageFigures } from './UsageFigures.tsx';
import { UsageMain } from './UsageMain.tsx';
import { readUsageView, type UsageView, usageAddress, usageQuery } from './usage-address.ts';
import { type UsageData, useUsagePage } from './useUsagePage.ts';

/** Who used what, what does it cost, why? One chart, its table beneath, both the same figures. */
export default function UsagePage() {
  const translate = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const now = useCurrentPeriod();
  const [search] = useKeptSearch('usage', now);
  const view = readUsageView(search, now);
  const data = useUsagePage(view);
  const show = (next: UsageView) => void navigate(usageAddress(next), { replace: true });
  const file = `${usageQuery(view, 'externalId,period,method')}&lang=${language}`;
  return (
    <Box sx={stackSx}>
      <div>
        <BillingTabs area="usage" active="usage" />
        <PageTitle
          title={translate('desk.billing.title')}
          actions={
            <>
              <Button href={`/api/usage.csv?${file}`} download>
                {translate('desk.billing.download', { format: 'CSV' })}
              </Button>
              <Button href={`/api/usage.xlsx?${file}`} download>
                {translate('desk.billing.download', { format: 'XLSX' })}
              </Button>
            </>
          }
        />
        <UsageControls view={view} externalIds={data.externalIds} onChange={show} />
      </div>
      <Box aria-busy={!data.isCurrent} inert={!data.isCurrent} sx={data.isCurrent ? stackSx : staleSx}>
        <UsageBody view={view} data={data} onChange={show} />
      </Box>
    </Box>
  );
}

const stackSx = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 } as const;

/** Figures of what was asked before stand under the names of what is asked now: not to be read, nor picked. */
const staleSx = { ...stackSx, opacity: 0.3, transition: 'opacity 0.1s 0.1s' } as const;

interface UsageBodyProps {
  view: UsageView;
  data: UsageData;
  onChange(view: UsageView): void;
}

function UsageBody({ view, data, onChange }: UsageBodyProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { totals, bars, failed } = data;
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (bars === null) return <LinearProgress aria-label={translate('desk.loading')} />;
  const last = data.months.get(view.to);
  const isEmpty = (row: UsageRow) =>
    row.placed === 0 && row.billable === 0 && rowAdjustments(row).length === 0;
  if ((totals.data ?? []).every(isEmpty)) {
    return (
      <EmptyState title={translate('desk.billing.empty')}>
        {translate(view.externalId === null ? 'desk.billing.emptySpan' : 'desk.billing.emptyCustomer', {
          from: periodText(view.from, locale),
          to: periodText(view.to, locale),
        })}
      </EmptyState>
    );
  }
  return (
    <>
      {last ? <CompletenessNote month={last} /> : null}
      <UsageFigures view={view} data={data} />
      {data.forecast && view.to >= data.forecast.period ? (
        <MoneyForecast externalId={view.externalId} />
      ) : null}
      <UsageMain view={view} data={data} bars={bars} />
      {view.externalId === null ? null : <ExternalIdOrigin view={view} externalId={view.externalId} />}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <TopCustomers view={view} data={data} onCompare={(against) => onChange({ ...view, against })} />
        <Anomalies period={view.to} />
      </Box>
    </>
  );
}
