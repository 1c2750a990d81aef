import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, shareText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { Section } from '../../kit/Section.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { Amounts, amountsOf, rowAdjustments } from '../Amounts.tsx';
import { ChangeText } from './ChangeText.tsx';
import { MonthField } from './UsageControls.tsx';
import { type UsageView, usageAddress } from './usage-address.ts';
import { failureShare } from './usage-bars.ts';
import type { UsageData } from './useUsagePage.ts';

const FIRST = 8;

interface CustomerMonth {
  row: UsageRow;
  before: UsageRow | undefined;
  share: number;
}

/** The External IDs of a month, the largest first, each with the month it is compared with and its share of all. */
function customerMonths(rows: readonly UsageRow[], compared: readonly UsageRow[]): CustomerMonth[] {
  const before = new Map(compared.map((row) => [row.externalId, row]));
  const now = rows.filter((row) => row.placed > 0);
  const all = now.reduce((sum, row) => sum + row.placed, 0);
  return now
    .sort((a, b) => b.placed - a.placed)
    .map((row) => ({ row, before: before.get(row.externalId), share: row.placed / all }));
}

interface TopCustomersProps {
  view: UsageView;
  data: UsageData;
  onCompare(against: string): void;
}

/** Who used most in the last month of the span, against the month before or any other. */
export function TopCustomers({ view, data, onCompare }: TopCustomersProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [all, setAll] = useState(false);
  const { recent, compared = [], against } = data;
  const rows = customerMonths(recent.data ?? [], compared);
  const adjusted = rows.some(({ row }) => rowAdjustments(row).length > 0);
  const columns = useCustomerColumns(view, against, adjusted);
  const title = translate('desk.billing.top.title', { month: periodText(view.to, locale) });
  return (
    <Section
      title={title}
      actions={<MonthField label={translate('desk.billing.top.with')} value={against} onChange={onCompare} />}
    >
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

function useCustomerColumns(
  view: UsageView,
  against: string,
  adjusted: boolean,
): GridColumn<CustomerMonth>[] {
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
      title: translate('desk.billing.figure.toMonth', { month: periodText(against, locale, true) }),
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
    ...(adjusted
      ? [
          {
            key: 'adjustment',
            title: translate('desk.periods.adjustment'),
            right: true,
            cell: ({ row }: CustomerMonth) => <Amounts amounts={rowAdjustments(row)} />,
          },
        ]
      : []),
  ];
}
