import { Box, Button, Link as MuiLink } from '@mui/material';
import type { InvoiceDetail } from '@srs-desk/shared/billing/wire.ts';
import { CanAccess, ShowBase, useLocaleState, useTranslate } from 'react-admin';
import { Link, useNavigate, useParams } from 'react-router';
import { useVerb } from '../../api/use-verb.ts';
import { countText, moneyText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { useLanguage } from '../../i18n/useBilingual.ts';
import { DeleteDialog } from '../../kit/form/DeleteDialog.tsx';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { ShowStates, WHOLE } from '../../kit/list/ShowStates.tsx';
import { useRecord } from '../../kit/list/use-record.ts';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { accessTo } from '../../session/access.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { ClassTable } from './ClassTable.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { InvoiceLines } from './InvoiceLines.tsx';
import { useTellDropped } from './useTellDropped.ts';

/** An invoice: what became of its lines, each with the decision about it. */
export default function InvoiceShow() {
  const { id = '' } = useParams();
  const translate = useTranslate();
  return (
    <ShowBase<InvoiceDetail> resource="invoices" queryOptions={WHOLE} disableAuthentication>
      <ShowStates title={translate('desk.invoices.title')}>
        <Invoice key={id} />
      </ShowStates>
    </ShowBase>
  );
}

function Invoice() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const invoice = useRecord<InvoiceDetail>();
  const text = (key: string) => translate(`desk.invoices.${key}`);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
      <div>
        <BillingTabs area="reconciliation" active="invoices" />
        <PageTitle
          title={translate('desk.invoices.page', { supplier: invoice.supplier, number: invoice.number })}
          actions={<InvoiceActions />}
        >
          {translate('desk.invoices.facts', {
            month: periodText(invoice.period, locale),
            lines: countText(invoice.lines, locale),
            file: invoice.fileName,
          })}{' '}
          · {translate('resources.invoices.fields.sumMinor')}{' '}
          {moneyText(invoice.sumMinor, invoice.currency, locale)} · {text('askedBack')}{' '}
          <strong>{moneyText(invoice.differenceMinor, invoice.currency, locale)}</strong>
          {invoice.toleranceMinor > 0
            ? ` · ${text('tolerance')} ${moneyText(invoice.toleranceMinor, invoice.currency, locale)}`
            : ''}
          {invoice.tolerancePerMille > 0 ? ` · ${text('tolerance')} ${invoice.tolerancePerMille} ‰` : ''} ·{' '}
          {text('reconciled')} <RelativeTime at={invoice.reconciledAt} />
        </PageTitle>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <MuiLink component={Link} to="/invoices">
            {text('back')}
          </MuiLink>
          <MuiLink component={Link} to={`/periods/${invoice.period}`}>
            {text('close')}
          </MuiLink>
        </Box>
      </div>
      <ClassTable />
      <InvoiceLines />
    </Box>
  );
}

function InvoiceActions() {
  const translate = useTranslate();
  const language = useLanguage();
  const { id } = useRecord<InvoiceDetail>();
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          variant={format === 'xlsx' ? 'contained' : 'outlined'}
          href={`/api/invoices/${id}/dispute.${format}?lang=${language}`}
          download
          title={translate('desk.invoices.disputeHelp')}
        >
          {translate('desk.invoices.dispute', { format: format.toUpperCase() })}
        </Button>
      ))}
      <CanAccess {...accessTo('invoices.write')}>
        <InvoiceChanges />
      </CanAccess>
    </>
  );
}

function InvoiceChanges() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const invoice = useRecord<InvoiceDetail>();
  const tellDropped = useTellDropped('desk.invoices.checkedAgain');
  const again = useVerb('reconcileInvoice', { touches: ['invoices'], onSuccess: tellDropped });
  const text = (key: string) => translate(`desk.invoices.${key}`);
  return (
    <>
      <Button variant="outlined" disabled={again.isPending} onClick={() => again.mutate({ id: invoice.id })}>
        {again.isPending ? translate('desk.working') : text('again')}
      </Button>
      <DialogButton variant="outlined" label={text('correct')}>
        {(close) => <CorrectDialog invoice={invoice} onClose={close} />}
      </DialogButton>
      <DialogButton color="error" label={text('delete')}>
        {(close) => (
          <DeleteDialog
            resource="invoices"
            record={invoice}
            title={text('deleteConfirm')}
            confirmLabel={text('deleteConfirm')}
            onClose={close}
            onDone={() => void navigate('/invoices')}
          >
            {text('deleteAsk')}
          </DeleteDialog>
        )}
      </DialogButton>
      <ProblemAlert error={again.error} onClose={again.reset} />
    </>
  );
}
