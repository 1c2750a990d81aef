import { Button, Link as MuiLink } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../../api/use-read.ts';
import { countText } from '../../format/amounts.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { Section } from '../../kit/Section.tsx';
import { Amounts, amountsOf, rowAdjustments } from '../Amounts.tsx';

const FIRST = 20;

/** A month's figures by External ID: frozen ones when it is closed, with what was adjusted for earlier months. */
export function MonthCustomers({ period }: { period: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [all, setAll] = useState(false);
  const month = { from: period, to: period, groupBy: 'externalId' };
  const usage = useRead('usage', 'usageRows', month, { touchedBy: ['periods'] });
  const rows = [...(usage.data ?? [])].sort((a, b) => b.billable - a.billable);
  if (rows.length === 0) return null;
  const text = (key: string) => translate(`desk.billing.column.${key}`);
  const columns: GridColumn<UsageRow>[] = [
    {
      key: 'externalId',
      title: 'External ID',
      heading: true,
      cell: ({ externalId }) => (
        <MuiLink
          component={Link}
          to={`/usage/statements?${new URLSearchParams({ period, externalId: externalId ?? '' })}`}
        >
          {externalId ?? translate('desk.billing.none')}
        </MuiLink>
      ),
    },
    {
      key: 'placed',
      title: translate('desk.words.usage.placed'),
      right: true,
      cell: ({ placed }) => countText(placed, locale),
    },
    {
      key: 'billable',
      title: translate('desk.words.usage.billable'),
      right: true,
      cell: ({ billable }) => countText(billable, locale),
    },
    {
      key: 'amount',
      title: text('amount'),
      right: true,
      cell: (row) => <Amounts amounts={amountsOf(row)} />,
    },
    {
      key: 'adjustment',
      title: translate('desk.periods.adjustment'),
      right: true,
      cell: (row) => <Amounts amounts={rowAdjustments(row)} />,
    },
  ];
  return (
    <Section title={translate('desk.periods.customers')}>
      <DataGrid
        label={translate('desk.periods.customers')}
        columns={columns}
        rows={all ? rows : rows.slice(0, FIRST)}
        keyOf={(row) => row.id}
      />
      {!all && rows.length > FIRST ? (
        <Button onClick={() => setAll(true)}>
          {translate('desk.billing.showAll', { count: countText(rows.length, locale) })}
        </Button>
      ) : null}
    </Section>
  );
}
