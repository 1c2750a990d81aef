import type { AggregateGroup } from './aggregates.ts';
import { type InvoicedOrder, pieceMinor } from './invoice-line.ts';

/** An order that is charged, with what the supplier asks for it; null where no line names it. */
interface Charged {
  readonly order: InvoicedOrder;
  readonly invoicedMinor: number | null;
}

/** An order that an earlier invoice charged, with what was owed for it; null where that is not known. */
interface Earlier {
  readonly order: InvoicedOrder;
  readonly owedMinor: number | null;
}

/** How many pieces of each amount are left, most of which are few different ones. */
type Left = Map<number, number>;

/** The amounts of pools, and which order took which of them. */
function amountsOf(orders: readonly InvoicedOrder[]) {
  const pools = new Map<string, Left>();
  const taken = new Map<string, number>();
  const all = new Set<number>();
  for (const { pool, amountMinor } of orders) {
    if (pool === null || amountMinor === null) continue;
    all.add(amountMinor);
    const left = pools.get(pool) ?? new Map<number, number>();
    pools.set(pool, left.set(amountMinor, (left.get(amountMinor) ?? 0) + 1));
  }
  const leftFor = ({ refId, pool, amountMinor }: InvoicedOrder): Left | undefined =>
    pool === null || amountMinor === null || taken.has(refId) ? undefined : pools.get(pool);
  /** Whether the order has it now. */
  const take = (order: InvoicedOrder, amount: number | null): boolean => {
    const left = leftFor(order);
    if (left === undefined || amount === null) return false;
    const count = left.get(amount) ?? 0;
    if (count === 0) return false;
    if (count > 1) left.set(amount, count - 1);
    else left.delete(amount);
    taken.set(order.refId, amount);
    return true;
  };
  return {
    all,
    taken,
    take,
    /** Gives those that have none yet what we count for them, or else what remains, lowest first. */
    fill(orders: readonly InvoicedOrder[]): void {
      for (const order of orders) take(order, order.amountMinor);
      for (const order of orders) {
        const left = leftFor(order);
        if (left !== undefined) take(order, Math.min(...left.keys()));
      }
    },
  };
}

/** How many pieces the lines of a group name at each price. */
function wantedBy({ lines }: AggregateGroup): Map<number, number> {
  const wanted = new Map<number, number>();
  for (const line of lines) {
    const price = pieceMinor(line);
    wanted.set(price, (wanted.get(price) ?? 0) + (line.quantity ?? 0));
  }
  return wanted;
}

/**
 * What each order is expected to cost where several share tiers: the supplier may count them in another order than we do, so
 * its lines, of an order or of a quantity, are given the amounts they name as long as there are such left, first those that
 * we name as well. The rest has what we count for it, or else what remains, lowest first. What earlier invoices charged is not
 * left. The sum of a pool stays what it was. Gives amounts by Ref ID, minor units; orders without pool or price are left out.
 */
export function pooledAmounts(
  charged: readonly Charged[],
  groups: readonly AggregateGroup[],
  earlier: readonly Earlier[],
): ReadonlyMap<string, number> {
  const orders = charged.map(({ order }) => order);
  const before = earlier.map(({ order }) => order);
  const { all, taken, take, fill } = amountsOf([...orders, ...before]);
  if (all.size === 0) return taken;
  for (const { order, owedMinor } of earlier) take(order, owedMinor);
  fill(before);
  const wanted = groups.map((group) => ({ orders: group.orders, prices: wantedBy(group) }));
  for (const asWeCount of [true, false]) {
    const isMeant = ({ amountMinor }: InvoicedOrder, price: number) => !asWeCount || amountMinor === price;
    for (const { order, invoicedMinor } of charged) {
      if (invoicedMinor !== null && isMeant(order, invoicedMinor)) take(order, invoicedMinor);
    }
    for (const { orders, prices } of wanted) {
      for (const [price, pieces] of prices) {
        if (!all.has(price)) continue;
        let left = pieces;
        for (const order of orders) {
          if (left <= 0) break;
          const isFixed = asWeCount && order.pool === null && order.amountMinor === price;
          if (isFixed || (isMeant(order, price) && take(order, price))) left -= 1;
        }
        prices.set(price, left);
      }
    }
  }
  fill(orders);
  return taken;
}
