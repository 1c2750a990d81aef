import { refIdIn } from '../text/ids.ts';
import { tidyText } from '../text/signs.ts';
import type { InvoicedOrder, InvoiceLine, MatchReason } from './invoice-line.ts';

/** The order that a line charges, and by what it was found. */
export interface Found {
  readonly order: InvoicedOrder;
  readonly by: MatchReason;
}

/** Order IDs are compared without regard to case, blanks around them and signs that cannot be seen. */
function foldReference(reference: string | null): string | null {
  const folded = tidyText(reference ?? '').toLowerCase();
  return folded === '' ? null : folded;
}

const AS_SRS_WRITES_IT = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DIGITS = 32;

/** … and Ref IDs by their digits. */
function foldRefId(refId: string | null): string | null {
  const folded = foldReference(refId);
  // Most are written as SRS does, and there are hundreds of thousands of them.
  if (folded === null || folded.length < DIGITS || AS_SRS_WRITES_IT.test(folded)) return folded;
  return refIdIn(folded) ?? folded;
}

/** An External ID as both sides are compared: what cannot be seen of it does not count, ours as little as the supplier's. */
export function spelled(externalId: string | null): string | null {
  return externalId === null ? null : tidyText(externalId);
}

/** True when a line names an order: by Ref ID or Order ID. */
export function hasReference(line: InvoiceLine): boolean {
  return foldReference(line.refId) !== null || foldReference(line.orderId) !== null;
}

/** Finds the order that a line names, by Ref ID, else by Order ID; null where we have none. */
export function finderByReference(orders: readonly InvoicedOrder[]): (line: InvoiceLine) => Found | null {
  const byRef = new Map<string, InvoicedOrder>();
  const byOrderId = new Map<string, InvoicedOrder>();
  for (const order of orders) {
    const ref = foldRefId(order.refId);
    if (ref !== null) byRef.set(ref, order);
    const orderId = foldReference(order.orderId);
    if (orderId !== null && !byOrderId.has(orderId)) byOrderId.set(orderId, order);
  }
  return (line) => {
    const ref = foldRefId(line.refId);
    const orderByRef = ref === null ? undefined : byRef.get(ref);
    if (orderByRef !== undefined) return { order: orderByRef, by: 'ref_id' };
    const orderId = foldReference(line.orderId);
    const orderById = orderId === null ? undefined : byOrderId.get(orderId);
    return orderById === undefined ? null : { order: orderById, by: 'order_id' };
  };
}

/** Method names are compared without regard to case. */
export function sameMethod(order: InvoicedOrder, method: string): boolean {
  return order.method?.toLowerCase() === method.toLowerCase();
}

/** Hands out, per External ID and day, orders that no line names by reference; each at most once. */
export function spareOrders(free: readonly InvoicedOrder[]) {
  const spare = new Map<string, InvoicedOrder[]>();
  const keyOf = (externalId: string, day: string) => JSON.stringify([spelled(externalId), day]);
  for (const order of free) {
    if (order.externalId === null || order.billedDay === null) continue;
    const key = keyOf(order.externalId, order.billedDay);
    const bucket = spare.get(key);
    if (bucket === undefined) spare.set(key, [order]);
    else bucket.push(order);
  }
  for (const bucket of spare.values()) bucket.sort((a, b) => (a.refId < b.refId ? 1 : -1));
  return {
    take(line: InvoiceLine, externalId: string): InvoicedOrder | null {
      if (line.day === null) return null;
      const bucket = spare.get(keyOf(externalId, line.day)) ?? [];
      const { method } = line;
      if (method === null) return bucket.pop() ?? null;
      const at = bucket.findLastIndex((order) => sameMethod(order, method));
      return at < 0 ? null : (bucket.splice(at, 1)[0] ?? null);
    },
  };
}
