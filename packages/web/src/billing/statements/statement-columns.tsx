import { Link as MuiLink } from '@mui/material';
import type { StatementView } from '@srs-desk/shared/billing/wire.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, moneyText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import type { GridColumn } from '../../kit/DataGrid.tsx';
import { IdText } from '../../kit/IdText.tsx';
import { ExactTime } from '../../kit/RelativeTime.tsx';
import { useBillingZone } from '../useBillingZone.ts';

type Line = StatementView['lines'][number];
type Adjustment = StatementView['adjustments'][number];
type Order = StatementView['orders'][number];

function useMoney(): (minor: number | null, currency: string | null) => string {
  const [locale = 'en'] = useLocaleState();
  return (minor, currency) =>
    minor === null || currency === null ? '–' : moneyText(minor, currency, locale);
}

/** What is charged: pieces, minimum fees, what has no price. */
export function useLineColumns(): GridColumn<Line>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const money = useMoney();
  const text = (key: string) => translate(`desk.statements.line.${key}`);
  return [
    { key: 'what', title: text('what'), heading: true, cell: ({ kind }) => text(kind) },
    {
      key: 'method',
      title: text('method'),
      cell: ({ issuer, method }) =>
        method === null && issuer === null ? '–' : methodDisplayName(issuer, method),
    },
    {
      key: 'quantity',
      title: text('quantity'),
      right: true,
      cell: ({ quantity }) => countText(quantity, locale),
    },
    {
      key: 'unit',
      title: text('unit'),
      right: true,
      cell: ({ unitMinor, currency }) => money(unitMinor, currency),
    },
    {
      key: 'amount',
      title: text('amount'),
      right: true,
      cell: ({ amountMinor, currency }) => money(amountMinor, currency),
    },
  ];
}

/** What is charged or credited for closed months. */
export function useAdjustmentColumns(): GridColumn<Adjustment>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const money = useMoney();
  return [
    {
      key: 'period',
      title: translate('desk.statements.ofMonth'),
      heading: true,
      cell: ({ period }) => periodText(period, locale),
    },
    {
      key: 'method',
      title: translate('desk.statements.line.method'),
      cell: ({ issuer, method }) => methodDisplayName(issuer, method),
    },
    {
      key: 'quantity',
      title: translate('desk.statements.line.quantity'),
      right: true,
      cell: ({ billable }) => countText(billable, locale),
    },
    {
      key: 'amount',
      title: translate('desk.statements.amount'),
      right: true,
      cell: ({ amountMinor, currency }) => money(amountMinor, currency),
    },
  ];
}

/** The orders behind it, each by link. */
export function useOrderColumns(): GridColumn<Order>[] {
  const translate = useTranslate();
  const money = useMoney();
  const timeZone = useBillingZone();
  return [
    {
      key: 'refId',
      title: 'Ref ID',
      heading: true,
      cell: ({ refId }) => (
        <MuiLink component={Link} to={`/orders/${refId}`}>
          <IdText id={refId} plain />
        </MuiLink>
      ),
    },
    { key: 'orderId', title: 'Order ID', cell: ({ orderId }) => <IdText id={orderId} plain /> },
    { key: 'externalId', title: 'External ID', cell: ({ externalId }) => externalId ?? '–' },
    {
      key: 'method',
      title: translate('desk.statements.line.method'),
      cell: ({ issuer, method }) => methodDisplayName(issuer, method),
    },
    {
      key: 'billedAt',
      title: translate('desk.statements.billedAt', { zone: timeZone }),
      cell: ({ billedAt }) => <ExactTime at={billedAt} timeZone={timeZone} />,
    },
    {
      key: 'amount',
      title: translate('desk.statements.amount'),
      right: true,
      cell: ({ amountMinor, currency }) => money(amountMinor, currency),
    },
  ];
}
