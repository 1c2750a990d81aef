import { useTheme } from '@mui/material';
import { USAGE_OUTCOMES } from '@srs-desk/shared/billing/usage.ts';
import { useTranslate } from 'react-admin';
import { type ChartColour, outcomeColour, seriesColour } from '../../theme/chart-colours.ts';
import type { UsageSeries } from './usage-bars.ts';

export interface SeriesStyle {
  name: string;
  colour: ChartColour;
}

/** Name, colour and sign of each series, in its order. */
export function useSeriesStyle(series: readonly UsageSeries[]): SeriesStyle[] {
  const { desk } = useTheme();
  const translate = useTranslate();
  return series.map(({ key, name }, at) => {
    const outcome = USAGE_OUTCOMES.find((each) => each === key);
    return {
      name:
        name ?? translate(outcome === undefined ? 'desk.billing.column.others' : `desk.words.usage.${key}`),
      colour: outcome === undefined ? seriesColour(desk.mode, at) : outcomeColour(desk.mode, outcome),
    };
  });
}
