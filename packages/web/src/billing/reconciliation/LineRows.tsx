import { Box, Link as MuiLink } from '@mui/material';
import type { InvoiceDetail, InvoiceLineRow } from '@srs-desk/shared/billing/wire.ts';
import { DataTable, useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { moneyText } from '../../format/amounts.ts';
import { dayText, periodText } from '../../format/periods.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { IdText } from '../../kit/IdText.tsx';
import { listAddress } from '../../kit/list/list-address.ts';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { useRecord } from '../../kit/list/use-record.ts';
import { StateChip } from '../../kit/StateChip.tsx';
import { accessTo } from '../../session/access.ts';
import { drillQuery } from '../usage/usage-address.ts';
import { CLASS_STYLE } from './class-style.ts';
import { SettleDialog } from './SettleDialog.tsx';

const Col = DataTable.Col<InvoiceLineRow>;

/** Invoice lines: what was charged, what we know of it, what was decided. */
export function LineRows() {
  const translate = useTranslate();
  const { canAccess: writes } = useCanAccess(accessTo('invoices.write'));
  const [locale = 'en'] = useLocaleState();
  const invoice = useRecord<InvoiceDetail>();
  const { id, currency } = invoice;
  const label = (key: string) => `desk.invoices.${key}`;
  const money = (minor: number | null) => (minor === null ? '–' : moneyText(minor, currency, locale));
  return (
    <Rows<InvoiceLineRow>
      label={translate('desk.invoices.lineTable')}
      bulkActionButtons={writes ? <span /> : false}
      bulkActionsToolbar={<span />}
    >
      <Col
        source="line"
        label={label('line')}
        align="right"
        render={({ line }) => line ?? translate('desk.invoices.ours')}
      />
      <Col source="class" label={label('class')} render={(line) => <LineClass line={line} />} />
      <HeadCol<InvoiceLineRow>
        source="refId"
        label={label('reference')}
        render={(line) => <Reference line={line} />}
      />
      <Col
        source="day"
        label="desk.words.invoiceColumn.date"
        render={({ day }) => (day === null ? '–' : dayText(day, locale))}
      />
      <Col
        source="invoicedMinor"
        label={label('invoiced')}
        align="right"
        render={(line) => money(line.invoicedMinor)}
      />
      <Col
        source="expectedMinor"
        label={label('expected')}
        align="right"
        render={(line) => money(line.expectedMinor)}
      />
      <Col
        source="differenceMinor"
        label={label('difference')}
        align="right"
        render={(line) => money(line.differenceMinor)}
      />
      <Col source="reasons" label={label('why')} render={(line) => <Why line={line} invoice={invoice} />} />
      <Col source="disposition" label={label('decision')} render={(line) => <Decision line={line} />} />
      {writes ? (
        <Col label={label('settle')} render={(line) => <SettleButton invoiceId={id} line={line} />} />
      ) : null}
    </Rows>
  );
}

function LineClass({ line }: { line: InvoiceLineRow }) {
  const translate = useTranslate();
  return (
    <StateChip {...CLASS_STYLE[line.class]} label={translate(`desk.words.invoiceClass.${line.class}`)} />
  );
}

function Decision({ line }: { line: InvoiceLineRow }) {
  const translate = useTranslate();
  return (
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
  );
}

function SettleButton({ invoiceId, line }: { invoiceId: number; line: InvoiceLineRow }) {
  const translate = useTranslate();
  const name = line.line ?? translate('desk.invoices.ours');
  return (
    <DialogButton
      label={translate('desk.invoices.settle')}
      aria-label={translate('desk.invoices.settleLine', { line: name })}
    >
      {(close) => <SettleDialog invoiceId={invoiceId} settling={{ line }} onClose={close} />}
    </DialogButton>
  );
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
            to={listAddress('/calls', { refId: known, folded: 'yes' })}
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

/** Where the orders are that an aggregated line was compared with: of its customer, else of its method, else of the month. */
function ourOrders({ externalId, method }: InvoiceLineRow, period: string): string {
  const whose = externalId === null ? { method: method ?? undefined } : { externalId };
  return `/usage/orders?${drillQuery({ period, ...whose, outcome: 'billable' })}`;
}

function Why({ line, invoice }: { line: InvoiceLineRow; invoice: InvoiceDetail }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { currency, period } = invoice;
  const parts = line.reasons.map((reason) => translate(`desk.words.matchReason.${reason}`));
  if (line.statedMinor !== null) {
    parts.push(translate('desk.invoices.states', { amount: moneyText(line.statedMinor, currency, locale) }));
  }
  if (line.ourQuantity !== null) {
    parts.push(
      translate('desk.invoices.quantities', { invoiced: line.quantity ?? 0, ours: line.ourQuantity }),
    );
  }
  if (line.class === 'wrong_period' && line.ourPeriod !== null)
    parts.push(periodText(line.ourPeriod, locale));
  return (
    <>
      {parts.join(' · ')}
      {line.ourQuantity === null ? null : (
        <>
          {' '}
          <MuiLink component={Link} to={ourOrders(line, period)}>
            {translate('desk.invoices.ourOrders')}
          </MuiLink>
        </>
      )}
      {line.earlierLine === null
        ? ''
        : ` (${translate('desk.invoices.earlierLine', { line: line.earlierLine })})`}
      {line.earlierInvoice === null ? null : (
        <>
          {' '}
          <MuiLink component={Link} to={`/invoices/${line.earlierInvoice}`}>
            {translate('desk.invoices.earlierInvoice', { id: line.earlierInvoice })}
          </MuiLink>
        </>
      )}
    </>
  );
}
