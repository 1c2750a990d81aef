import type { ResolveAlias } from './external-id.ts';
import { sameMethod, spelled } from './find-orders.ts';
import { type InvoicedOrder, type InvoiceLine, pieceMinor } from './invoice-line.ts';
import type { Period } from './periods.ts';

/** A line that charges several orders at once, beside those of ours that it charges. */
export interface Aggregate {
  readonly ourQuantity: number;
  readonly expectedMinor: number;
  /** The unit price that most of our orders have which this line charges; null without any. */
  readonly unitMinor: number | null;
  /** Orders without a price, or with one in another currency: what they cost is not known. */
  readonly unpriced: number;
}

/** Tells lines that name no order but a quantity of the month's: per External ID, per method, or in all. */
export function aggregateTest(
  orders: readonly InvoicedOrder[],
  period: Period,
): (line: Pick<InvoiceLine, 'externalId' | 'method' | 'quantity' | 'day'>) => boolean {
  const due = orders.filter((order) => order.billedPeriod === period);
  const methods = new Set(due.map((order) => order.method?.toLowerCase()));
  return ({ externalId, method, quantity, day }) => {
    if (quantity === null || (day !== null && quantity === 1)) return false;
    if (externalId !== null) return true;
    return method === null ? quantity > 1 : methods.has(method.toLowerCase());
  };
}

const keyOf = (line: InvoiceLine, resolve: ResolveAlias): string =>
  JSON.stringify([
    line.externalId === null ? null : spelled(resolve(line.externalId)),
    line.method?.toLowerCase() ?? null,
  ]);

/** How closely a line names the orders that it charges. */
export function closeness(line: Pick<InvoiceLine, 'externalId' | 'method'>): number {
  return (line.externalId === null ? 0 : 2) + (line.method === null ? 0 : 1);
}

/** What an order is expected to cost in the invoice's currency, minor units; null where that is not known. */
type ExpectedOf = (order: InvoicedOrder) => number | null;

function byPrice(
  orders: readonly InvoicedOrder[],
  expectedOf: ExpectedOf,
): Map<number | null, InvoicedOrder[]> {
  const prices = new Map<number | null, InvoicedOrder[]>();
  for (const order of orders) {
    const price = expectedOf(order);
    const known = prices.get(price);
    if (known === undefined) prices.set(price, [order]);
    else known.push(order);
  }
  return prices;
}

function sumUp(orders: readonly InvoicedOrder[], expectedOf: ExpectedOf): Aggregate {
  const prices = byPrice(orders, expectedOf);
  const [most] = [...prices].sort(([, a], [, b]) => b.length - a.length);
  let expectedMinor = 0;
  for (const [price, { length }] of prices) expectedMinor += (price ?? 0) * length;
  return {
    ourQuantity: orders.length,
    expectedMinor,
    unitMinor: most?.[0] ?? null,
    unpriced: prices.get(null)?.length ?? 0,
  };
}

/** Lines that say the same of what they charge, and the orders that they share. */
export interface AggregateGroup {
  readonly lines: readonly InvoiceLine[];
  readonly orders: readonly InvoicedOrder[];
}

/** Each line gets those orders of its price first, the last all that is left. */
function share({ lines, orders }: AggregateGroup, expectedOf: ExpectedOf) {
  const prices = byPrice(orders, expectedOf);
  const got = new Map<InvoiceLine, readonly InvoicedOrder[]>();
  for (const line of lines) got.set(line, prices.get(pieceMinor(line))?.splice(0, line.quantity ?? 0) ?? []);
  const left = [...prices.values()].flat();
  for (const [line, mine] of got) {
    const missing = line === lines.at(-1) ? left.length : Math.max(0, (line.quantity ?? 0) - mine.length);
    if (missing > 0) got.set(line, [...mine, ...left.splice(0, missing)]);
  }
  return got;
}

/**
 * Puts aggregated lines together with the orders that no other line charges, the ones that name most first: External ID and
 * method, External ID, method, all. Takes out of `free` what they charge.
 */
export function groupAggregates(
  lines: readonly InvoiceLine[],
  free: Set<InvoicedOrder>,
  resolve: ResolveAlias,
): AggregateGroup[] {
  const groups = new Map<string, InvoiceLine[]>();
  for (const line of lines) {
    const key = keyOf(line, resolve);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [line]);
    else known.push(line);
  }
  const closest = [...groups.values()].sort(([a], [b]) => (a && b ? closeness(b) - closeness(a) : 0));
  const byCustomer = new Map<string | null, InvoicedOrder[]>();
  for (const order of free) {
    const customer = spelled(order.externalId);
    const known = byCustomer.get(customer);
    if (known === undefined) byCustomer.set(customer, [order]);
    else known.push(order);
  }
  return closest.flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    const { externalId, method } = first;
    const of = externalId === null ? [...free] : (byCustomer.get(spelled(resolve(externalId))) ?? []);
    const orders = of.filter((order) => free.has(order) && (method === null || sameMethod(order, method)));
    for (const order of orders) free.delete(order);
    return [{ lines, orders }];
  });
}

/** Compares aggregated lines with the orders that they charge. */
export function compareAggregates(
  groups: readonly AggregateGroup[],
  expectedOf: ExpectedOf,
): Map<InvoiceLine, Aggregate> {
  const result = new Map<InvoiceLine, Aggregate>();
  for (const group of groups) {
    for (const [line, mine] of share(group, expectedOf)) result.set(line, sumUp(mine, expectedOf));
  }
  return result;
}
