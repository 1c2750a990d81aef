import type { PriceListName } from '@srs-desk/shared/billing/billable.ts';
import type { ExpectedFee } from '@srs-desk/shared/billing/invoice-fees.ts';
import type { InvoicedOrder, InvoiceLine } from '@srs-desk/shared/billing/invoice-line.ts';
import { addMonths, firstDayOf, periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { type Match, reconcile } from '@srs-desk/shared/billing/reconcile.ts';
import { buildStatement, type StatementOrder } from '@srs-desk/shared/billing/statement.ts';
import { coversDay } from '@srs-desk/shared/billing/validity.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { tidyText } from '@srs-desk/shared/text/signs.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { bookedRules, calendarOf } from '../usage/book-usage.ts';
import { contributionOfOrder, readFactsFor } from '../usage/order-facts.ts';
import { type BilledRow, readBilled, readByReference } from '../usage/queries.ts';
import type { Reconciling } from './invoice-work.ts';
import { readChargedBefore, readKnownExternalIds } from './queries.ts';

/** No order takes longer from being placed until it is billable, in months. */
const LONGEST_MONTHS = 13;

interface Expected {
  readonly amountMinor: number;
  readonly currency: string;
  readonly pool: string | null;
}

function statementOrder(row: BilledRow, terms: PricingTerms, list: PriceListName): StatementOrder | null {
  if (row.billedAt === null || row.billedDay === null) return null;
  const issuer = row.issuer || null;
  const method = row.method || null;
  const externalId = terms.resolve(row.externalId || null);
  return {
    refId: row.refId,
    orderId: row.orderId,
    rawExternalId: externalId,
    issuer,
    method,
    billedAt: row.billedAt,
    billedDay: row.billedDay,
    price: terms.book(list).priceFor({ externalId, issuer, method }, row.billedDay),
  };
}

/** Orders under the same price with tiers, by method. */
function poolOf({ price, issuer, method }: StatementOrder): string | null {
  return price !== null && price.tiers.length > 1 ? JSON.stringify([price.id, issuer, method]) : null;
}

/** What we expect to be charged: per Ref ID, and beside single orders. */
interface Expectation {
  readonly orders: ReadonlyMap<string, Expected>;
  readonly fees: readonly ExpectedFee[];
}

function baseFees(terms: PricingTerms, { period, currency }: Reconciling): ExpectedFee[] {
  return terms
    .book('supplier')
    .prices.filter((price) => price.baseMinor > 0 && price.currency === currency)
    .filter((price) => coversDay(price, firstDayOf(period)))
    .map(({ baseMinor }) => ({ kind: 'base_fee', amountMinor: baseMinor }));
}

/**
 * By the supplier's price list, whose tiers and minimum fees count over all orders of the month; where there is none, by
 * what each customer pays.
 */
function expectation(rows: readonly BilledRow[], terms: PricingTerms, asked: Reconciling): Expectation {
  const { period, currency } = asked;
  const list = terms.book('supplier').prices.length > 0 ? 'supplier' : 'customer';
  const together = new Map<string, StatementOrder[]>();
  for (const row of rows) {
    const order = statementOrder(row, terms, list);
    if (order === null || periodOfDay(order.billedDay) !== period) continue;
    const key = list === 'supplier' ? '' : `=${order.rawExternalId ?? ''}`;
    const others = together.get(key);
    if (others === undefined) together.set(key, [order]);
    else others.push(order);
  }
  const expected = new Map<string, Expected>();
  const fees = baseFees(terms, asked);
  for (const orders of together.values()) {
    const statement = buildStatement({ externalId: null, period, orders, adjustments: [] });
    for (const order of statement.orders) {
      const { refId, amountMinor, currency } = order;
      if (amountMinor === null || currency === null) continue;
      expected.set(refId, { amountMinor, currency, pool: list === 'supplier' ? poolOf(order) : null });
    }
    if (list !== 'supplier') continue;
    for (const line of statement.lines) {
      if (line.kind !== 'minimum_fee' || line.currency !== currency) continue;
      fees.push({ kind: 'minimum_fee', amountMinor: line.amountMinor });
    }
  }
  return { orders: expected, fees };
}

/** Orders billable in the month under the rules of what we buy, and those that lines name. */
function rowsFor(db: Db, { period, timeZone }: Reconciling, lines: readonly InvoiceLine[]): BilledRow[] {
  const rows = new Map<string, BilledRow>();
  const add = (row: BilledRow) => void rows.set(row.refId, row);
  for (const row of readBilled(db, firstDayOf(period), firstDayOf(addMonths(period, 1)), null)) add(row);
  const refIds = lines.flatMap((line) => (line.refId === null ? [] : [refIdIn(line.refId) ?? line.refId]));
  const orderIds = lines.flatMap((line) => (line.orderId === null ? [] : [line.orderId.trim()]));
  for (const row of readByReference(db, [...new Set(refIds)], [...new Set(orderIds)])) add(row);
  const rules = bookedRules(db, 'supplier');
  if (rules.length === 0) return [...rows.values()];
  // Rollups hold what we sell: where we buy under other rules, each order is judged anew.
  const calendar = calendarOf(timeZone);
  const end = calendar.startOf(firstDayOf(addMonths(period, 1)));
  const placed = { from: calendar.startOf(firstDayOf(addMonths(period, -LONGEST_MONTHS))), to: end };
  return readFactsFor(db, placed, [...rows.keys()]).map(({ refId, orderId, ...facts }) => {
    const { externalId, issuer, method, billedAt, billedDay } = contributionOfOrder(facts, rules, calendar);
    return {
      orderRow: facts.id,
      refId,
      orderId,
      externalId: externalId ?? '',
      issuer: issuer ?? '',
      method: method ?? '',
      billedAt,
      billedDay,
    };
  });
}

function ourOrders(
  rows: readonly BilledRow[],
  { orders }: Expectation,
  terms: PricingTerms,
): InvoicedOrder[] {
  return rows.map((row) => ({
    refId: row.refId,
    orderId: row.orderId,
    externalId: terms.resolve(row.externalId || null),
    issuer: row.issuer || null,
    method: row.method || null,
    billedPeriod: row.billedDay === null ? null : periodOfDay(row.billedDay),
    billedDay: row.billedDay,
    ...(orders.get(row.refId) ?? { amountMinor: null, currency: null, pool: null }),
  }));
}

/** Reconciles an invoice's lines with our orders. `again` is the invoice's own number. */
export function matchLines(
  db: Db,
  asked: Reconciling,
  lines: readonly InvoiceLine[],
  again: number | null,
): Match[] {
  const pricingTerms = readPricingTerms(db);
  const known = new Set(readKnownExternalIds(db).map(tidyText));
  const aliases = pricingTerms.data.aliases.map(
    ({ raw, canonical }) => [raw && tidyText(raw), canonical] as const,
  );
  const billedAs = new Map(aliases);
  const rows = rowsFor(db, asked, lines);
  const expected = expectation(rows, pricingTerms, asked);
  return reconcile({
    period: asked.period,
    currency: asked.currency,
    lines,
    orders: ourOrders(rows, expected, pricingTerms),
    fees: expected.fees,
    chargedBefore: readChargedBefore(db, again),
    isKnownExternalId: (externalId) => known.has(externalId),
    // A line's External ID comes tidied: so must be what it is looked up by.
    resolve: (told) => billedAs.get(told) ?? told,
    tolerance: asked.tolerance,
  });
}
