import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, shareText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { Section } from '../../kit/Section.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { Amounts, amountsOf } from '../Amounts.tsx';
import { ChangeText } from './ChangeText.tsx';
import { type UsageView, usageAddress } from './usage-address.ts';
import { failureShare } from './usage-bars.ts';

const FIRST = 8;

interface CustomerMonth {
  row: UsageRow;
  before: UsageRow | undefined;
  share: number;
}

/** The External IDs of a month, the largest first, each with its month before and its share of all. */
function customerMonths(rows: readonly UsageRow[], period: string): CustomerMonth[] {
  const before = new Map(rows.filter((row) => row.period !== period).map((row) => [row.externalId, row]));
  const now = rows.filter((row) => row.period === period && row.placed > 0);
  const all = now.reduce((sum, row) => sum + row.placed, 0);
  return now
    .sort((a, b) => b.placed - a.placed)
    .map((row) => ({ row, before: before.get(row.externalId), share: row.placed / all }));
}

/** Who used most in the last month of the span, against the month before. */
export function TopCustomers({ view, recent }: { view: UsageView; recent: UseQueryResult<UsageRow[]> }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [all, setAll] = useState(false);
  const columns = useCustomerColumns(view);
  const rows = customerMonths(recent.data ?? [], view.to);
  const title = translate('desk.billing.top.title', { month: periodText(view.to, locale) });
  return (
    <Section title={title}>
      {recent.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {recent.data && rows.length === 0 ? <EmptyState title={translate('desk.billing.empty')} /> : null}
      {rows.length > 0 ? (
        <DataGrid
          label={title}
          columns={columns}
          rows={all ? rows : rows.slice(0, FIRST)}
          keyOf={({ row }) => row.externalId ?? ''}
        />
      ) : null}
      {!all && rows.length > FIRST ? (
        <Button onClick={() => setAll(true)}>
          {translate('desk.billing.showAll', { count: countText(rows.length, locale) })}
        </Button>
      ) : null}
    </Section>
  );
}

function useCustomerColumns(view: UsageView): GridColumn<CustomerMonth>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.billing.column.${key}`);
  return [
    {
      key: 'externalId',
      title: 'External ID',
      heading: true,
      cell: ({ row }) => (
        <MuiLink
          component={Link}
          to={usageAddress({ ...view, externalId: row.externalId ?? '', axis: 'period' })}
        >
          {row.externalId ?? translate('desk.billing.none')}
        </MuiLink>
      ),
    },
    {
      key: 'placed',
      title: translate('desk.words.usage.placed'),
      right: true,
      cell: ({ row }) => countText(row.placed, locale),
    },
    {
      key: 'share',
      title: text('share'),
      right: true,
      cell: ({ share }) => (
        <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
          <Box
            aria-hidden
            component="span"
            sx={{ width: 64, height: 8, display: { xs: 'none', sm: 'block' }, backgroundColor: 'divider' }}
          >
            <Box
              component="span"
              sx={{
                display: 'block',
                height: '100%',
                width: `${share * 100}%`,
                backgroundColor: 'primary.main',
              }}
            />
          </Box>
          {shareText(share, locale)}
        </Box>
      ),
    },
    {
      key: 'change',
      title: text('change'),
      right: true,
      cell: ({ row, before }) => <ChangeText now={row.placed} before={before?.placed} />,
    },
    {
      key: 'failures',
      title: text('failures'),
      right: true,
      cell: ({ row }) => {
        const share = failureShare(row);
        return share === null ? '–' : shareText(share, locale);
      },
    },
    {
      key: 'amount',
      title: text('amount'),
      right: true,
      cell: ({ row }) => <Amounts amounts={amountsOf(row)} />,
    },
  ];
}
