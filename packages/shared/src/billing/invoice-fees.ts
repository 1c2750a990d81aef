import type { InvoiceLine } from './invoice-line.ts';

/** What the supplier may charge beside single orders: its base fee of a month, what is missing to a minimum fee. */
export interface ExpectedFee {
  readonly kind: 'base_fee' | 'minimum_fee';
  readonly amountMinor: number;
}

/**
 * Which fee each line without reference is compared with: one of the same amount, else one of it that was charged `before`, else the
 * next largest that is left. Takes out of `fees` what is found; null where no fee is agreed (any more).
 */
export function assignFees<B extends ExpectedFee>(
  lines: readonly InvoiceLine[],
  fees: ExpectedFee[],
  before: readonly B[],
): Map<InvoiceLine, ExpectedFee | B | null> {
  const assigned = new Map<InvoiceLine, ExpectedFee | B | null>();
  const charged = [...before];
  for (const from of [fees, charged]) {
    for (const line of lines) {
      if (assigned.has(line)) continue;
      const at = from.findIndex((fee) => fee.amountMinor === line.amountMinor);
      if (at >= 0) assigned.set(line, from.splice(at, 1)[0] ?? null);
    }
  }
  fees.sort((a, b) => b.amountMinor - a.amountMinor);
  for (const line of lines) if (!assigned.has(line)) assigned.set(line, fees.shift() ?? null);
  return assigned;
}
