import { aggregateTest, closeness } from './aggregates.ts';
import type { ResolveAlias } from './external-id.ts';
import { finderByReference, hasReference, spelled } from './find-orders.ts';
import type { ExpectedFee } from './invoice-fees.ts';
import { type InvoicedOrder, type InvoiceLine, pieceMinor } from './invoice-line.ts';
import { orderPool } from './order-pool.ts';
import type { Period } from './periods.ts';

/** What an earlier invoice charged for an order, and how much of it is asked back (minor units). */
export interface ChargedBefore {
  readonly invoice: number;
  /** It stands as charged: another charge of the order is a duplicate. */
  readonly stands: boolean;
  readonly askedBackMinor: number;
  /** What was owed for it; null where that is not known. */
  readonly owedMinor: number | null;
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
interface Standing {
  /** By Ref ID. */
  readonly orders: ReadonlyMap<string, ChargedBefore>;
  readonly aggregates: readonly AggregateBefore[];
}

interface Asked {
  readonly period: Period;
  readonly lines: readonly InvoiceLine[];
  readonly orders: readonly InvoicedOrder[];
  readonly before: Standing;
}

/** What lines charge without naming an order, first where they say most of it. */
function unnamedCharges({ period, lines, orders }: Asked, resolve: ResolveAlias) {
  const isAggregate = aggregateTest(orders, period);
  const charges = lines.flatMap((line) => {
    if (line.isTotal || line.amountMinor < 0 || hasReference(line)) return [];
    const { method, unitMinor, amountMinor } = line;
    const externalId = resolve(line.externalId);
    const isOfMany = isAggregate(line);
    const day = isOfMany ? null : line.day;
    if (!isOfMany && (externalId === null || day === null)) return [];
    const count = isOfMany ? (line.quantity ?? 0) : 1;
    return { scope: { externalId, method, day }, count, priceMinor: unitMinor ?? amountMinor / count };
  });
  const said = ({ scope }: (typeof charges)[number]) => closeness(scope) + (scope.day === null ? 0 : 4);
  return charges.sort((a, b) => said(b) - said(a));
}

/**
 * The month's orders in the order in which what was charged without naming them is taken for them: those credited here, for they
 * were charged before; those that no line of this invoice charges; those that one may charge, the last of the month if it does
 * not say which; those that one names.
 */
function byLikelihood(asked: Asked, due: readonly InvoicedOrder[], resolve: ResolveAlias) {
  const find = finderByReference(asked.orders);
  const named = new Set<InvoicedOrder>();
  const credited = new Set<InvoicedOrder>();
  for (const line of asked.lines) {
    const order = line.isTotal ? undefined : find(line)?.order;
    if (order !== undefined) (line.amountMinor < 0 ? credited : named).add(order);
  }
  const others = due.filter((order) => !named.has(order) && !credited.has(order));
  const pool = orderPool(others.toReversed());
  const wanted = new Set(
    unnamedCharges(asked, resolve).flatMap(({ scope, priceMinor, count }) =>
      pool.take(scope, priceMinor, count),
    ),
  );
  return [
    due.filter((order) => credited.has(order) && !named.has(order)),
    others.filter((order) => !wanted.has(order)),
    others.filter((order) => wanted.has(order)),
    due.filter((order) => named.has(order)),
  ];
}

/**
 * What was charged before, by Ref ID, with orders for the quantities that were charged without naming them: which those were,
 * nobody said, so as many as can be are left for what this invoice charges, and those of the price that was charged come first.
 */
export function chargedOrders(asked: Asked, resolve: ResolveAlias): ReadonlyMap<string, ChargedBefore> {
  const { period, orders, before } = asked;
  if (before.aggregates.length === 0) return before.orders;
  const charged = new Map(before.orders);
  const due = orders.filter(
    ({ refId, billedPeriod }) => billedPeriod === period && !charged.get(refId)?.stands,
  );
  const pools = byLikelihood(asked, due, resolve).map(orderPool);
  for (const aggregate of before.aggregates.toSorted((a, b) => closeness(b) - closeness(a))) {
    const { method, unitMinor, invoice } = aggregate;
    const scope = { externalId: resolve(aggregate.externalId), method, day: null };
    let left = aggregate.quantity;
    for (const pool of pools) {
      const taken = pool.take(scope, unitMinor, left);
      left -= taken.length;
      for (const { refId } of taken)
        charged.set(refId, { invoice, stands: true, askedBackMinor: 0, owedMinor: unitMinor });
    }
  }
  return charged;
}

/** Orders that earlier invoices charged, by what a line may say of them. */
interface Covered {
  readonly invoice: number;
  count: number;
  sumMinor: number;
  /** How many of them cost how much. */
  readonly prices: Map<number | null, number>;
}

/** Whether a line asks what so many of the orders cost. */
function asksFor(line: InvoiceLine, orders: Covered): boolean {
  const pieces = line.quantity ?? 0;
  if (pieces === orders.count && line.amountMinor === orders.sumMinor) return true;
  return (orders.prices.get(pieceMinor(line)) ?? 0) >= pieces;
}

/**
 * Says which earlier invoice charged as many orders of the month as a line that names none; null where none did. One that says
 * nothing of them may charge anything else: it must ask what they cost, unless they were charged by such a line before.
 */
export function coveredBefore(
  { period, orders, before }: Asked,
  charged: ReadonlyMap<string, ChargedBefore>,
  resolve: ResolveAlias,
): (line: InvoiceLine) => number | null {
  const keyOf = (externalId: string | null, method: string | null) =>
    JSON.stringify([externalId, method?.toLowerCase() ?? null]);
  const covered = new Map<string, Covered>();
  for (const { refId, billedPeriod, externalId, method, amountMinor } of orders) {
    const earlier = charged.get(refId);
    if (billedPeriod !== period || !earlier?.stands) continue;
    const customer = spelled(externalId);
    const scopes = new Set([customer, null].flatMap((one) => [keyOf(one, method), keyOf(one, null)]));
    for (const scope of scopes) {
      const { invoice } = earlier;
      const known = covered.get(scope) ?? { invoice, count: 0, sumMinor: 0, prices: new Map() };
      known.count += 1;
      known.sumMinor += amountMinor ?? 0;
      known.prices.set(amountMinor, (known.prices.get(amountMinor) ?? 0) + 1);
      covered.set(scope, known);
    }
  }
  const isOfAll = before.aggregates.some(({ externalId, method }) => externalId === null && method === null);
  return (line) => {
    const { externalId, method } = line;
    const pieces = line.quantity ?? 0;
    const found = pieces > 0 ? covered.get(keyOf(spelled(resolve(externalId)), method)) : undefined;
    if (found === undefined || found.count < pieces) return null;
    const saysWhich = externalId !== null || method !== null;
    return saysWhich || isOfAll || asksFor(line, found) ? found.invoice : null;
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
