import { Alert } from '@mui/material';
import { type InvoiceAgain, type InvoiceDetail, invoicePatch } from '@srs-desk/shared/billing/wire.ts';
import { TextInput, useTranslate } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { RecordDialog } from '../../kit/form/RecordDialog.tsx';
import { resolverOf } from '../../kit/form/resolver-of.ts';
import { useTellDropped } from './useTellDropped.ts';

/** Corrects supplier, number or month of an invoice; for another month it is compared again. */
export function CorrectDialog({ invoice, onClose }: { invoice: InvoiceDetail; onClose(): void }) {
  const translate = useTranslate();
  const tellDropped = useTellDropped('desk.invoices.corrected');
  return (
    <RecordDialog<InvoiceAgain>
      resource="invoices"
      id={invoice.id}
      title={translate('desk.invoices.correctTitle')}
      resolver={resolverOf(invoicePatch)}
      saved={tellDropped}
      onClose={onClose}
    >
      <TextInput source="supplier" required />
      <TextInput source="number" required />
      <TextInput source="period" type="month" required slotProps={{ inputLabel: { shrink: true } }} />
      <MonthNote period={invoice.period} />
    </RecordDialog>
  );
}

function MonthNote({ period }: { period: string }) {
  const translate = useTranslate();
  const chosen: unknown = useWatch({ name: 'period' });
  return chosen === period ? null : <Alert severity="info">{translate('desk.invoices.correctMonth')}</Alert>;
}
