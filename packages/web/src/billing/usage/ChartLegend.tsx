import { Box, useTheme } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { SeriesStyle } from './series-style.ts';
import type { UsageSeries } from './usage-bars.ts';

/** The id of a series' hatched filling. */
export function hatchId(prefix: string, at: number): string {
  return `hatch-${prefix.replaceAll(/[^\w-]/g, '')}-${at}`;
}

interface PatternsProps {
  series: readonly UsageSeries[];
  styles: readonly SeriesStyle[];
  prefix: string;
  /** Colour of the hatching. */
  line: string;
}

/** Fillings for what is provisional: each series' colour, hatched. */
export function SeriesPatterns({ series, styles, prefix, line }: PatternsProps) {
  return (
    <defs>
      {series.map(({ key }, at) => (
        <pattern
          key={key}
          id={hatchId(prefix, at)}
          width={9}
          height={9}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={9} height={9} fill={styles[at]?.colour.fill} />
          <rect width={2} height={9} fill={line} fillOpacity={0.7} />
        </pattern>
      ))}
    </defs>
  );
}

interface LegendProps {
  series: readonly UsageSeries[];
  styles: readonly SeriesStyle[];
  hatched: boolean;
  /** What the mark of closed months means; null where none is marked. */
  final: string | null;
  forecast: boolean;
}

/** What colours, signs, hatching and outlines mean. */
export function ChartLegend({ series, styles, hatched, final, forecast }: LegendProps) {
  const { desk } = useTheme();
  const translate = useTranslate();
  return (
    <Box
      component="ul"
      aria-label={translate('desk.billing.chart.legend')}
      sx={{ listStyle: 'none', m: 0, mb: 0.5, p: 0, display: 'flex', flexWrap: 'wrap', columnGap: 2 }}
    >
      {series.map(({ key }, at) => (
        <LegendItem key={key} swatch={{ backgroundColor: styles[at]?.colour.fill }}>
          <Box component="span" aria-hidden sx={{ fontWeight: 700 }}>
            {styles[at]?.colour.sign}
          </Box>{' '}
          {styles[at]?.name}
        </LegendItem>
      ))}
      {hatched ? (
        <LegendItem
          swatch={{
            background: `repeating-linear-gradient(45deg, ${desk.quiet} 0 4px, ${desk.surface} 4px 6px)`,
          }}
        >
          {translate('desk.billing.chart.hatched')}
        </LegendItem>
      ) : null}
      {final === null ? null : (
        <Box component="li" sx={{ fontSize: '0.8125rem' }}>
          {final}
        </Box>
      )}
      {forecast ? (
        <LegendItem swatch={{ border: `1px dashed ${desk.quiet}` }}>
          {translate('desk.billing.forecast.chart')}
        </LegendItem>
      ) : null}
    </Box>
  );
}

function LegendItem({ swatch, children }: { swatch: object; children: ReactNode }) {
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, fontSize: '0.8125rem' }}>
      <Box component="span" aria-hidden sx={{ width: 14, height: 14, borderRadius: '3px', ...swatch }} />
      <span>{children}</span>
    </Box>
  );
}
