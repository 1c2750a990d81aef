import { Box, useMediaQuery, useTheme } from '@mui/material';
import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { useId } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { countText, fractionDigits, shortened } from '../../format/amounts.ts';
import { ChartLegend } from '../usage/ChartLegend.tsx';
import { useSeriesStyle } from '../usage/series-style.ts';
import { isAtLeast, MARGIN_PARTS, useMarginText } from './useMarginText.ts';

/** Bars that a chart shows; the table holds them all. */
const MOST_BARS = 16;
/** Signs of a name beside its bars, the mark of closed months not counted. */
const NAME_SIGNS = { narrow: 12, wide: 26 } as const;

interface MarginChartProps {
  currency: string;
  rows: readonly MarginRow[];
  nameOf(row: MarginRow, short: boolean): string;
}

/** Revenue, cost and margin of one currency side by side, what is not known without a bar; the table beneath holds the same figures. */
export default function MarginChart({ currency, rows, nameOf }: MarginChartProps) {
  const { desk, breakpoints } = useTheme();
  const narrow = useMediaQuery(breakpoints.down('sm'));
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const captionId = useId();
  const textOf = useMarginText();
  const series = MARGIN_PARTS.map((key) => ({
    key,
    name: translate(`desk.margin.${key.replace('Minor', '')}`),
  }));
  const styles = useSeriesStyle(series);
  const unit = 10 ** fractionDigits(currency);
  const data = rows.slice(0, MOST_BARS);
  const byId = new Map(data.map((row) => [row.id, row]));
  const nameOfId = (id: string, most: number, short: boolean) => {
    const row = byId.get(id);
    return row === undefined ? '' : `${shortened(nameOf(row, short), most)}${row.final ? ' ✓' : ''}`;
  };
  const height = 40 + data.length * (narrow ? 54 : 46);
  const tick = { fill: desk.quiet, fontSize: 12 };
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <ChartLegend
        series={series}
        styles={styles}
        hatched={false}
        final={rows.some((row) => row.final) ? translate('desk.margin.chart.final') : null}
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
              dataKey="id"
              width={narrow ? 104 : 190}
              tick={{ ...tick, fontSize: 11.5 }}
              interval={0}
              stroke={desk.line}
              tickFormatter={(id: string) => nameOfId(id, NAME_SIGNS[narrow ? 'narrow' : 'wide'], narrow)}
            />
            <Tooltip
              cursor={{ fill: desk.sunken }}
              contentStyle={{ backgroundColor: desk.surface, border: `1px solid ${desk.line}` }}
              labelStyle={{ color: desk.text, fontWeight: 600 }}
              itemStyle={{ color: desk.text }}
              filterNull={false}
              labelFormatter={(id) => nameOfId(String(id), Number.POSITIVE_INFINITY, false)}
              formatter={(_value, _name, { dataKey, payload }) => {
                const part = MARGIN_PARTS.find((each) => each === dataKey);
                return part === undefined ? '' : textOf(payload as MarginRow, part);
              }}
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
        {translate('desk.margin.chart.caption', { currency })}
        {data.some((row) => MARGIN_PARTS.some((part) => row[part] === null))
          ? ` ${translate('desk.margin.chart.unknown')}`
          : ''}
        {data.some(isAtLeast) ? ` ${translate('desk.margin.chart.atLeast')}` : ''}
        {rows.length > MOST_BARS
          ? ` ${translate('desk.billing.chart.largest', { count: MOST_BARS, all: countText(rows.length, locale) })}`
          : ''}
      </Box>
    </Box>
  );
}
