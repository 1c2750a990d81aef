import { Box, useTheme } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useTranslate } from 'react-admin';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

const PARTS = ['terminated', 'error', 'cancelled', 'pending'] as const;

/** Placed orders by outcome, the largest External IDs first. The table beside it holds the same figures. */
export default function UsageChart({ rows }: { rows: readonly UsageRow[] }) {
  const { desk } = useTheme();
  const translate = useTranslate();
  const colours = {
    terminated: desk.tones.good.text,
    error: desk.tones.bad.text,
    cancelled: desk.quiet,
    pending: desk.tones.running.text,
  };
  const data = rows.slice(0, 15).map((row) => ({ ...row, name: row.externalId ?? '–' }));
  return (
    <Box role="img" aria-label={translate('desk.billing.chart')} sx={{ height: 320 }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 320 }}>
        <BarChart data={data} accessibilityLayer={false}>
          <CartesianGrid stroke={desk.line} vertical={false} />
          <XAxis
            dataKey="name"
            tick={{ fill: desk.quiet, fontSize: 11 }}
            interval={0}
            angle={-30}
            textAnchor="end"
            height={80}
          />
          <YAxis allowDecimals={false} tick={{ fill: desk.quiet, fontSize: 11 }} />
          <Tooltip contentStyle={{ backgroundColor: desk.surface, color: desk.text }} />
          <Legend verticalAlign="top" />
          {PARTS.map((part) => (
            <Bar
              key={part}
              dataKey={part}
              stackId="placed"
              fill={colours[part]}
              name={translate(`desk.billing.column.${part}`)}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </Box>
  );
}
