import { Box, Button, LinearProgress, MenuItem, TextField } from '@mui/material';
import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { lazy, Suspense } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { countText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { useLanguage } from '../../i18n/useBilingual.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ToneText } from '../../kit/StateChip.tsx';
import { EmptyState, ErrorState } from '../../kit/States.tsx';
import { useKeptSearch } from '../../kit/useKeptSearch.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { MoneyForecast } from '../usage/MoneyForecast.tsx';
import { MonthField } from '../usage/UsageControls.tsx';
import { moved, readSpan } from '../usage/usage-address.ts';
import { useCurrentPeriod } from '../useBillingZone.ts';
import { type MarginPart, useMarginText } from './useMarginText.ts';

const MarginChart = lazy(() => import('./MarginChart.tsx'));

const GROUPS = ['externalId', 'method', 'period'] as const;
type Group = (typeof GROUPS)[number];

/** Revenue less cost, per External ID, method or month; what is not known is said as not known. */
export default function MarginPage() {
  const translate = useTranslate();
  const now = useCurrentPeriod();
  const language = useLanguage();
  const [search, setSearch] = useKeptSearch('margin', now);
  const span = readSpan(search, now, 2);
  const { from, to } = span;
  const groupBy: Group = GROUPS.find((each) => each === search.get('by')) ?? 'externalId';
  const margin = useRead('usage', 'margin', { from, to, groupBy });
  const file = new URLSearchParams({ from, to, groupBy: 'externalId,period,method', lang: language });
  const text = (key: string) => translate(`desk.margin.${key}`);
  const set = (next: object) => setSearch({ from, to, by: groupBy, ...next }, { replace: true });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <div>
        <BillingTabs area="usage" active="margin" />
        <PageTitle
          title={text('title')}
          actions={
            <>
              <Button href={`/api/margin.csv?${file}`} download>
                {translate('desk.billing.download', { format: 'CSV' })}
              </Button>
              <Button href={`/api/margin.xlsx?${file}`} download>
                {translate('desk.billing.download', { format: 'XLSX' })}
              </Button>
            </>
          }
        >
          {text('intro')}
        </PageTitle>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
          <MonthField
            label={translate('desk.billing.from')}
            value={from}
            onChange={(next) => set(moved(span, { from: next }))}
          />
          <MonthField
            label={translate('desk.billing.to')}
            value={to}
            onChange={(next) => set(moved(span, { to: next }))}
          />
          <TextField
            select
            label={text('by.label')}
            value={groupBy}
            onChange={(event) => set({ by: event.target.value })}
            sx={{ width: 172 }}
          >
            {GROUPS.map((each) => (
              <MenuItem key={each} value={each}>
                {text(`by.${each}`)}
              </MenuItem>
            ))}
          </TextField>
        </Box>
      </div>
      {to >= now ? <MoneyForecast externalId={null} /> : null}
      {margin.error && !margin.data ? (
        <ErrorState error={margin.error} onRetry={() => void margin.refetch()} />
      ) : margin.data === undefined ? (
        <LinearProgress aria-label={translate('desk.loading')} />
      ) : margin.data.length === 0 ? (
        <EmptyState title={translate('desk.statements.none')}>
          {translate('desk.statements.noneHelp')}
        </EmptyState>
      ) : (
        <MarginBody rows={margin.data} groupBy={groupBy} />
      )}
    </Box>
  );
}

/** How a row is called by what it is put together. */
function useRowName(groupBy: Group): (row: MarginRow, short?: boolean) => string {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (row, short = false) => {
    if (groupBy === 'period') return row.period === null ? '–' : periodText(row.period, locale, short);
    if (groupBy === 'externalId') return row.externalId ?? translate('desk.margin.noExternalId');
    return methodDisplayName(row.issuer, row.method);
  };
}

/** A chart for each currency, the largest first (months in their order), and all rows as a table. */
function MarginBody({ rows, groupBy }: { rows: readonly MarginRow[]; groupBy: Group }) {
  const translate = useTranslate();
  const nameOf = useRowName(groupBy);
  const sorted = [...rows].sort((a, b) =>
    groupBy === 'period' ? (a.id < b.id ? -1 : 1) : (b.revenueMinor ?? 0) - (a.revenueMinor ?? 0),
  );
  const currencies = [...new Set(sorted.flatMap(({ currency }) => currency ?? []))];
  return (
    <>
      {currencies.map((currency) => (
        <Suspense key={currency} fallback={<LinearProgress aria-label={translate('desk.loading')} />}>
          <MarginChart
            currency={currency}
            rows={sorted.filter((row) => row.currency === currency)}
            nameOf={nameOf}
          />
        </Suspense>
      ))}
      <MarginTable rows={sorted} groupBy={groupBy} nameOf={nameOf} />
    </>
  );
}

interface MarginTableProps {
  rows: readonly MarginRow[];
  groupBy: Group;
  nameOf(row: MarginRow): string;
}

function MarginTable({ rows, groupBy, nameOf }: MarginTableProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.margin.${key}`);
  const textOf = useMarginText();
  const money = (row: MarginRow, part: MarginPart) =>
    row[part] === null ? <ToneText tone="warn">{textOf(row, part)}</ToneText> : textOf(row, part);
  const columns: GridColumn<MarginRow>[] = [
    { key: 'name', title: text(`by.${groupBy}`), heading: true, cell: nameOf },
    {
      key: 'billable',
      title: translate('desk.words.usage.billable'),
      right: true,
      cell: (row) => countText(row.billable, locale),
    },
    {
      key: 'revenue',
      title: text('revenue'),
      right: true,
      cell: (row) => (
        <>
          {money(row, 'revenueMinor')}
          <Without count={row.unpriced} what="unpriced" />
        </>
      ),
    },
    {
      key: 'cost',
      title: text('cost'),
      right: true,
      cell: (row) => (
        <>
          {money(row, 'costMinor')}
          <Without count={row.uncosted} what="uncosted" />
        </>
      ),
    },
    { key: 'margin', title: text('margin'), right: true, cell: (row) => money(row, 'marginMinor') },
    { key: 'state', title: text('state'), cell: (row) => text(row.final ? 'final' : 'provisional') },
  ];
  return <DataGrid label={text('title')} columns={columns} rows={rows} keyOf={(row) => row.id} />;
}

/** How many of a row's orders have no price. */
function Without({ count, what }: { count: number; what: 'unpriced' | 'uncosted' }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (count === 0) return null;
  return (
    <Box component="span" sx={{ display: 'block', fontSize: '0.75rem', color: 'text.secondary' }}>
      {translate(`desk.margin.${what}`, { count: countText(count, locale) })}
    </Box>
  );
}
