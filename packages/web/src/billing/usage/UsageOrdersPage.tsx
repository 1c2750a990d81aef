import { Box, MenuItem, Link as MuiLink, TextField } from '@mui/material';
import type { UsageOrderRow } from '@srs-desk/shared/billing/wire.ts';
import { USAGE_ORDERS_WANTED } from '@srs-desk/shared/billing/wire-usage.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { countText } from '../../format/amounts.ts';
import { dayText, isPeriod, periodText } from '../../format/periods.ts';
import type { GridColumn } from '../../kit/DataGrid.tsx';
import { IdText } from '../../kit/IdText.tsx';
import { PagedGrid } from '../../kit/PagedGrid.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ExactTime } from '../../kit/RelativeTime.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { useBillingZone, useCurrentPeriod } from '../useBillingZone.ts';
import { drillQuery, usageAddress } from './usage-address.ts';

/** The orders behind a figure of the usage page, and from each on to its calls. */
export default function UsageOrdersPage() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const now = useCurrentPeriod();
  const [search, setSearch] = useSearchParams();
  const [total, setTotal] = useState<number | null>(null);
  const asked = search.get('period');
  const period = isPeriod(asked) ? asked : now;
  const externalId = search.get('externalId');
  const outcome = USAGE_ORDERS_WANTED.find((each) => each === search.get('outcome'));
  const method = search.get('method');
  const query = drillQuery({
    period,
    ...(externalId === null ? {} : { externalId: externalId || null }),
    ...(search.has('issuer') ? { issuer: search.get('issuer') } : {}),
    ...(method === null ? {} : { method }),
    ...(outcome === undefined ? {} : { outcome }),
  });
  const back = usageAddress({ from: period, to: period, externalId, axis: 'externalId', stack: 'outcome' });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      <div>
        <BillingTabs area="usage" active="usage" />
        <PageTitle
          title={translate('desk.billing.orders.title', { month: periodText(period, locale) })}
          aside={
            total === null
              ? null
              : translate('desk.billing.orders.count', { count: countText(total, locale) })
          }
          actions={
            <MuiLink component={Link} to={back}>
              {translate('desk.billing.orders.back')}
            </MuiLink>
          }
        >
          {[
            externalId === null ? null : externalId || translate('desk.billing.none'),
            method === null ? null : methodDisplayName(search.get('issuer'), method),
          ]
            .filter(Boolean)
            .join(' · ')}
        </PageTitle>
      </div>
      <TextField
        select
        label={translate('desk.billing.orders.outcome')}
        value={outcome ?? ''}
        onChange={(event) => {
          const next = new URLSearchParams(search);
          if (event.target.value === '') next.delete('outcome');
          else next.set('outcome', event.target.value);
          setSearch(next, { replace: true });
        }}
        sx={{ width: 220 }}
      >
        <MenuItem value="">{translate('desk.all')}</MenuItem>
        {USAGE_ORDERS_WANTED.map((each) => (
          <MenuItem key={each} value={each}>
            {translate(
              each === 'month_uncertain' ? 'desk.billing.orders.monthUncertain' : `desk.words.usage.${each}`,
            )}
          </MenuItem>
        ))}
      </TextField>
      <PagedGrid<UsageOrderRow>
        key={query}
        path={`usage/orders?${query}`}
        label={translate('desk.billing.orders.label')}
        columns={useOrderColumns()}
        keyOf={(row) => row.id}
        empty={translate('desk.billing.orders.empty')}
        onTotal={setTotal}
      />
    </Box>
  );
}

function useOrderColumns(): GridColumn<UsageOrderRow>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const timeZone = useBillingZone();
  const text = (key: string) => translate(`desk.billing.orders.column.${key}`);
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
    { key: 'orderId', title: 'Order ID', cell: ({ orderId }) => <IdText id={orderId} kind="Order ID" /> },
    {
      key: 'externalId',
      title: 'External ID',
      cell: ({ externalId, billedAs }) =>
        externalId === billedAs || billedAs === null
          ? (externalId ?? translate('desk.billing.none'))
          : translate('desk.billing.orders.billedAs', {
              raw: externalId ?? translate('desk.billing.none'),
              canonical: billedAs,
            }),
    },
    { key: 'method', title: text('method'), cell: (row) => methodDisplayName(row.issuer, row.method) },
    { key: 'placed', title: text('placed'), cell: ({ placedDay }) => dayText(placedDay, locale) },
    {
      key: 'outcome',
      title: text('outcome'),
      cell: ({ outcome, verified }) =>
        verified
          ? `${translate(`desk.words.usage.${outcome}`)}, ${translate('desk.words.usage.verified')}`
          : translate(`desk.words.usage.${outcome}`),
    },
    {
      key: 'billed',
      title: translate('desk.billing.orders.column.billed', { zone: timeZone }),
      cell: ({ billedAt }) => (billedAt === null ? '–' : <ExactTime at={billedAt} timeZone={timeZone} />),
    },
    {
      key: 'calls',
      title: text('calls'),
      cell: ({ refId }) => (
        <MuiLink
          component={Link}
          to={`/calls?filter=${encodeURIComponent(JSON.stringify({ refId, folded: 'yes' }))}`}
        >
          {translate('desk.billing.orders.calls')}
        </MuiLink>
      ),
    },
  ];
}
