import { addMonths, periodsBetween } from '@srs-desk/shared/billing/periods.ts';
import type { CompletenessView, ForecastView, UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useGetMany } from 'react-admin';
import { API_RESOURCE, type ApiState, useApi } from '../../api/use-api.ts';
import { type UsageView, usageQuery } from './usage-address.ts';
import { type UsageBars, usageBars } from './usage-bars.ts';

/** How often figures that came from orders are read again while orders move, ms. */
const LIVE = { refreshOn: ['orders'], keepPrevious: true } as const;

/** Months whose completeness is asked for: the last ones, older ones do not move. */
const MOST_JUDGED = 12;

export interface UsageData {
  totals: ApiState<UsageRow[]>;
  bars: UsageBars | null;
  /** Completeness by month. */
  months: ReadonlyMap<string, CompletenessView>;
  /** Each External ID in the last month of the span and the one before. */
  recent: ApiState<UsageRow[]>;
  forecast: ForecastView | undefined;
  externalIds: readonly string[];
}

/** How complete each of these months is; absent while not known. */
export function useCompleteness(periods: readonly string[]): ReadonlyMap<string, CompletenessView> {
  const { data } = useGetMany<{ id: string; value: CompletenessView }>(
    API_RESOURCE,
    { ids: periods.map((period) => `usage/completeness?period=${period}`) },
    { refetchOnWindowFocus: false },
  );
  const known = (data ?? []).flatMap((row) => (row?.value ? [row.value] : []));
  return new Map(known.map((month) => [month.period, month]));
}

/** Everything the usage page shows, from the API's own sums. */
export function useUsagePage(view: UsageView): UsageData {
  const totals = useApi<UsageRow[]>(`usage?${usageQuery(view, view.axis)}`, LIVE);
  const stacked = view.stack === 'method';
  const byMethod = useApi<UsageRow[]>(
    stacked ? `usage?${usageQuery(view, `${view.axis},method`)}` : null,
    LIVE,
  );
  const before = addMonths(view.to, -1);
  const recent = useApi<UsageRow[]>(`usage?from=${before}&to=${view.to}&groupBy=externalId,period`, LIVE);
  const span = useApi<UsageRow[]>(`usage?from=${view.from}&to=${view.to}&groupBy=externalId`, LIVE);
  const customer = view.externalId === null ? '' : `?externalId=${encodeURIComponent(view.externalId)}`;
  const forecast = useApi<ForecastView>(`usage/forecast${customer}`, LIVE);
  const months = useCompleteness(periodsBetween(view.from, view.to).slice(-MOST_JUDGED));
  const ready = totals.data !== undefined && (!stacked || byMethod.data !== undefined);
  return {
    totals,
    bars: ready ? usageBars(view, totals.data ?? [], byMethod.data ?? []) : null,
    months,
    recent,
    forecast: forecast.data,
    externalIds: [...(span.data ?? [])]
      .sort((a, b) => b.placed - a.placed)
      .map(({ externalId }) => externalId ?? ''),
  };
}
