import { Box, Button, Checkbox, Link as MuiLink } from '@mui/material';
import type { InvoiceDetail, InvoiceLineRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { moneyText } from '../../format/amounts.ts';
import { dayText } from '../../format/periods.ts';
import type { GridColumn } from '../../kit/DataGrid.tsx';
import { IdText } from '../../kit/IdText.tsx';
import { StateChip } from '../../kit/StateChip.tsx';
import { CLASS_STYLE } from './class-style.ts';

interface LineColumnsAsked {
  invoice: InvoiceDetail;
  choice?: { chosen: readonly number[]; setChosen(ids: readonly number[]): void };
  onSettle?(line: InvoiceLineRow): void;
}

/** Columns of invoice lines: what was charged, what we know of it, what was decided. */
export function useLineColumns({
  invoice,
  choice,
  onSettle,
}: LineColumnsAsked): GridColumn<InvoiceLineRow>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const nameOf = (line: InvoiceLineRow) => (line.line === null ? text('ours') : String(line.line));
  const money = (minor: number | null) => (minor === null ? '–' : moneyText(minor, invoice.currency, locale));
  const columns: GridColumn<InvoiceLineRow>[] = [
    { key: 'line', title: text('line'), right: true, cell: nameOf },
    {
      key: 'class',
      title: text('class'),
      cell: (line) => (
        <StateChip {...CLASS_STYLE[line.class]} label={translate(`desk.words.invoiceClass.${line.class}`)} />
      ),
    },
    { key: 'reference', title: text('reference'), heading: true, cell: (line) => <Reference line={line} /> },
    {
      key: 'day',
      title: translate('desk.words.invoiceColumn.date'),
      cell: ({ day }) => (day === null ? '–' : dayText(day, locale)),
    },
    { key: 'invoiced', title: text('invoiced'), right: true, cell: (line) => money(line.invoicedMinor) },
    { key: 'expected', title: text('expected'), right: true, cell: (line) => money(line.expectedMinor) },
    { key: 'why', title: text('why'), cell: (line) => <Why line={line} /> },
    {
      key: 'disposition',
      title: text('decision'),
      cell: (line) => (
        <>
          {line.class === 'matched' && line.disposition === 'open'
            ? '–'
            : translate(`desk.words.decision.${line.disposition}`)}
          {line.note ? (
            <Box component="span" sx={{ display: 'block', fontSize: '0.8125rem', color: 'text.secondary' }}>
              {line.note}
            </Box>
          ) : null}
        </>
      ),
    },
  ];
  if (choice) {
    const { chosen, setChosen } = choice;
    columns.unshift({
      key: 'choose',
      title: translate('desk.billing.select'),
      cell: (line) => (
        <Checkbox
          aria-label={translate('desk.invoices.select', { line: nameOf(line) })}
          checked={chosen.includes(line.id)}
          sx={{ p: 0 }}
          onChange={(event) =>
            setChosen(event.target.checked ? [...chosen, line.id] : chosen.filter((id) => id !== line.id))
          }
        />
      ),
    });
  }
  if (onSettle) {
    columns.push({
      key: 'settle',
      title: text('settle'),
      cell: (line) => (
        <Button
          onClick={() => onSettle(line)}
          aria-label={translate('desk.invoices.settleLine', { line: nameOf(line) })}
        >
          {text('settle')}
        </Button>
      ),
    });
  }
  return columns;
}

/** The order a line is about, by link where it is ours, with its calls; else what the line says. */
function Reference({ line }: { line: InvoiceLineRow }) {
  const translate = useTranslate();
  const known = line.ourRefId;
  const named = line.refId ?? line.orderId;
  return (
    <>
      {known ? (
        <>
          <MuiLink component={Link} to={`/orders/${known}`}>
            <IdText id={known} plain />
          </MuiLink>{' '}
          <MuiLink
            component={Link}
            to={`/calls?filter=${encodeURIComponent(JSON.stringify({ refId: known, folded: 'yes' }))}`}
            sx={{ fontWeight: 400 }}
          >
            {translate('desk.invoices.calls')}
          </MuiLink>
        </>
      ) : named ? (
        <IdText id={named} plain />
      ) : (
        '–'
      )}
      <Box component="span" sx={{ display: 'block', fontWeight: 400, fontSize: '0.8125rem' }}>
        {line.externalId ?? line.ourExternalId ?? ''}
      </Box>
    </>
  );
}

function Why({ line }: { line: InvoiceLineRow }) {
  const translate = useTranslate();
  const parts = line.reasons.map((reason) => translate(`desk.words.matchReason.${reason}`));
  return (
    <>
      {parts.join(' · ')}
      {line.earlierLine === null
        ? ''
        : ` (${translate('desk.invoices.earlierLine', { line: line.earlierLine })})`}
      {line.earlierInvoice === null ? null : (
        <>
          {' '}
          <MuiLink component={Link} to={`/reconciliation/invoices/${line.earlierInvoice}`}>
            {translate('desk.invoices.earlierInvoice', { id: line.earlierInvoice })}
          </MuiLink>
        </>
      )}
    </>
  );
}
