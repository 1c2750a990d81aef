import { drillQuery, type UsageView, usageAddress } from './usage-address.ts';
import type { UsageBar, UsageSeries } from './usage-bars.ts';

/** Where a figure leads: to its orders, or to one customer's months when the bar holds several months. */
export function drillAddress(view: UsageView, bar: UsageBar, series?: UsageSeries): string {
  const externalId = view.axis === 'externalId' ? bar.row.externalId : view.externalId;
  const period = view.axis === 'period' ? bar.key : view.from === view.to ? view.from : null;
  if (period === null) {
    return usageAddress({ ...view, axis: 'period', externalId: externalId ?? '' });
  }
  const everybody = view.axis === 'period' && view.externalId === null;
  return `/usage/orders?${drillQuery({
    period,
    externalId: everybody ? undefined : externalId || null,
    ...narrowing(view, series),
  })}`;
}

function narrowing(view: UsageView, series: UsageSeries | undefined) {
  if (series === undefined || series.key === 'others') return {};
  return view.stack === 'outcome'
    ? { outcome: series.key }
    : { issuer: series.issuer ?? null, method: series.method ?? null };
}
