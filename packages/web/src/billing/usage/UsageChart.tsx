import { Box, useMediaQuery, useTheme } from '@mui/material';
import { useId } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { countText, shortened } from '../../format/amounts.ts';
import { ChartLegend, hatchId, SeriesPatterns } from './ChartLegend.tsx';
import { useSeriesStyle } from './series-style.ts';
import { UsagePart } from './UsagePart.tsx';
import type { UsageAxis } from './usage-address.ts';
import type { UsageBar, UsageBars, UsageSeries } from './usage-bars.ts';

/** Bars that a chart shows; the table holds them all. */
export const MOST_BARS = 24;

export interface UsageChartProps extends UsageBars {
  axis: UsageAxis;
  /** The bars' names, by key. */
  nameOf(key: string): string;
  /** Bars whose figures may still change. */
  provisional: ReadonlySet<string>;
  /** Some bars are months that are closed, marked in their names. */
  final: boolean;
  /** What is still expected on top, by bar: a forecast, drawn as an outline. */
  expected: ReadonlyMap<string, number>;
  onPick(bar: UsageBar, series: UsageSeries): void;
  description: string;
}

/** A row of the chart's data. */
interface ChartRow {
  bar: UsageBar;
}

/** Placed orders, stacked. The table beneath holds the same figures, and every one of them opens what a click here opens. */
export default function UsageChart(props: UsageChartProps) {
  const { axis, bars, series, nameOf, provisional, final, expected, onPick, description } = props;
  const theme = useTheme();
  const { desk } = theme;
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const styles = useSeriesStyle(series);
  const prefix = useId();
  const captionId = useId();
  const sideways = axis === 'externalId';
  const shown = bars.slice(0, MOST_BARS);
  const height = sideways ? 40 + shown.length * 26 : 300;
  const data = shown.map((bar) => ({
    bar,
    name: nameOf(bar.key),
    expected: expected.get(bar.key) ?? 0,
    ...bar.parts,
  }));
  const tick = { fill: desk.quiet, fontSize: 12 };
  const counted = {
    type: 'number',
    allowDecimals: false,
    tick,
    tickFormatter: (value: number) => countText(value, locale),
    stroke: desk.line,
  } as const;
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <ChartLegend
        series={series}
        styles={styles}
        hatched={provisional.size > 0}
        final={final ? translate('desk.billing.chart.final') : null}
        forecast={expected.size > 0}
      />
      <Box role="img" aria-labelledby={captionId} sx={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height }}>
          <BarChart
            data={data}
            layout={sideways ? 'vertical' : 'horizontal'}
            accessibilityLayer={false}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            barCategoryGap={sideways ? 4 : '18%'}
          >
            <SeriesPatterns series={series} styles={styles} prefix={prefix} line={desk.surface} />
            <CartesianGrid stroke={desk.line} vertical={sideways} horizontal={!sideways} />
            {sideways ? <XAxis {...counted} /> : <YAxis {...counted} width={44} />}
            {sideways ? (
              <YAxis
                type="category"
                dataKey="name"
                width={narrow ? 104 : 190}
                tick={{ ...tick, fontSize: 11.5 }}
                interval={0}
                stroke={desk.line}
                tickFormatter={(name: string) => shortened(name, narrow ? 14 : 28)}
              />
            ) : (
              <XAxis dataKey="name" tick={tick} interval="preserveStartEnd" stroke={desk.line} />
            )}
            <Tooltip
              cursor={{ fill: desk.sunken }}
              contentStyle={{ backgroundColor: desk.surface, border: `1px solid ${desk.line}` }}
              labelStyle={{ color: desk.text, fontWeight: 600 }}
              itemStyle={{ color: desk.text }}
              formatter={(value) => countText(Number(value), locale)}
            />
            {series.map((one, at) => (
              <Bar
                key={one.key}
                dataKey={one.key}
                stackId="placed"
                name={styles[at]?.name ?? one.key}
                stroke={desk.surface}
                strokeWidth={1}
                isAnimationActive={false}
                style={{ cursor: 'pointer' }}
                onClick={(part) => {
                  const { bar } = part.payload as ChartRow;
                  onPick(bar, one);
                }}
                shape={(part) => {
                  const { bar } = part.payload as ChartRow;
                  return (
                    <UsagePart
                      x={part.x}
                      y={part.y}
                      width={part.width}
                      height={part.height}
                      stroke={part.stroke}
                      colour={styles[at]?.colour}
                      hatch={provisional.has(bar.key) ? hatchId(prefix, at) : null}
                      count={bar.parts[one.key] ?? 0}
                    />
                  );
                }}
              />
            ))}
            {expected.size > 0 ? (
              <Bar
                dataKey="expected"
                stackId="placed"
                name={translate('desk.billing.forecast.chart')}
                fill="transparent"
                stroke={desk.quiet}
                strokeDasharray="4 3"
                isAnimationActive={false}
              />
            ) : null}
          </BarChart>
        </ResponsiveContainer>
      </Box>
      <Box component="figcaption" id={captionId} sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {description}
        {bars.length > MOST_BARS
          ? ` ${translate('desk.billing.chart.largest', {
              count: MOST_BARS,
              all: countText(bars.length, locale),
            })}`
          : ''}
      </Box>
    </Box>
  );
}
