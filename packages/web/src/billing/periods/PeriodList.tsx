import { Box, Link as MuiLink } from '@mui/material';
import type { PeriodRow } from '@srs-desk/shared/billing/wire.ts';
import { DataTable, ListBase, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { Amounts } from '../Amounts.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { adjustmentsOf } from './adjustments-of.ts';
import { PeriodChip } from './PeriodChip.tsx';

const Col = DataTable.Col<PeriodRow>;
const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** Every month, whether it is closed, and what it comes to. */
export default function PeriodList() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.periods.${key}`);
  return (
    <ListBase<PeriodRow> resource="periods" sort={NEWEST_FIRST} perPage={100} disableAuthentication>
      <BillingTabs area="reconciliation" active="periods" />
      <PageTitle title={text('title')}>{text('intro')}</PageTitle>
      <ListStates empty={<EmptyState title={text('none')} />}>
        <Box sx={{ mt: 1 }}>
          <PeriodRows />
        </Box>
        <Pages />
      </ListStates>
    </ListBase>
  );
}

function PeriodRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (
    <Rows<PeriodRow> label={translate('desk.periods.title')}>
      <HeadCol<PeriodRow>
        source="id"
        render={({ id }) => (
          <MuiLink component={Link} to={`/periods/${id}`}>
            {periodText(id, locale)}
          </MuiLink>
        )}
      />
      <Col source="state" render={({ state }) => <PeriodChip state={state} />} />
      <Col
        source="placed"
        label="desk.words.usage.placed"
        align="right"
        render={({ placed }) => countText(placed, locale)}
      />
      <Col
        source="billable"
        label="desk.words.usage.billable"
        align="right"
        render={({ billable }) => countText(billable, locale)}
      />
      <Col
        source="amounts"
        label="desk.periods.amount"
        align="right"
        render={({ amounts }) => <Amounts amounts={amounts} />}
      />
      <Col
        source="adjustment"
        label="desk.periods.adjustment"
        align="right"
        render={({ amounts }) => <Amounts amounts={adjustmentsOf(amounts)} />}
      />
      <Col
        source="closedAt"
        render={({ closedAt, closedBy }) =>
          closedAt === null ? (
            '–'
          ) : (
            <>
              <RelativeTime at={closedAt} /> · {closedBy}
            </>
          )
        }
      />
    </Rows>
  );
}
