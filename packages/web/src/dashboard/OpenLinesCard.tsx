import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { Box, Link as MuiLink } from '@mui/material';
import type { InvoiceRow } from '@srs-desk/shared/billing/wire.ts';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { periodText } from '../format/periods.ts';
import { Section } from '../kit/Section.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';

const NEWEST_FIRST = { pagination: { page: 1, perPage: 500 }, sort: { field: 'id', order: 'DESC' } } as const;

/** Lines of the supplier's invoices that wait for a decision. */
export default function OpenLinesCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const invoices = useGetList<InvoiceRow>('invoices', NEWEST_FIRST);
  const open = (invoices.data ?? []).filter((invoice) => invoice.open > 0);
  return (
    <Section
      surface
      title={translate('desk.dashboard.openLines.title')}
      actions={
        <MuiLink component={Link} to="/invoices">
          {translate('desk.dashboard.openLines.all')}
        </MuiLink>
      }
    >
      {invoices.error && !invoices.data ? (
        <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} />
      ) : null}
      {invoices.data && open.length === 0 ? (
        <EmptyState
          icon={TaskAltOutlined}
          title={translate(
            invoices.data.length === 0
              ? 'desk.dashboard.openLines.noInvoice'
              : 'desk.dashboard.openLines.none',
          )}
        />
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {open.map((invoice) => (
          <Box component="li" key={invoice.id} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <strong>{countText(invoice.open, locale)}</strong>
            <MuiLink component={Link} to={`/invoices/${invoice.id}`}>
              {invoice.supplier} {invoice.number}
            </MuiLink>
            <Box component="span" sx={{ ml: 'auto', color: 'text.secondary' }}>
              {periodText(invoice.period, locale)}
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  );
}
