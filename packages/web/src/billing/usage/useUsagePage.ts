import { addMonths, periodsBetween } from '@srs-desk/shared/billing/periods.ts';
import type { CompletenessView, ForecastView, UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useRead, useReads } from '../../api/use-read.ts';
import type { UsageView } from './usage-address.ts';
import { type UsageBars, usageBars } from './usage-bars.ts';

/** Figures move with the orders; those on screen stay while others are read. */
const LIVE = { touchedBy: ['orders'], keepPrevious: true } as const;

/** Months whose completeness is asked for: the last ones, older ones do not move. */
const MOST_JUDGED = 12;

export interface UsageData {
  totals: UseQueryResult<UsageRow[]>;
  bars: UsageBars | null;
  /** What the bars are made of and could not be read. */
  failed: UseQueryResult<UsageRow[]> | undefined;
  /** Completeness by month. */
  months: ReadonlyMap<string, CompletenessView>;
  /** Each External ID in the last month of the span, and in the month that it is compared with. */
  recent: UseQueryResult<UsageRow[]>;
  compared: UsageRow[] | undefined;
  against: string;
  forecast: ForecastView | undefined;
  externalIds: readonly string[];
  /** All of it answers what is asked now; else some still answers what was asked before. */
  isCurrent: boolean;
}

/** How complete each of these months is; absent while not known. */
function useCompleteness(periods: readonly string[]): ReadonlyMap<string, CompletenessView> {
  const inputs = periods.map((period) => ({ period }));
  const known = useReads('usage', 'usageCompleteness', inputs, { touchedBy: ['periods'] });
  return new Map(known.map((month) => [month.period, month]));
}

/** Everything the usage page shows, from the API's own sums. */
export function useUsagePage(view: UsageView): UsageData {
  const customer = view.externalId === null ? {} : { externalId: view.externalId };
  const { from, to, axis } = view;
  const totals = useRead('usage', 'usageRows', { from, to, groupBy: axis, ...customer }, LIVE);
  const stacked = view.stack === 'method';
  const byMethod = useRead(
    'usage',
    'usageRows',
    stacked ? { from, to, groupBy: `${axis},method`, ...customer } : null,
    LIVE,
  );
  const against = view.against ?? addMonths(to, -1);
  const recent = useRead('usage', 'usageRows', { from: to, to, groupBy: 'externalId,period' }, LIVE);
  const compared = useRead(
    'usage',
    'usageRows',
    { from: against, to: against, groupBy: 'externalId,period' },
    LIVE,
  );
  const span = useRead('usage', 'usageRows', { from, to, groupBy: 'externalId' }, LIVE);
  const forecast = useRead('usage', 'usageForecast', customer, LIVE);
  const months = useCompleteness(periodsBetween(view.from, view.to).slice(-MOST_JUDGED));
  const needed = stacked ? [totals, byMethod] : [totals];
  const ready = needed.every(({ data }) => data !== undefined);
  return {
    totals,
    bars: ready ? usageBars(view, totals.data ?? [], byMethod.data ?? []) : null,
    failed: needed.find(({ error, data }) => error && !data),
    months,
    recent,
    compared: compared.data,
    against,
    forecast: forecast.data,
    externalIds: [...(span.data ?? [])]
      .sort((a, b) => b.placed - a.placed)
      .map(({ externalId }) => externalId ?? ''),
    isCurrent: ![totals, byMethod, recent, compared, forecast].some(
      (read) => read.isEnabled && read.isPlaceholderData,
    ),
  };
}
