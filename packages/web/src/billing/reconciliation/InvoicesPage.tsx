import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { InvoiceRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../../api/use-api.ts';
import { countText, moneyText } from '../../format/amounts.ts';
import { isPeriod, periodText } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { ToneText } from '../../kit/StateChip.tsx';
import { EmptyState, ErrorState } from '../../kit/States.tsx';
import { useMay } from '../../session/useMay.ts';
import { BillingTabs } from '../BillingTabs.tsx';

/** The supplier's invoices, and which still have lines to settle. */
export default function InvoicesPage() {
  const translate = useTranslate();
  const may = useMay();
  const [locale = 'en'] = useLocaleState();
  const [search] = useSearchParams();
  const asked = search.get('period');
  const period = isPeriod(asked) ? asked : null;
  const filter = encodeURIComponent(JSON.stringify(period === null ? {} : { period }));
  const invoices = useApi<InvoiceRow[]>(`invoices?range=[0,499]&filter=${filter}`, {
    refreshOn: ['invoices'],
  });
  const columns = useInvoiceColumns();
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const upload = may('invoices.write') ? (
    <Button
      variant="contained"
      component={Link}
      to={`/reconciliation/upload${period === null ? '' : `?period=${period}`}`}
    >
      {text('upload')}
    </Button>
  ) : null;
  return (
    <>
      <BillingTabs area="reconciliation" active="invoices" />
      <PageTitle
        title={text('title')}
        aside={
          period === null ? null : (
            <>
              {periodText(period, locale)} ·{' '}
              <MuiLink component={Link} to="/reconciliation">
                {text('allMonths')}
              </MuiLink>
            </>
          )
        }
        actions={upload}
      >
        {text('intro')}
      </PageTitle>
      {invoices.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {invoices.error && !invoices.data ? (
        <ErrorState error={invoices.error} onRetry={invoices.refetch} />
      ) : null}
      {invoices.data?.length === 0 ? (
        <EmptyState title={text(period === null ? 'none' : 'noneOfMonth')} action={upload}>
          {text('noneHelp')}
        </EmptyState>
      ) : null}
      {invoices.data && invoices.data.length > 0 ? (
        <Box sx={{ mt: 1 }}>
          <DataGrid label={text('title')} columns={columns} rows={invoices.data} keyOf={({ id }) => id} />
        </Box>
      ) : null}
    </>
  );
}

function useInvoiceColumns(): GridColumn<InvoiceRow>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.invoices.${key}`);
  return [
    {
      key: 'number',
      title: text('number'),
      heading: true,
      cell: ({ id, number }) => (
        <MuiLink component={Link} to={`/reconciliation/invoices/${id}`}>
          {number}
        </MuiLink>
      ),
    },
    { key: 'supplier', title: text('supplier'), cell: ({ supplier }) => supplier },
    { key: 'period', title: text('period'), cell: ({ period }) => periodText(period, locale) },
    { key: 'lines', title: text('lines'), right: true, cell: ({ lines }) => countText(lines, locale) },
    {
      key: 'sum',
      title: text('sum'),
      right: true,
      cell: ({ sumMinor, currency }) => moneyText(sumMinor, currency, locale),
    },
    {
      key: 'open',
      title: text('open'),
      right: true,
      cell: ({ open }) =>
        open === 0 ? (
          <ToneText tone="good">✓ {text('settledAll')}</ToneText>
        ) : (
          <ToneText tone="warn">{countText(open, locale)}</ToneText>
        ),
    },
    {
      key: 'uploaded',
      title: text('uploaded'),
      cell: ({ uploadedAt, uploadedBy }) => (
        <>
          <RelativeTime at={uploadedAt} /> · {uploadedBy}
        </>
      ),
    },
  ];
}
