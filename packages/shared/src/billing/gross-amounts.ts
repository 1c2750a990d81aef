import { isTaxWithin } from './invoice-totals.ts';
import type { Match } from './reconcile.ts';

/** The rate of tax that the amounts of a file seem to include. */
export interface GrossRate {
  /** Hundredths of a per cent: 810 is 8.1 %. */
  readonly vatBasisPoints: number;
  /** Lines whose amount is what we expect with this tax, of so many with a known price. */
  readonly lines: number;
  readonly of: number;
}

/** Rates of Switzerland, Germany and Austria, the usual first: rounded amounts fit several. */
const KNOWN_RATES = [810, 1900, 2000, 770, 260, 700, 1000, 380];
/** Fewer lines that fit say nothing; a rate that is not among the known ones needs more. */
const FEWEST_LINES = 3;
const FEWEST_OF_OTHER_RATE = 10;
const SHARE = 0.8;

interface Priced {
  readonly invoiced: number;
  readonly expected: number;
  readonly quantity: number;
}

/** Each piece may have been rounded by itself. */
function fits({ invoiced, expected, quantity }: Priced, rate: number): boolean {
  const gross = Math.round((expected * (10_000 + rate)) / 10_000);
  return Math.abs(invoiced - gross) <= Math.max(0, quantity - 1);
}

/**
 * Whether the amounts of an invoice are what we expect plus one rate of tax; null when they are not, or when the file states the
 * tax to be added.
 */
export function grossRateOf(matches: readonly Match[]): GrossRate | null {
  if (matches.some(({ line, reasons }) => reasons.includes('vat') && !isTaxWithin(line?.text ?? null)))
    return null;
  const priced = matches.flatMap(({ line, class: matchClass, invoicedMinor, expectedMinor }): Priced[] => {
    if (matchClass !== 'matched' && matchClass !== 'amount_differs') return [];
    const [invoiced, expected] = [invoicedMinor ?? 0, expectedMinor ?? 0];
    return invoiced > 0 && expected > 0 ? [{ invoiced, expected, quantity: line?.quantity ?? 1 }] : [];
  });
  const sums = priced.reduce(
    (all, { invoiced, expected }) => ({
      invoiced: all.invoiced + invoiced,
      expected: all.expected + expected,
    }),
    { invoiced: 0, expected: 0 },
  );
  const other = Math.round((sums.invoiced / sums.expected - 1) * 1000) * 10;
  const others = priced.length >= FEWEST_OF_OTHER_RATE && other >= 100 && other <= 3000 ? [other] : [];
  for (const vatBasisPoints of [...KNOWN_RATES, ...others]) {
    const lines = priced.filter((each) => fits(each, vatBasisPoints)).length;
    if (lines < FEWEST_LINES || lines < priced.length * SHARE) continue;
    return { vatBasisPoints, lines, of: priced.length };
  }
  return null;
}
