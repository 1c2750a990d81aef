import { spelled } from './find-orders.ts';
import type { InvoicedOrder } from './invoice-line.ts';
import type { Day } from './periods.ts';

/** What is said of the orders that are charged without naming them; null: nothing. */
interface Scope {
  /** As it is billed. */
  readonly externalId: string | null;
  readonly method: string | null;
  readonly day: Day | null;
}

interface Bucket {
  readonly orders: InvoicedOrder[];
  /** All before it are taken. */
  next: number;
}

type Part = string | number | null;
const keyOf = (externalId: string | null, method: string | null, day: Part, price: Part): string =>
  JSON.stringify([spelled(externalId), method?.toLowerCase() ?? null, day, price]);

/** Hands out orders by what is said of them, in their order, each at most once. Near-linear, however many ask. */
export function orderPool(orders: readonly InvoicedOrder[]) {
  const taken = new Set<InvoicedOrder>();
  const sorted = new Map<string, Map<string, Bucket>>();

  /** The orders in buckets by those parts that are asked for. */
  function bucketsBy({ externalId, method, day }: Scope, price: number | null): Map<string, Bucket> {
    const parts = [externalId, method, day, price].map((part) => part !== null);
    const [byCustomer, byMethod, byDay, byPrice] = parts;
    const known = sorted.get(parts.join());
    if (known !== undefined) return known;
    const buckets = new Map<string, Bucket>();
    for (const order of orders) {
      const key = keyOf(
        byCustomer ? order.externalId : null,
        byMethod ? order.method : null,
        byDay ? order.billedDay : null,
        byPrice ? order.amountMinor : null,
      );
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, { orders: [order], next: 0 });
      else bucket.orders.push(order);
    }
    sorted.set(parts.join(), buckets);
    return buckets;
  }

  function draw(scope: Scope, price: number | null, count: number): InvoicedOrder[] {
    const bucket = bucketsBy(scope, price).get(keyOf(scope.externalId, scope.method, scope.day, price));
    const got: InvoicedOrder[] = [];
    while (bucket !== undefined && got.length < count && bucket.next < bucket.orders.length) {
      const order = bucket.orders[bucket.next];
      bucket.next += 1;
      if (order === undefined || taken.has(order)) continue;
      taken.add(order);
      got.push(order);
    }
    return got;
  }

  return {
    /** Up to so many, those of the price first. */
    take(scope: Scope, price: number | null, count: number): InvoicedOrder[] {
      const ofPrice = price === null ? [] : draw(scope, price, count);
      return [...ofPrice, ...draw(scope, null, count - ofPrice.length)];
    },
  };
}
