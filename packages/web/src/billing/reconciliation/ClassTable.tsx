import { Box, Link as MuiLink } from '@mui/material';
import type { InvoiceDetail } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, moneyText } from '../../format/amounts.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { listAddress } from '../../kit/list/list-address.ts';
import { useRecord } from '../../kit/list/use-record.ts';
import { Section } from '../../kit/Section.tsx';
import { StateChip, ToneText } from '../../kit/StateChip.tsx';
import { CLASS_STYLE } from './class-style.ts';

type ClassTotal = InvoiceDetail['classes'][number];

/** Count and sums of each class; a class leads to its lines. */
export function ClassTable() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const invoice = useRecord<InvoiceDetail>();
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const money = (minor: number) => moneyText(minor, invoice.currency, locale);
  const columns: GridColumn<ClassTotal>[] = [
    {
      key: 'class',
      title: text('class'),
      heading: true,
      cell: (row) => (
        <>
          <StateChip {...CLASS_STYLE[row.class]} label={translate(`desk.words.invoiceClass.${row.class}`)} />
          <Box
            component="span"
            sx={{ ml: 1, color: 'text.secondary', fontWeight: 400, display: { xs: 'none', md: 'inline' } }}
          >
            {translate(`desk.words.invoiceClassMeaning.${row.class}`)}
          </Box>
        </>
      ),
    },
    {
      key: 'count',
      title: text('count'),
      right: true,
      cell: (row) =>
        row.count === 0 ? (
          '0'
        ) : (
          <MuiLink component={Link} to={listAddress(`/invoices/${invoice.id}`, { class: row.class })}>
            {countText(row.count, locale)}
          </MuiLink>
        ),
    },
    {
      key: 'open',
      title: translate('resources.invoices.fields.open'),
      right: true,
      cell: (row) => (row.open === 0 ? '0' : <ToneText tone="warn">{countText(row.open, locale)}</ToneText>),
    },
    { key: 'invoiced', title: text('invoiced'), right: true, cell: (row) => money(row.invoicedMinor) },
    { key: 'expected', title: text('expected'), right: true, cell: (row) => money(row.expectedMinor) },
    {
      key: 'difference',
      title: text('difference'),
      right: true,
      cell: (row) => money(row.differenceMinor),
    },
  ];
  return (
    <Section title={text('classes')}>
      <DataGrid label={text('classes')} columns={columns} rows={invoice.classes} keyOf={(row) => row.class} />
    </Section>
  );
}
