import { Box, MenuItem, Link as MuiLink, TextField } from '@mui/material';
import { USAGE_OUTCOMES } from '@srs-desk/shared/billing/usage.ts';
import type { UsageOrderRow } from '@srs-desk/shared/billing/wire.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { DataTable, ListBase, useListContext, useLocaleState, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { countText } from '../../format/amounts.ts';
import { dayText, isPeriod, periodText } from '../../format/periods.ts';
import { IdText } from '../../kit/IdText.tsx';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { listAddress } from '../../kit/list/list-address.ts';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ExactTime } from '../../kit/RelativeTime.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { useBillingZone, useCurrentPeriod } from '../useBillingZone.ts';
import { usageAddress } from './usage-address.ts';

const Col = DataTable.Col<UsageOrderRow>;
const SHOWN = [...USAGE_OUTCOMES, 'verified', 'billable'] as const;
const NARROWED_BY = ['externalId', 'issuer', 'method'] as const;

/** The orders behind a figure of the usage page, and from each on to its calls. */
export default function UsageOrderList() {
  const translate = useTranslate();
  const now = useCurrentPeriod();
  const [search] = useSearchParams();
  const asked = search.get('period');
  const period = isPeriod(asked) ? asked : now;
  const outcome = SHOWN.find((each) => each === search.get('outcome'));
  const filter = {
    period,
    ...(outcome === undefined ? {} : { outcome }),
    ...Object.fromEntries(
      NARROWED_BY.flatMap((name) => (search.has(name) ? [[name, search.get(name)]] : [])),
    ),
  };
  return (
    <ListBase<UsageOrderRow>
      key={JSON.stringify(filter)}
      resource="usage/orders"
      filter={filter}
      perPage={50}
      disableSyncWithLocation
      storeKey={false}
      disableAuthentication
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
        <div>
          <BillingTabs area="usage" active="usage" />
          <OrdersTitle period={period} />
        </div>
        <OutcomeField value={outcome ?? ''} />
        <ListStates empty={<EmptyState title={translate('desk.billing.orders.empty')} />}>
          <UsageOrderRows />
          <Pages />
        </ListStates>
      </Box>
    </ListBase>
  );
}

function OrdersTitle({ period }: { period: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [search] = useSearchParams();
  const { total } = useListContext();
  const [externalId, method] = [search.get('externalId'), search.get('method')];
  const back = usageAddress({
    from: period,
    to: period,
    externalId,
    axis: 'externalId',
    stack: 'outcome',
    against: null,
  });
  return (
    <PageTitle
      title={translate('desk.billing.orders.title', { month: periodText(period, locale) })}
      aside={
        total === undefined
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
  );
}

function OutcomeField({ value }: { value: string }) {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  return (
    <TextField
      select
      label={translate('desk.billing.orders.outcome')}
      value={value}
      onChange={(event) => {
        const next = new URLSearchParams(search);
        if (event.target.value === '') next.delete('outcome');
        else next.set('outcome', event.target.value);
        setSearch(next, { replace: true });
      }}
      sx={{ width: 220 }}
    >
      <MenuItem value="">{translate('desk.all')}</MenuItem>
      {SHOWN.map((each) => (
        <MenuItem key={each} value={each}>
          {translate(`desk.words.usage.${each}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function UsageOrderRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const timeZone = useBillingZone();
  const label = (key: string) => `desk.billing.orders.column.${key}`;
  return (
    <Rows<UsageOrderRow> label={translate('desk.billing.orders.label')}>
      <HeadCol<UsageOrderRow>
        source="refId"
        label="Ref ID"
        render={({ refId }) => (
          <MuiLink component={Link} to={`/orders/${refId}`}>
            <IdText id={refId} plain />
          </MuiLink>
        )}
      />
      <Col
        source="orderId"
        label="Order ID"
        render={({ orderId }) => <IdText id={orderId} kind="Order ID" />}
      />
      <Col source="externalId" label="External ID" render={(order) => <BilledAs order={order} />} />
      <Col
        source="method"
        label={label('method')}
        render={(row) => methodDisplayName(row.issuer, row.method)}
      />
      <Col
        source="placedDay"
        label={label('placed')}
        render={({ placedDay }) => dayText(placedDay, locale)}
      />
      <Col
        source="outcome"
        label={label('outcome')}
        render={({ outcome, verified }) =>
          verified
            ? `${translate(`desk.words.usage.${outcome}`)}, ${translate('desk.words.usage.verified')}`
            : translate(`desk.words.usage.${outcome}`)
        }
      />
      <Col
        source="billedAt"
        label={translate(label('billed'), { zone: timeZone })}
        render={({ billedAt }) => (billedAt === null ? '–' : <ExactTime at={billedAt} timeZone={timeZone} />)}
      />
      <Col
        label={label('calls')}
        render={({ refId }) => (
          <MuiLink component={Link} to={listAddress('/calls', { refId, folded: 'yes' })}>
            {translate('desk.billing.orders.calls')}
          </MuiLink>
        )}
      />
    </Rows>
  );
}

/** The External ID as it came, and the one it is billed as where that is another. */
function BilledAs({ order: { externalId, billedAs } }: { order: UsageOrderRow }) {
  const translate = useTranslate();
  const raw = externalId ?? translate('desk.billing.none');
  if (externalId === billedAs || billedAs === null) return raw;
  return translate('desk.billing.orders.billedAs', { raw, canonical: billedAs });
}
