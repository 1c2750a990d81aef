import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { InvoiceInput } from '@srs-desk/shared/billing/wire.ts';
import { useId } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { hasCode } from '../../api/problem.ts';
import { countText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';

interface OtherMonthDialogProps {
  /** What was to be imported, and why it was not. */
  input: InvoiceInput | undefined;
  error: Error | null;
  onImport(input: InvoiceInput): void;
  onClose(): void;
}

/** Asks for which month an invoice is meant when most of its lines are of another. */
export function OtherMonthDialog({ input, error, onImport, onClose }: OtherMonthDialogProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const titleId = useId();
  if (input === undefined || !hasCode(error, 'other_month')) return null;
  const { period, lines, of } = error.members;
  const found = String(period);
  const month = (of: string) => periodText(of, locale);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{translate('desk.invoices.otherMonth.title')}</DialogTitle>
      <DialogContent>
        {translate('desk.invoices.otherMonth.ask', {
          lines: countText(Number(lines), locale),
          of: countText(Number(of), locale),
          found: month(found),
          asked: month(input.period),
        })}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        <Button onClick={onClose}>{translate('desk.cancel')}</Button>
        <Button variant="outlined" onClick={() => onImport({ ...input, periodMeant: true })}>
          {translate('desk.invoices.otherMonth.for', { month: month(input.period) })}
        </Button>
        <Button variant="contained" autoFocus onClick={() => onImport({ ...input, period: found })}>
          {translate('desk.invoices.otherMonth.for', { month: month(found) })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
