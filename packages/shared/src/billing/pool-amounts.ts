import type { InvoicedOrder } from './invoice-line.ts';

/** An order that is charged, with what the supplier asks for it; null where no line does. */
interface Charged {
  readonly order: InvoicedOrder;
  readonly invoicedMinor: number | null;
}

/** The amounts of a pool, most of which are few different ones. */
function countsOf(amounts: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const amount of amounts) counts.set(amount, (counts.get(amount) ?? 0) + 1);
  return counts;
}

function take(counts: Map<number, number>, amount: number): boolean {
  const left = counts.get(amount) ?? 0;
  if (left === 0) return false;
  counts.set(amount, left - 1);
  return true;
}

/**
 * What each order is expected to cost where several share tiers: the supplier may count them in another order than we do, so
 * its lines are given the amounts they name as long as there are such left, and the rest what remains, lowest first. The
 * sum of a pool stays what it was. Gives amounts by Ref ID, minor units; orders without pool or price are left out.
 */
export function pooledAmounts(charged: readonly Charged[]): Map<string, number> {
  const pools = new Map<string, Charged[]>();
  for (const each of charged) {
    const { pool, amountMinor } = each.order;
    if (pool === null || amountMinor === null) continue;
    const known = pools.get(pool);
    if (known === undefined) pools.set(pool, [each]);
    else known.push(each);
  }
  const expected = new Map<string, number>();
  for (const pool of pools.values()) {
    const counts = countsOf(pool.map(({ order }) => order.amountMinor ?? 0));
    const rest = pool.filter(({ order, invoicedMinor }) => {
      if (invoicedMinor === null || !take(counts, invoicedMinor)) return true;
      expected.set(order.refId, invoicedMinor);
      return false;
    });
    const left = [...counts]
      .sort(([a], [b]) => a - b)
      .flatMap(([amount, n]) => Array<number>(n).fill(amount));
    rest.forEach(({ order }, at) => void expected.set(order.refId, left[at] ?? 0));
  }
  return expected;
}
