import { Box, useMediaQuery, useTheme } from '@mui/material';
import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { useId } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { countText, fractionDigits, moneyText, shortened } from '../../format/amounts.ts';
import { ChartLegend } from '../usage/ChartLegend.tsx';
import { useSeriesStyle } from '../usage/series-style.ts';

/** Bars that a chart shows; the table holds them all. */
const MOST_BARS = 16;
const PARTS = ['revenueMinor', 'costMinor', 'marginMinor'] as const;

interface MarginChartProps {
  currency: string;
  rows: readonly MarginRow[];
  nameOf(row: MarginRow): string;
}

/** Revenue, cost and margin of one currency side by side; the table beneath holds the same figures. */
export default function MarginChart({ currency, rows, nameOf }: MarginChartProps) {
  const { desk, breakpoints } = useTheme();
  const narrow = useMediaQuery(breakpoints.down('sm'));
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const captionId = useId();
  const series = PARTS.map((key) => ({ key, name: translate(`desk.margin.${key.replace('Minor', '')}`) }));
  const styles = useSeriesStyle(series);
  const money = (minor: number) => moneyText(minor, currency, locale);
  const unit = 10 ** fractionDigits(currency);
  const data = rows.slice(0, MOST_BARS).map((row) => ({
    name: `${nameOf(row)}${row.final ? ' ✓' : ''}`,
    revenueMinor: row.revenueMinor,
    costMinor: row.costMinor ?? 0,
    marginMinor: row.marginMinor ?? 0,
  }));
  const height = 40 + data.length * (narrow ? 54 : 46);
  const tick = { fill: desk.quiet, fontSize: 12 };
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <ChartLegend
        series={series}
        styles={styles}
        hatched={false}
        final={rows.some((row) => row.final)}
        forecast={false}
      />
      <Box role="img" aria-labelledby={captionId} sx={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height }}>
          <BarChart
            data={data}
            layout="vertical"
            accessibilityLayer={false}
            margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
            barCategoryGap={6}
            barGap={1}
          >
            <CartesianGrid stroke={desk.line} horizontal={false} />
            <XAxis
              type="number"
              tick={tick}
              stroke={desk.line}
              tickFormatter={(minor: number) => countText(Math.round(minor / unit), locale)}
            />
            <YAxis
              type="category"
              dataKey="name"
              width={narrow ? 104 : 190}
              tick={{ ...tick, fontSize: 11.5 }}
              interval={0}
              stroke={desk.line}
              tickFormatter={(name: string) => shortened(name, narrow ? 11 : 28)}
            />
            <Tooltip
              cursor={{ fill: desk.sunken }}
              contentStyle={{ backgroundColor: desk.surface, border: `1px solid ${desk.line}` }}
              labelStyle={{ color: desk.text, fontWeight: 600 }}
              itemStyle={{ color: desk.text }}
              formatter={(value) => money(Number(value))}
            />
            {series.map(({ key, name }, at) => (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                fill={styles[at]?.colour.fill}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </Box>
      <Box component="figcaption" id={captionId} sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {translate('desk.margin.chart', { currency })}
        {rows.length > MOST_BARS
          ? ` ${translate('desk.billing.chart.largest', { count: MOST_BARS, all: countText(rows.length, locale) })}`
          : ''}
      </Box>
    </Box>
  );
}
