import type { Adjustment, FigureRow } from '@srs-desk/shared/billing/adjustments.ts';
import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { USAGE_COUNTS, type UsageCount } from '@srs-desk/shared/billing/usage.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { Figure } from './figures.ts';

/** By what usage rows are put together. */
export const GROUPINGS = ['externalId', 'period', 'issuer', 'method'] as const;
export type Grouping = (typeof GROUPINGS)[number];

interface Sum extends Record<UsageCount, number> {
  period: Period | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  unpriced: number;
  amounts: Map<Currency, { amount: number; adjustment: number }>;
}

/** Puts figures and adjustments together by the groupings; what is not grouped by is null in the rows. */
export function groupUsage(
  figures: readonly Figure[],
  adjustments: readonly Adjustment[],
  by: ReadonlySet<Grouping>,
): UsageRow[] {
  const byMethod = by.has('method');
  const byIssuer = byMethod || by.has('issuer');
  const sums = new Map<string, Sum>();
  const sumOf = (row: FigureRow, period: Period): Sum => {
    const at = by.has('period') ? period : null;
    const externalId = by.has('externalId') ? row.externalId : null;
    const issuer = byIssuer ? row.issuer : null;
    const method = byMethod ? row.method : null;
    const key = `${at ?? ''}\u0000${externalId ?? '\u0001'}\u0000${issuer ?? ''}\u0000${method ?? ''}`;
    let sum = sums.get(key);
    if (sum === undefined) {
      sum = {
        period: at,
        externalId,
        issuer,
        method,
        placed: 0,
        terminated: 0,
        verified: 0,
        error: 0,
        cancelled: 0,
        pending: 0,
        billable: 0,
        unpriced: 0,
        amounts: new Map(),
      };
      sums.set(key, sum);
    }
    return sum;
  };
  const amountsOf = (sum: Sum, currency: Currency) => {
    let amounts = sum.amounts.get(currency);
    if (amounts === undefined) {
      amounts = { amount: 0, adjustment: 0 };
      sum.amounts.set(currency, amounts);
    }
    return amounts;
  };
  for (const figure of figures) {
    const sum = sumOf(figure, figure.period);
    for (const name of USAGE_COUNTS) sum[name] += figure.counts[name];
    sum.unpriced += figure.unpriced;
    if (figure.currency !== null) amountsOf(sum, figure.currency).amount += figure.amountMinor;
  }
  for (const adjustment of adjustments) {
    if (adjustment.currency === null) continue;
    amountsOf(sumOf(adjustment, adjustment.bookedIn), adjustment.currency).adjustment +=
      adjustment.amountMinor;
  }
  return [...sums].map(([key, sum]) => rowOf(key, sum));
}

function rowOf(key: string, sum: Sum): UsageRow {
  const { amounts, ...rest } = sum;
  const [first, ...more] = amounts;
  const only = more.length === 0 ? first : undefined;
  const nothingPriced = first === undefined && sum.unpriced > 0;
  return {
    id: key.replaceAll('\u0000', '|').replaceAll('\u0001', ''),
    ...rest,
    currency: only?.[0] ?? null,
    amount: only?.[1].amount ?? (nothingPriced || more.length > 0 ? null : 0),
    adjustment: only?.[1].adjustment ?? (more.length > 0 ? null : 0),
    amounts:
      more.length === 0
        ? []
        : [...amounts].map(([currency, amount]) => ({ currency, ...amount })).sort(byCurrency),
  };
}

function byCurrency(a: { currency: string }, b: { currency: string }): number {
  return a.currency < b.currency ? -1 : 1;
}
