import { type Period, periodsBetween } from '@srs-desk/shared/billing/periods.ts';
import { USAGE_OUTCOMES } from '@srs-desk/shared/billing/usage.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import type { UsageView } from './usage-address.ts';

/** One bar of the chart, which is one row of the table. */
export interface UsageBar {
  key: string;
  row: UsageRow;
  /** Count by series; they add up to the orders placed. */
  parts: Readonly<Record<string, number>>;
}

/** A part that bars are stacked of. */
export interface UsageSeries {
  key: string;
  /** Null where the key names it: an outcome, or the rest. */
  name: string | null;
  issuer?: string | null;
  method?: string | null;
}

export interface UsageBars {
  series: readonly UsageSeries[];
  bars: readonly UsageBar[];
}

/** Methods with a series of their own; the others share one. */
const MOST_METHODS = 5;

/** A usage row in which nothing happened. */
export function emptyRow(period: Period | null, externalId: string | null): UsageRow {
  return {
    id: `${period ?? ''}|${externalId ?? ''}`,
    externalId,
    period,
    issuer: null,
    method: null,
    placed: 0,
    terminated: 0,
    verified: 0,
    error: 0,
    cancelled: 0,
    pending: 0,
    billable: 0,
    unpriced: 0,
    amount: 0,
    currency: null,
    adjustment: 0,
    amounts: [],
  };
}

function keyOf(view: UsageView, row: UsageRow): string {
  return view.axis === 'period' ? (row.period ?? '') : (row.externalId ?? '');
}

/** The totals as the bars' rows: every month of the span, or External IDs, the largest first. */
function barRows(view: UsageView, totals: readonly UsageRow[]): UsageRow[] {
  if (view.axis === 'externalId') {
    return [...totals].sort((a, b) => b.placed - a.placed || keyOf(view, a).localeCompare(keyOf(view, b)));
  }
  const known = new Map(totals.map((row) => [row.period, row]));
  return periodsBetween(view.from, view.to).map((period) => known.get(period) ?? emptyRow(period, null));
}

const methodKey = (row: UsageRow) => `${row.issuer ?? ''}|${row.method ?? ''}`;

function methodSeries(byMethod: readonly UsageRow[]): UsageSeries[] {
  const placed = new Map<string, { row: UsageRow; placed: number }>();
  for (const row of byMethod) {
    const key = methodKey(row);
    placed.set(key, { row, placed: (placed.get(key)?.placed ?? 0) + row.placed });
  }
  const sorted = [...placed].sort((a, b) => b[1].placed - a[1].placed || a[0].localeCompare(b[0]));
  const own = sorted.slice(0, MOST_METHODS).map(([key, { row }]) => ({
    key,
    name: methodDisplayName(row.issuer, row.method),
    issuer: row.issuer,
    method: row.method,
  }));
  return sorted.length > MOST_METHODS ? [...own, { key: 'others', name: null }] : own;
}

/** The chart's bars and the table's rows, out of the same figures: `totals` per bar, `byMethod` per bar and method. */
export function usageBars(
  view: UsageView,
  totals: readonly UsageRow[],
  byMethod: readonly UsageRow[],
): UsageBars {
  const rows = barRows(view, totals);
  if (view.stack === 'outcome') {
    return {
      series: USAGE_OUTCOMES.map((key) => ({ key, name: null })),
      bars: rows.map((row) => ({
        key: keyOf(view, row),
        row,
        parts: Object.fromEntries(USAGE_OUTCOMES.map((outcome) => [outcome, row[outcome]])),
      })),
    };
  }
  const series = methodSeries(byMethod);
  const own = new Set(series.map(({ key }) => key));
  const parts = new Map<string, Record<string, number>>();
  for (const row of byMethod) {
    const bar = keyOf(view, row);
    const part = own.has(methodKey(row)) ? methodKey(row) : 'others';
    const known = parts.get(bar) ?? {};
    parts.set(bar, { ...known, [part]: (known[part] ?? 0) + row.placed });
  }
  return {
    series,
    bars: rows.map((row) => ({ key: keyOf(view, row), row, parts: parts.get(keyOf(view, row)) ?? {} })),
  };
}

/** Failed among those that came to an end, 0 to 1; null while none has. */
export function failureShare(row: Pick<UsageRow, 'error' | 'placed' | 'pending'>): number | null {
  const ended = row.placed - row.pending;
  return ended === 0 ? null : row.error / ended;
}

/** Change against the month before as a share (0.25: a quarter more); null where there is nothing to compare with. */
export function changeShare(now: number, before: number | undefined): number | null {
  return before === undefined || before === 0 ? null : (now - before) / before;
}
