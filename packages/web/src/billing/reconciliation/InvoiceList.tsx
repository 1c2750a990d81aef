import { Box, Button, Link as MuiLink } from '@mui/material';
import type { InvoiceRow } from '@srs-desk/shared/billing/wire.ts';
import { DataTable, ListBase, useCanAccess, useListContext, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, moneyText } from '../../format/amounts.ts';
import { isPeriod, periodText } from '../../format/periods.ts';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { listAddress } from '../../kit/list/list-address.ts';
import { OldAddress } from '../../kit/list/OldAddress.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { ToneText } from '../../kit/StateChip.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { accessTo } from '../../session/access.ts';
import { BillingTabs } from '../BillingTabs.tsx';

const Col = DataTable.Col<InvoiceRow>;
const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** The supplier's invoices, and which still have lines to settle. */
export default function InvoiceList() {
  return (
    <OldAddress filters={{ period: 'period' }}>
      <ListBase<InvoiceRow> resource="invoices" sort={NEWEST_FIRST} perPage={100} disableAuthentication>
        <BillingTabs area="reconciliation" active="invoices" />
        <Invoices />
      </ListBase>
    </OldAddress>
  );
}

function Invoices() {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('invoices.write'));
  const [locale = 'en'] = useLocaleState();
  const { filterValues } = useListContext();
  const period = isPeriod(filterValues.period) ? filterValues.period : null;
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const upload = mayWrite ? (
    <Button
      variant="contained"
      component={Link}
      to={`/invoices/create${period === null ? '' : `?period=${period}`}`}
    >
      {text('upload')}
    </Button>
  ) : null;
  const ofMonth =
    period === null ? null : (
      <>
        {periodText(period, locale)} ·{' '}
        <MuiLink component={Link} to={listAddress('/invoices', {})}>
          {text('allMonths')}
        </MuiLink>
      </>
    );
  const empty = (
    <EmptyState title={text(period === null ? 'none' : 'noneOfMonth')} action={upload}>
      {text('noneHelp')}
    </EmptyState>
  );
  return (
    <>
      <PageTitle title={text('title')} aside={ofMonth} actions={upload}>
        {text('intro')}
      </PageTitle>
      <ListStates empty={empty}>
        <Box sx={{ mt: 1 }}>
          <InvoiceRows />
        </Box>
        <Pages />
      </ListStates>
    </>
  );
}

function InvoiceRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (
    <Rows<InvoiceRow> label={translate('desk.invoices.title')}>
      <HeadCol<InvoiceRow>
        source="number"
        render={({ id, number }) => (
          <MuiLink component={Link} to={`/invoices/${id}`}>
            {number}
          </MuiLink>
        )}
      />
      <Col source="supplier" />
      <Col source="period" render={({ period }) => periodText(period, locale)} />
      <Col source="lines" align="right" render={({ lines }) => countText(lines, locale)} />
      <Col
        source="sumMinor"
        align="right"
        render={({ sumMinor, currency }) => moneyText(sumMinor, currency, locale)}
      />
      <Col
        source="differenceMinor"
        align="right"
        render={({ differenceMinor, currency }) => moneyText(differenceMinor, currency, locale)}
      />
      <Col
        source="open"
        align="right"
        render={({ open }) =>
          open === 0 ? (
            <ToneText tone="good">✓ {translate('desk.invoices.settledAll')}</ToneText>
          ) : (
            <ToneText tone="warn">{countText(open, locale)}</ToneText>
          )
        }
      />
      <Col
        source="uploadedAt"
        render={({ uploadedAt, uploadedBy }) => (
          <>
            <RelativeTime at={uploadedAt} /> · {uploadedBy}
          </>
        )}
      />
    </Rows>
  );
}
