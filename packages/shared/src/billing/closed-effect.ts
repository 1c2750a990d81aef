import { differences, type PricedUsage } from './adjustments.ts';
import type { ClosedEffect } from './wire-pricing-terms.ts';

/** What sets the figures of closed months apart from what they would be; null where nobody is charged or credited anything. */
export function closedEffectOf(
  now: readonly PricedUsage[],
  would: readonly PricedUsage[],
): ClosedEffect | null {
  const moved = differences(now, would).filter((row) => row.amountMinor !== 0 || row.counts.billable !== 0);
  const periods = [...new Set(moved.map((row) => row.period))].sort();
  const [from, to] = [periods[0], periods.at(-1)];
  if (from === undefined || to === undefined) return null;
  const amounts = new Map<string, { chargedMinor: number; creditedMinor: number }>();
  for (const { currency, amountMinor } of moved) {
    if (currency === null || amountMinor === 0) continue;
    const sum = amounts.get(currency) ?? { chargedMinor: 0, creditedMinor: 0 };
    if (amountMinor > 0) sum.chargedMinor += amountMinor;
    else sum.creditedMinor -= amountMinor;
    amounts.set(currency, sum);
  }
  return {
    months: periods.length,
    from,
    to,
    customers: new Set(moved.map((row) => row.externalId)).size,
    amounts: [...amounts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, sum]) => ({ currency, ...sum })),
  };
}
