import { refIdIn } from '../text/ids.ts';
import { tidyText } from '../text/signs.ts';
import { aliasResolver, type ResolveAlias } from './external-id.ts';
import type { InvoicedOrder, InvoiceLine, MatchClass, MatchReason } from './invoice-line.ts';
import { MATCH_CLASSES } from './invoice-line.ts';
import type { Period } from './periods.ts';

/** What reconciliation is given besides the lines. */
export interface ReconcileInput {
  /** The month the invoice is for. */
  readonly period: Period;
  readonly lines: readonly InvoiceLine[];
  /** All orders billable in the period, and any order that a line names by Ref ID or Order ID. */
  readonly orders: readonly InvoicedOrder[];
  /** Ref IDs that an earlier invoice charged already, with that invoice's number. */
  readonly chargedBefore?: ReadonlyMap<string, number>;
  /** Whether this External ID (aliases followed, tidied) is one of ours. */
  readonly isKnownExternalId: (externalId: string) => boolean;
  readonly resolve?: ResolveAlias;
  /** By how much an amount may differ and still match: minor units, and per mille of ours; the larger counts. */
  readonly tolerance?: { readonly minor: number; readonly perMille: number };
}

/** One result: a line, an order, or both. `expectedMinor` is what we would pay. */
export interface Match {
  readonly line: InvoiceLine | null;
  readonly order: InvoicedOrder | null;
  readonly class: MatchClass;
  readonly reasons: readonly MatchReason[];
  /** For duplicates: the earlier line of this invoice, or the earlier invoice. */
  readonly earlier: { readonly line: number } | { readonly invoice: number } | null;
  readonly invoicedMinor: number | null;
  readonly expectedMinor: number | null;
}

/** Count and sums of a class. */
interface ClassTotal {
  readonly class: MatchClass;
  readonly count: number;
  readonly invoicedMinor: number;
  readonly expectedMinor: number;
}

interface Found {
  order: InvoicedOrder;
  by: MatchReason;
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
function spelled(externalId: string | null): string | null {
  return externalId === null ? null : tidyText(externalId);
}

function indexOrders(orders: readonly InvoicedOrder[]) {
  const byRef = new Map<string, InvoicedOrder>();
  const byOrderId = new Map<string, InvoicedOrder>();
  for (const order of orders) {
    const ref = foldRefId(order.refId);
    if (ref !== null) byRef.set(ref, order);
    const orderId = foldReference(order.orderId);
    if (orderId !== null && !byOrderId.has(orderId)) byOrderId.set(orderId, order);
  }
  return { byRef, byOrderId };
}

function findByReference(line: InvoiceLine, index: ReturnType<typeof indexOrders>): Found | null {
  const ref = foldRefId(line.refId);
  const orderByRef = ref === null ? undefined : index.byRef.get(ref);
  if (orderByRef !== undefined) return { order: orderByRef, by: 'ref_id' };
  const orderId = foldReference(line.orderId);
  const orderById = orderId === null ? undefined : index.byOrderId.get(orderId);
  return orderById === undefined ? null : { order: orderById, by: 'order_id' };
}

function hasReference(line: InvoiceLine): boolean {
  return foldReference(line.refId) !== null || foldReference(line.orderId) !== null;
}

/** Hands out, per External ID and day, orders that no line names by reference; each at most once. */
function spareOrders(input: ReconcileInput, named: ReadonlySet<string>) {
  const spare = new Map<string, InvoicedOrder[]>();
  const keyOf = (externalId: string, day: string) => JSON.stringify([spelled(externalId), day]);
  for (const order of input.orders) {
    if (order.externalId === null || order.billedDay === null || named.has(order.refId)) continue;
    if (order.billedPeriod !== input.period || input.chargedBefore?.has(order.refId)) continue;
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
      if (line.method === null) return bucket.pop() ?? null;
      const method = line.method.toLowerCase();
      const at = bucket.findLastIndex((order) => order.method?.toLowerCase() === method);
      return at < 0 ? null : (bucket.splice(at, 1)[0] ?? null);
    },
  };
}

function allowed(expected: number, tolerance: ReconcileInput['tolerance']): number {
  if (tolerance === undefined) return 0;
  return Math.max(tolerance.minor, Math.floor((Math.abs(expected) * tolerance.perMille) / 1000));
}

function compareAmounts(line: InvoiceLine, order: InvoicedOrder, input: ReconcileInput): MatchReason | null {
  if (order.amountMinor === null || order.currency === null) return 'amount_not_checked';
  if (order.currency !== line.currency) return 'currency';
  const difference = Math.abs(line.amountMinor - order.amountMinor);
  return difference <= allowed(order.amountMinor, input.tolerance) ? null : 'amount';
}

function judge(line: InvoiceLine, found: Found, input: ReconcileInput, resolve: ResolveAlias): Match {
  const { order } = found;
  const reasons: MatchReason[] = [found.by];
  if (line.externalId !== null && spelled(resolve(line.externalId)) !== spelled(order.externalId)) {
    reasons.push('external_id_differs');
  }
  const base = {
    line,
    order,
    earlier: null,
    invoicedMinor: line.amountMinor,
    expectedMinor: order.currency === null || order.currency === line.currency ? order.amountMinor : null,
  };
  const before = input.chargedBefore?.get(order.refId);
  if (before !== undefined) {
    return {
      ...base,
      class: 'duplicate',
      reasons: [...reasons, 'earlier_invoice'],
      earlier: { invoice: before },
    };
  }
  if (order.billedPeriod === null) {
    return { ...base, class: 'invoice_only', reasons: [...reasons, 'not_billable'], expectedMinor: null };
  }
  if (order.billedPeriod !== input.period) return { ...base, class: 'wrong_period', reasons };
  const differs = compareAmounts(line, order, input);
  if (differs !== null) reasons.push(differs);
  const isDifferent = differs === 'amount' || differs === 'currency';
  return { ...base, class: isDifferent ? 'amount_differs' : 'matched', reasons };
}

function unmatched(line: InvoiceLine, input: ReconcileInput, resolve: ResolveAlias): Match {
  const externalId = spelled(resolve(line.externalId));
  const unknown = externalId !== null && !input.isKnownExternalId(externalId);
  return {
    line,
    order: null,
    class: unknown ? 'unknown_external_id' : 'invoice_only',
    reasons: [hasReference(line) ? 'unknown_reference' : 'no_reference'],
    earlier: null,
    invoicedMinor: line.amountMinor,
    expectedMinor: null,
  };
}

function oursOnly(input: ReconcileInput, taken: ReadonlyMap<string, number>): Match[] {
  return input.orders
    .filter((order) => order.billedPeriod === input.period && !taken.has(order.refId))
    .filter((order) => !input.chargedBefore?.has(order.refId))
    .map((order) => ({
      line: null,
      order,
      class: 'ours_only' as const,
      reasons: ['no_line' as const],
      earlier: null,
      invoicedMinor: null,
      expectedMinor: order.amountMinor,
    }));
}

/**
 * Compares an invoice with our orders. Every line comes out exactly once, in the order given; then the orders
 * billable in the month that no line charges. A line is matched by Ref ID, else Order ID, else (when it names
 * neither) by External ID and day. Near-linear: 100,000 lines take well under a second.
 */
export function reconcile(input: ReconcileInput): Match[] {
  const resolve = input.resolve ?? aliasResolver([]);
  const index = indexOrders(input.orders);
  const byReference = input.lines.map((line) => findByReference(line, index));
  const named = new Set(byReference.flatMap((found) => (found === null ? [] : [found.order.refId])));
  const spare = spareOrders(input, named);
  const taken = new Map<string, number>();
  const matches = input.lines.map((line, at): Match => {
    let found = byReference[at] ?? null;
    const externalId = resolve(line.externalId);
    if (found === null && !hasReference(line) && externalId !== null) {
      const order = spare.take(line, externalId);
      if (order !== null) found = { order, by: 'external_id_and_day' };
    }
    if (found === null) return unmatched(line, input, resolve);
    const earlier = taken.get(found.order.refId);
    const match = judge(line, found, input, resolve);
    if (earlier === undefined) {
      taken.set(found.order.refId, line.line);
      return match;
    }
    return { ...match, class: 'duplicate', reasons: [found.by, 'earlier_line'], earlier: { line: earlier } };
  });
  return [...matches, ...oursOnly(input, taken)];
}

/** Count and sums per class, in the fixed order of classes; their lines and sums make up the whole invoice. */
export function classTotals(matches: readonly Match[]): ClassTotal[] {
  const totals = new Map(
    MATCH_CLASSES.map((name) => [name, { count: 0, invoicedMinor: 0, expectedMinor: 0 }]),
  );
  for (const match of matches) {
    const total = totals.get(match.class);
    if (total === undefined) continue;
    total.count += 1;
    total.invoicedMinor += match.invoicedMinor ?? 0;
    total.expectedMinor += match.expectedMinor ?? 0;
  }
  return [...totals].map(([name, total]) => ({ class: name, ...total }));
}
