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
  /** Orders that share tiers: the supplier may count them in another order than we do. */
  readonly pool: string | null;
}

const grossOf = (minor: number, rate: number) => Math.round((minor * (10_000 + rate)) / 10_000);

/** How often there is each amount, by pool. */
type Pools = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** The amounts that are known on both sides. What we count for an order of a pool, not what was found for its line without tax. */
function pricedIn(matches: readonly Match[]): Priced[] {
  return matches.flatMap(({ line, order, class: matchClass, invoicedMinor, expectedMinor }): Priced[] => {
    if (matchClass !== 'matched' && matchClass !== 'amount_differs') return [];
    const pool = order?.pool ?? null;
    const invoiced = invoicedMinor ?? 0;
    const expected = (pool === null ? expectedMinor : order?.amountMinor) ?? 0;
    return invoiced > 0 && expected > 0 ? [{ invoiced, expected, quantity: line?.quantity ?? 1, pool }] : [];
  });
}

/** The amounts of orders that share tiers, also of those that no line charges. */
function poolsIn(matches: readonly Match[]): Pools {
  const pools = new Map<string, Map<number, number>>();
  for (const { order, class: matchClass } of matches) {
    if (matchClass !== 'matched' && matchClass !== 'amount_differs' && matchClass !== 'ours_only') continue;
    if (order === null || order.pool === null || order.amountMinor === null) continue;
    const amounts = pools.get(order.pool) ?? new Map<number, number>();
    pools.set(order.pool, amounts.set(order.amountMinor, (amounts.get(order.amountMinor) ?? 0) + 1));
  }
  return pools;
}

function withTax(amounts: ReadonlyMap<number, number>, rate: number): Map<number, number> {
  const gross = new Map<number, number>();
  for (const [amount, count] of amounts) {
    gross.set(grossOf(amount, rate), (gross.get(grossOf(amount, rate)) ?? 0) + count);
  }
  return gross;
}

/** How many lines ask what we expect with a tax (0: none): of orders that share tiers any amount, as often as there is one. */
function fitting(priced: readonly Priced[], pools: Pools, rate: number): number {
  const left = new Map([...pools].map(([pool, amounts]) => [pool, withTax(amounts, rate)]));
  return priced.filter(({ invoiced, expected, quantity, pool }) => {
    // With a tax, each piece may have been rounded by itself.
    const most = rate === 0 ? 0 : Math.max(0, quantity - 1);
    if (pool === null) return Math.abs(invoiced - grossOf(expected, rate)) <= most;
    const amounts = left.get(pool);
    const count = amounts?.get(invoiced) ?? 0;
    amounts?.set(invoiced, count - 1);
    return count > 0;
  }).length;
}

/**
 * Whether the amounts of an invoice are what we expect plus one rate of tax; null when they are not, are so without a tax as well,
 * or when the file states the tax to be added.
 */
export function grossRateOf(matches: readonly Match[]): GrossRate | null {
  if (matches.some(({ line, reasons }) => reasons.includes('vat') && !isTaxWithin(line?.text ?? null)))
    return null;
  const priced = pricedIn(matches);
  const pools = poolsIn(matches);
  const net = fitting(priced, pools, 0);
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
    const lines = fitting(priced, pools, vatBasisPoints);
    if (lines < FEWEST_LINES || lines < priced.length * SHARE || lines <= net) continue;
    return { vatBasisPoints, lines, of: priced.length };
  }
  return null;
}
