import type { InvoiceLine } from './invoice-line.ts';
import { isTax, saysElse } from './invoice-totals.ts';

const inFile = ({ fileMinor, amountMinor }: InvoiceLine): number => fileMinor ?? amountMinor;

/** Names no order and no pieces, and says nothing but words of totals, if anything. */
function maySumUp({ refId, orderId, externalId, method, text, quantity }: InvoiceLine): boolean {
  return (
    refId === null && orderId === null && quantity === null && ![externalId, method, text].some(saysElse)
  );
}

function asTotal(line: InvoiceLine): InvoiceLine {
  const text = line.text ?? line.method ?? line.externalId;
  const nothing = { externalId: null, method: null, day: null, unitMinor: null };
  return { ...line, ...nothing, text, amountMinor: inFile(line), isTotal: true };
}

/** Whether one of two sums is what was charged, and they differ by the tax: net and gross, or gross and net. */
function agree(sums: readonly [InvoiceLine, InvoiceLine], tax: number, charged: number): boolean {
  const amounts = sums.map(inFile);
  const [net = 0, gross = 0] = amounts.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  return amounts.includes(charged) && net + tax === gross;
}

/**
 * Knows by their amounts the sums without and with tax that stand around the tax: `Netto`, `HT` or `Brutto` alone may also be a
 * charge.
 */
export function withTaxedSums(lines: readonly InvoiceLine[]): readonly InvoiceLine[] {
  const sums = new Set<InvoiceLine>();
  let charged = 0;
  let taxed: { readonly before: InvoiceLine; tax: number } | null = null;
  let previous: InvoiceLine | null = null;
  for (const line of lines) {
    if (isTax(line)) {
      taxed ??= previous && { before: previous, tax: 0 };
      if (taxed !== null) taxed.tax += inFile(line);
    } else {
      if (taxed !== null && maySumUp(taxed.before) && maySumUp(line)) {
        const { before, tax } = taxed;
        const above = before.isTotal ? charged : charged - inFile(before);
        if (agree([before, line], tax, above)) {
          charged = above;
          sums.add(before).add(line);
        }
      }
      taxed = null;
      if (!line.isTotal && !sums.has(line)) charged += inFile(line);
    }
    previous = line;
  }
  return sums.size === 0 ? lines : lines.map((line) => (sums.has(line) ? asTotal(line) : line));
}
