import { Box, Button, Link as MuiLink, TableBody, TableCell, TableRow, Tooltip } from '@mui/material';
import type { ForecastView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, shareText } from '../../format/amounts.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { Amounts, amountsOf, rowAdjustments } from '../Amounts.tsx';
import { ChangeText } from './ChangeText.tsx';
import { useSeriesStyle } from './series-style.ts';
import type { UsageView } from './usage-address.ts';
import { failureShare, type UsageBar, type UsageBars, type UsageSeries } from './usage-bars.ts';
import { drillAddress } from './usage-drill.ts';

const FIRST_ROWS = 50;

interface UsageTableProps {
  view: UsageView;
  bars: UsageBars;
  nameOf(key: string): string;
  provisional: ReadonlySet<string>;
  /** Months that are closed. */
  closed: ReadonlySet<string>;
  forecast: ForecastView | null;
  label: string;
}

/** The chart's figures, row by row; every count is a link to what it is made of. */
export function UsageTable({ view, bars, nameOf, provisional, closed, forecast, label }: UsageTableProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [all, setAll] = useState(false);
  const columns = useUsageColumns(view, bars, nameOf, (key) =>
    closed.has(key) ? 'final' : view.axis === 'period' && provisional.has(key) ? 'provisional' : null,
  );
  const shown = all ? bars.bars : bars.bars.slice(0, FIRST_ROWS);
  return (
    <div>
      <DataGrid label={label} columns={columns} rows={shown} keyOf={(bar) => bar.key}>
        {forecast?.placed && bars.bars.some(({ key }) => key === forecast.period) ? (
          <TableBody>
            <TableRow>
              <TableCell component="th" scope="row" sx={{ fontStyle: 'italic' }}>
                {translate('desk.billing.forecast.row', { month: nameOf(forecast.period) })}
              </TableCell>
              <TableCell align="right" sx={{ fontStyle: 'italic' }}>
                ≈ {countText(forecast.placed.expected, locale)}
              </TableCell>
              <TableCell colSpan={columns.length - 2} sx={{ color: 'text.secondary' }}>
                {translate('desk.billing.forecast.range', {
                  low: countText(forecast.placed.low, locale),
                  high: countText(forecast.placed.high, locale),
                  days: forecast.placed.basedOnDays,
                })}
              </TableCell>
            </TableRow>
          </TableBody>
        ) : null}
      </DataGrid>
      {shown.length < bars.bars.length ? (
        <Button onClick={() => setAll(true)}>
          {translate('desk.billing.showAll', { count: countText(bars.bars.length, locale) })}
        </Button>
      ) : null}
    </div>
  );
}

function useUsageColumns(
  view: UsageView,
  bars: UsageBars,
  nameOf: (key: string) => string,
  stateOf: (key: string) => 'final' | 'provisional' | null,
): GridColumn<UsageBar>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const styles = useSeriesStyle(bars.series);
  const text = (key: string) => translate(`desk.billing.column.${key}`);
  const count = (bar: UsageBar, n: number, series?: UsageSeries) =>
    n === 0 ? (
      '0'
    ) : (
      <MuiLink component={Link} to={drillAddress(view, bar, series)} color="inherit" underline="always">
        {countText(n, locale)}
      </MuiLink>
    );
  const outcome = (key: 'verified' | 'billable') => ({
    key,
    title: translate(`desk.words.usage.${key}`),
    right: true,
    cell: (bar: UsageBar) =>
      count({ ...bar }, bar.row[key], view.stack === 'outcome' ? { key, name: null } : undefined),
  });
  const parts = bars.series.map((series, at) => ({
    key: series.key,
    title: styles[at]?.name ?? series.key,
    right: true,
    cell: (bar: UsageBar) => count(bar, bar.parts[series.key] ?? 0, series),
  }));
  const first = parts.slice(0, 1);
  const rest = parts.slice(1);
  const columns: GridColumn<UsageBar>[] = [
    {
      key: 'name',
      title: translate(`desk.billing.axis.${view.axis}`),
      heading: true,
      cell: (bar) => <BarName to={drillAddress(view, bar)} name={nameOf(bar.key)} state={stateOf(bar.key)} />,
    },
    {
      key: 'placed',
      title: translate('desk.words.usage.placed'),
      right: true,
      cell: (bar) => count(bar, bar.row.placed),
    },
    ...(view.stack === 'outcome' ? [...first, outcome('verified'), ...rest] : parts),
    {
      key: 'failures',
      title: text('failures'),
      right: true,
      cell: ({ row }) => {
        const share = failureShare(row);
        return share === null ? '–' : shareText(share, locale);
      },
    },
    ...(view.axis === 'period'
      ? [
          {
            key: 'change',
            title: text('change'),
            right: true,
            cell: (bar: UsageBar) => {
              const at = bars.bars.indexOf(bar);
              return <ChangeText now={bar.row.placed} before={bars.bars[at - 1]?.row.placed} />;
            },
          },
        ]
      : []),
    outcome('billable'),
    {
      key: 'amount',
      title: text('amount'),
      right: true,
      cell: ({ row }) => (
        <>
          {row.amount === null && row.amounts.length === 0 ? null : <Amounts amounts={amountsOf(row)} />}
          {row.unpriced > 0 ? (
            <Box component="span" sx={{ display: 'block', fontSize: '0.75rem', color: 'text.secondary' }}>
              {translate('desk.billing.unpriced', { count: countText(row.unpriced, locale) })}
            </Box>
          ) : null}
        </>
      ),
    },
    ...(bars.bars.some(({ row }) => rowAdjustments(row).length > 0)
      ? [
          {
            key: 'adjustment',
            title: translate('desk.periods.adjustment'),
            right: true,
            cell: ({ row }: UsageBar) => <Amounts amounts={rowAdjustments(row)} />,
          },
        ]
      : []),
  ];
  return columns;
}

interface BarNameProps {
  to: string;
  name: string;
  state: 'final' | 'provisional' | null;
}

function BarName({ to, name, state }: BarNameProps) {
  const translate = useTranslate();
  return (
    <>
      <MuiLink component={Link} to={to} underline="always">
        {name}
      </MuiLink>
      {state === null ? null : (
        <Tooltip title={translate(`desk.billing.chart.${state === 'final' ? 'final' : 'hatched'}`)}>
          <Box component="span" sx={{ ml: 0.75, fontSize: '0.75rem', color: 'text.secondary' }}>
            {translate(`desk.billing.${state}Short`)}
          </Box>
        </Tooltip>
      )}
    </>
  );
}
