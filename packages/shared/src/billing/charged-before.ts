import { closeness } from './aggregates.ts';
import type { ResolveAlias } from './external-id.ts';
import { finderByReference, sameMethod, spelled } from './find-orders.ts';
import type { ExpectedFee } from './invoice-fees.ts';
import type { InvoicedOrder, InvoiceLine } from './invoice-line.ts';
import type { Period } from './periods.ts';

/** What an earlier invoice charged for an order, and how much of it is asked back (minor units). */
export interface ChargedBefore {
  readonly invoice: number;
  /** It stands as charged: another charge of the order is a duplicate. */
  readonly stands: boolean;
  readonly askedBackMinor: number;
}

/** A quantity of the month's orders that an earlier invoice charged without naming them, and that stands. */
export interface AggregateBefore extends Pick<InvoiceLine, 'externalId' | 'method' | 'unitMinor'> {
  readonly invoice: number;
  /** How many of ours it charged. */
  readonly quantity: number;
}

/** A fee of the month, as far as an earlier invoice charged it rightly. */
export interface FeeBefore extends ExpectedFee {
  readonly invoice: number;
}

/** What earlier invoices charged that stands. */
export interface Before {
  /** By Ref ID. */
  readonly orders: ReadonlyMap<string, ChargedBefore>;
  readonly aggregates: readonly AggregateBefore[];
  readonly fees: readonly FeeBefore[];
}

const NOTHING: Before = { orders: new Map(), aggregates: [], fees: [] };

interface Asked {
  readonly period: Period;
  readonly lines: readonly InvoiceLine[];
  readonly orders: readonly InvoicedOrder[];
  readonly before?: Before;
}

/** The orders of each customer (null: of all) by its name. */
function ordersOf(orders: Iterable<InvoicedOrder>) {
  const byCustomer = new Map<string | null, InvoicedOrder[]>();
  for (const order of orders) {
    const name = spelled(order.externalId);
    const known = byCustomer.get(name);
    if (known === undefined) byCustomer.set(name, [order]);
    else known.push(order);
  }
  return byCustomer;
}

/**
 * What was charged before, by Ref ID, with orders for the quantities that were charged without naming them: which those were,
 * nobody said, so those come first that no line of this invoice names, then those of the price that was charged.
 */
export function chargedOrders(
  { period, lines, orders, before = NOTHING }: Asked,
  resolve: ResolveAlias,
): ReadonlyMap<string, ChargedBefore> {
  if (before.aggregates.length === 0) return before.orders;
  const charged = new Map(before.orders);
  const find = finderByReference(orders);
  const named = new Set(lines.flatMap((line) => (line.isTotal ? [] : (find(line)?.order ?? []))));
  const due = orders.filter(
    ({ refId, billedPeriod }) => billedPeriod === period && !charged.get(refId)?.stands,
  );
  const byCustomer = ordersOf(due);
  for (const aggregate of before.aggregates.toSorted((a, b) => closeness(b) - closeness(a))) {
    const { externalId, method, unitMinor, quantity, invoice } = aggregate;
    const of = externalId === null ? due : (byCustomer.get(spelled(resolve(externalId))) ?? []);
    const rank = (order: InvoicedOrder) =>
      (named.has(order) ? 2 : 0) + (unitMinor !== null && order.amountMinor !== unitMinor ? 1 : 0);
    const taken = of
      .filter((order) => !charged.get(order.refId)?.stands && (method === null || sameMethod(order, method)))
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, quantity);
    for (const { refId } of taken) charged.set(refId, { invoice, stands: true, askedBackMinor: 0 });
  }
  return charged;
}

/** Says which earlier invoice charged as many orders of the month as a line that names none; null where none did. */
export function coveredBefore(
  { period, orders }: Asked,
  charged: ReadonlyMap<string, ChargedBefore>,
  resolve: ResolveAlias,
): (line: InvoiceLine) => number | null {
  const keyOf = (externalId: string | null, method: string | null) =>
    JSON.stringify([externalId, method?.toLowerCase() ?? null]);
  const covered = new Map<string, { invoice: number; count: number }>();
  for (const { refId, billedPeriod, externalId, method } of orders) {
    const before = charged.get(refId);
    if (billedPeriod !== period || !before?.stands) continue;
    const customer = spelled(externalId);
    const scopes = new Set([customer, null].flatMap((one) => [keyOf(one, method), keyOf(one, null)]));
    for (const scope of scopes) {
      const known = covered.get(scope);
      if (known === undefined) covered.set(scope, { invoice: before.invoice, count: 1 });
      else known.count += 1;
    }
  }
  return ({ externalId, method, quantity }) => {
    const found = covered.get(keyOf(spelled(resolve(externalId)), method));
    return found !== undefined && found.count >= (quantity ?? 0) ? found.invoice : null;
  };
}

/** What is left of the fees of a month when those that were charged before are taken off, each of the one of its kind next to it. */
export function feesLeft(fees: readonly ExpectedFee[], before: readonly FeeBefore[]): ExpectedFee[] {
  const left = [...fees];
  for (const { kind, amountMinor } of before) {
    const off = (fee: ExpectedFee) => Math.abs(fee.amountMinor - amountMinor);
    const [next] = left.filter((fee) => fee.kind === kind).sort((a, b) => off(a) - off(b));
    if (next === undefined) continue;
    const rest = next.amountMinor - amountMinor;
    left.splice(left.indexOf(next), 1, ...(rest > 0 ? [{ kind, amountMinor: rest }] : []));
  }
  return left;
}
