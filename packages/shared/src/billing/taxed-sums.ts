import type { InvoiceLine } from './invoice-line.ts';
import { isRounding, isTax, saysElse, taxesIn } from './invoice-totals.ts';

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

/** What stands between two sums: taxes and what is rounded, and both together. */
interface Between {
  readonly before: InvoiceLine;
  hasTax: boolean;
  rounding: number;
  sum: number;
}

/** Whether one of two sums is what was charged, and they differ by what is between: net and gross, or gross and net. */
function agree(line: InvoiceLine, { before, sum, rounding }: Between, charged: number): boolean {
  const amounts = [before, line].map(inFile);
  const [net = 0, gross = 0] = amounts.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  return net + sum === gross && (amounts.includes(charged) || amounts.includes(charged + rounding));
}

/**
 * Knows by their amounts the sums without and with tax that stand around the tax, with a rounding or without: `Netto`, `HT` or
 * `Brutto` alone may also be a charge.
 */
export function withTaxedSums(lines: readonly InvoiceLine[]): readonly InvoiceLine[] {
  const sums = new Set<InvoiceLine>();
  const taxes = taxesIn(lines);
  let charged = 0;
  let between: Between | null = null;
  let previous: InvoiceLine | null = null;
  for (const line of lines) {
    if (isTax(line) || isRounding(line)) {
      between ??= previous && { before: previous, hasTax: false, rounding: 0, sum: 0 };
      if (between !== null && (taxes.has(line) || !isTax(line))) {
        between.sum += inFile(line);
        if (isTax(line)) between.hasTax = true;
        else between.rounding += inFile(line);
      }
    } else {
      if (between?.hasTax && maySumUp(between.before) && maySumUp(line)) {
        const { before } = between;
        const above = before.isTotal ? charged : charged - inFile(before);
        if (agree(line, between, above)) {
          charged = above;
          sums.add(before).add(line);
        }
      }
      between = null;
      if (!line.isTotal && !sums.has(line)) charged += inFile(line);
    }
    previous = line;
  }
  return sums.size === 0 ? lines : lines.map((line) => (sums.has(line) ? asTotal(line) : line));
}
