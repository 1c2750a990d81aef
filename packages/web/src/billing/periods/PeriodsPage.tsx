import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { PeriodRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.ts';
import { countText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { EmptyState, ErrorState } from '../../kit/States.tsx';
import { Amounts } from '../Amounts.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { PeriodChip } from './PeriodChip.tsx';

/** Adjustments that are none are not told. */
export function adjustmentsOf(amounts: PeriodRow['amounts']) {
  return amounts
    .filter(({ adjustment }) => adjustment !== 0)
    .map(({ currency, adjustment }) => ({ currency, amount: adjustment }));
}

/** Every month, whether it is closed, and what it comes to. */
export default function PeriodsPage() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const periods = useApi<PeriodRow[]>('periods', { refreshOn: ['periods'] });
  const text = (key: string) => translate(`desk.periods.${key}`);
  const columns: GridColumn<PeriodRow>[] = [
    {
      key: 'month',
      title: text('month'),
      heading: true,
      cell: ({ id }) => (
        <MuiLink component={Link} to={`/reconciliation/periods/${id}`}>
          {periodText(id, locale)}
        </MuiLink>
      ),
    },
    { key: 'state', title: text('state'), cell: ({ state }) => <PeriodChip state={state} /> },
    {
      key: 'placed',
      title: translate('desk.words.usage.placed'),
      right: true,
      cell: ({ placed }) => countText(placed, locale),
    },
    {
      key: 'billable',
      title: translate('desk.words.usage.billable'),
      right: true,
      cell: ({ billable }) => countText(billable, locale),
    },
    {
      key: 'amount',
      title: text('amount'),
      right: true,
      cell: ({ amounts }) => <Amounts amounts={amounts} />,
    },
    {
      key: 'adjustment',
      title: text('adjustment'),
      right: true,
      cell: ({ amounts }) => <Amounts amounts={adjustmentsOf(amounts)} />,
    },
    {
      key: 'closed',
      title: text('closed'),
      cell: ({ closedAt, closedBy }) =>
        closedAt === null ? (
          '–'
        ) : (
          <>
            <RelativeTime at={closedAt} /> · {closedBy}
          </>
        ),
    },
  ];
  return (
    <>
      <BillingTabs area="reconciliation" active="periods" />
      <PageTitle title={text('title')}>{text('intro')}</PageTitle>
      {periods.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {periods.error && !periods.data ? <ErrorState error={periods.error} onRetry={periods.refetch} /> : null}
      {periods.data?.length === 0 ? <EmptyState title={text('none')} /> : null}
      {periods.data && periods.data.length > 0 ? (
        <Box sx={{ mt: 1 }}>
          <DataGrid label={text('title')} columns={columns} rows={periods.data} keyOf={({ id }) => id} />
        </Box>
      ) : null}
    </>
  );
}
