import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { InvoiceDetail } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useNavigate, useParams } from 'react-router';
import { ask } from '../../api/http.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { countText, moneyText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { useLanguage } from '../../i18n/useBilingual.ts';
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { ErrorState } from '../../kit/States.tsx';
import { useMay } from '../../session/useMay.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { ClassTable } from './ClassTable.tsx';
import { InvoiceLines } from './InvoiceLines.tsx';

/** An invoice: what became of its lines, each with the decision about it. */
export default function InvoicePage() {
  const { id = '' } = useParams();
  const translate = useTranslate();
  const invoice = useApi<InvoiceDetail>(`invoices/${id}`, { refreshOn: ['invoices'], refreshId: id });
  if (invoice.error && !invoice.data) return <ErrorState error={invoice.error} onRetry={invoice.refetch} />;
  if (!invoice.data) return <LinearProgress aria-label={translate('desk.loading')} />;
  return <Invoice key={id} invoice={invoice.data} onChanged={invoice.refetch} />;
}

function Invoice({ invoice, onChanged }: { invoice: InvoiceDetail; onChanged(): void }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.invoices.${key}`);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
      <div>
        <BillingTabs area="reconciliation" active="invoices" />
        <PageTitle
          title={translate('desk.invoices.page', { supplier: invoice.supplier, number: invoice.number })}
          actions={<InvoiceActions invoice={invoice} onChanged={onChanged} />}
        >
          {translate('desk.invoices.facts', {
            month: periodText(invoice.period, locale),
            lines: countText(invoice.lines, locale),
            file: invoice.fileName,
          })}{' '}
          · {text('sum')} {moneyText(invoice.sumMinor, invoice.currency, locale)}
          {invoice.toleranceMinor > 0
            ? ` · ${text('tolerance')} ${moneyText(invoice.toleranceMinor, invoice.currency, locale)}`
            : ''}
          {invoice.tolerancePerMille > 0 ? ` · ${text('tolerance')} ${invoice.tolerancePerMille} ‰` : ''} ·{' '}
          {text('reconciled')} <RelativeTime at={invoice.reconciledAt} />
        </PageTitle>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <MuiLink component={Link} to="/reconciliation">
            {text('back')}
          </MuiLink>
          <MuiLink component={Link} to={`/reconciliation/periods/${invoice.period}`}>
            {text('close')}
          </MuiLink>
        </Box>
      </div>
      <ClassTable invoice={invoice} />
      <InvoiceLines invoice={invoice} onChanged={onChanged} />
    </Box>
  );
}

function InvoiceActions({ invoice, onChanged }: { invoice: InvoiceDetail; onChanged(): void }) {
  const translate = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const may = useMay();
  const [removing, setRemoving] = useState(false);
  const again = useAction(async () => {
    await ask(`invoices/${invoice.id}/reconcile`, { method: 'POST' });
    onChanged();
  });
  const remove = useAction(async () => {
    await ask(`invoices/${invoice.id}`, { method: 'DELETE' });
    await navigate('/reconciliation');
  });
  const text = (key: string) => translate(`desk.invoices.${key}`);
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          variant={format === 'xlsx' ? 'contained' : 'outlined'}
          href={`/api/invoices/${invoice.id}/dispute.${format}?lang=${language}`}
          download
          title={text('disputeHelp')}
        >
          {translate('desk.invoices.dispute', { format: format.toUpperCase() })}
        </Button>
      ))}
      {may('invoices.write') ? (
        <>
          <Button variant="outlined" disabled={again.busy} onClick={() => void again.run()}>
            {again.busy ? translate('desk.working') : text('again')}
          </Button>
          <Button color="error" onClick={() => setRemoving(true)}>
            {text('delete')}
          </Button>
        </>
      ) : null}
      <ProblemAlert error={again.error} onClose={again.clear} />
      {removing ? (
        <ConfirmDialog
          title={text('deleteConfirm')}
          confirmLabel={text('deleteConfirm')}
          busy={remove.busy}
          onConfirm={() => void remove.run()}
          onClose={() => setRemoving(false)}
        >
          {text('deleteAsk')}
          <ProblemAlert error={remove.error} />
        </ConfirmDialog>
      ) : null}
    </>
  );
}
