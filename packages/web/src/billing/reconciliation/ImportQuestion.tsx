import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { InvoiceInput } from '@srs-desk/shared/billing/wire.ts';
import { useId } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { type ApiProblem, hasCode } from '../../api/problem.ts';
import { countText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';

interface ImportQuestionProps {
  /** What was to be imported, and why it was not. */
  input: InvoiceInput | undefined;
  error: Error | null;
  onImport(input: InvoiceInput): void;
  onClose(): void;
}

/** Whether an import was refused because something must be said first. */
export function isImportQuestion(error: Error | null): error is ApiProblem {
  return hasCode(error, 'other_month') || hasCode(error, 'gross_amounts');
}

/** Asks what must be known before an invoice is imported: for which month it is meant, whether its amounts include a tax. */
export function ImportQuestion({ input, error, onImport, onClose }: ImportQuestionProps) {
  const translate = useTranslate();
  const questionOf = useQuestion();
  const titleId = useId();
  if (input === undefined || !isImportQuestion(error)) return null;
  const { title, text, likely, asEntered } = questionOf(input, error);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>{text}</DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
        <Button onClick={onClose}>{translate('desk.cancel')}</Button>
        <Button variant="outlined" onClick={() => onImport(asEntered.input)}>
          {asEntered.label}
        </Button>
        <Button variant="contained" autoFocus onClick={() => onImport(likely.input)}>
          {likely.label}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface Answer {
  label: string;
  input: InvoiceInput;
}

/** The question in words, and what each of its two answers imports. */
function useQuestion() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const month = (period: string) => periodText(period, locale);
  return (
    input: InvoiceInput,
    { code, members }: ApiProblem,
  ): { title: string; text: string; likely: Answer; asEntered: Answer } => {
    const counts = {
      lines: countText(Number(members.lines), locale),
      of: countText(Number(members.of), locale),
    };
    if (code === 'other_month') {
      const found = String(members.period);
      const text = (key: string, of = {}) => translate(`desk.invoices.otherMonth.${key}`, of);
      return {
        title: text('title'),
        text: text('ask', { ...counts, found: month(found), asked: month(input.period) }),
        likely: { label: text('for', { month: month(found) }), input: { ...input, period: found } },
        asEntered: {
          label: text('for', { month: month(input.period) }),
          input: { ...input, periodMeant: true },
        },
      };
    }
    const vatBasisPoints = Number(members.vatBasisPoints);
    const rate = new Intl.NumberFormat(locale).format(vatBasisPoints / 100);
    const text = (key: string) => translate(`desk.invoices.gross.${key}`, { ...counts, rate });
    return {
      title: text('title'),
      text: text('ask'),
      likely: { label: text('include'), input: { ...input, mapping: { ...input.mapping, vatBasisPoints } } },
      asEntered: {
        label: text('net'),
        input: { ...input, mapping: { ...input.mapping, vatBasisPoints: 0 } },
      },
    };
  };
}
