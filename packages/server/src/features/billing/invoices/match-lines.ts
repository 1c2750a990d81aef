import type { BillableRule, PriceListName } from '@srs-desk/shared/billing/billable.ts';
import type { ExpectedFee } from '@srs-desk/shared/billing/invoice-fees.ts';
import type { InvoicedOrder, InvoiceLine } from '@srs-desk/shared/billing/invoice-line.ts';
import { addDays, addMonths, calendarOf, firstDayOf, periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { type Match, reconcile } from '@srs-desk/shared/billing/reconcile.ts';
import { rateOrders, type StatementOrder } from '@srs-desk/shared/billing/statement.ts';
import { coversDay } from '@srs-desk/shared/billing/validity.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { tidyText } from '@srs-desk/shared/text/signs.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { bookedRules } from '../usage/book-usage.ts';
import { contributionOfOrder, readFactsFor } from '../usage/order-facts.ts';
import { type BilledRow, readBilled, readByReference } from '../usage/queries.ts';
import { readBefore } from './charged-before.ts';
import type { Reconciling } from './invoice-work.ts';
import { readKnownExternalIds } from './queries.ts';

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

/** Orders under the same price with tiers, which count over all its methods. */
function poolOf({ price }: StatementOrder): string | null {
  return price !== null && price.tiers.length > 1 ? String(price.id) : null;
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
    const rated = rateOrders(orders);
    for (const order of rated.orders) {
      const { refId, amountMinor, currency } = order;
      if (amountMinor === null || currency === null) continue;
      expected.set(refId, { amountMinor, currency, pool: list === 'supplier' ? poolOf(order) : null });
    }
    if (list !== 'supplier') continue;
    for (const { currency: of, amountMinor } of rated.shortfalls) {
      if (of === currency) fees.push({ kind: 'minimum_fee', amountMinor });
    }
  }
  return { orders: expected, fees };
}

/** Orders billable in the month under the rules of what we buy, and those that lines name. */
function rowsFor(db: Db, asked: Reconciling, lines: readonly InvoiceLine[]): BilledRow[] {
  const { period } = asked;
  const rows = new Map<string, BilledRow>();
  const add = (row: BilledRow) => void rows.set(row.refId, row);
  for (const row of readBilled(db, firstDayOf(period), firstDayOf(addMonths(period, 1)), null)) add(row);
  const known = new Set([...rows.values()].map(({ orderId }) => orderId));
  const refIds = new Set<string>();
  const orderIds = new Set<string>();
  for (const { refId, orderId } of lines) {
    if (refId !== null && !rows.has(refId)) refIds.add(refIdIn(refId) ?? refId);
    if (orderId !== null && !known.has(orderId)) orderIds.add(orderId);
  }
  for (const row of readByReference(db, [...refIds], [...orderIds])) add(row);
  const rules = bookedRules(db, 'supplier');
  return rules.length === 0 ? [...rows.values()] : judgedAnew(db, asked, rules, rows);
}

/**
 * Rollups hold what we sell: where we buy under other rules, each order that may be billable in the month is judged anew, day by
 * day, for all of them at once would be more than the thread's memory.
 */
function judgedAnew(
  db: Db,
  { period, timeZone }: Reconciling,
  rules: readonly BillableRule[],
  known: ReadonlyMap<string, BilledRow>,
): BilledRow[] {
  const calendar = calendarOf(timeZone);
  const judged: BilledRow[] = [];
  const left = new Set(known.keys());
  const judge = (placed: { from: number; to: number }, named: readonly string[]) => {
    for (const { refId, orderId, ...facts } of readFactsFor(db, placed, named)) {
      left.delete(refId);
      const { externalId, issuer, method, billedAt, billedDay } = contributionOfOrder(facts, rules, calendar);
      if (!known.has(refId) && (billedDay === null || periodOfDay(billedDay) !== period)) continue;
      const text = { externalId: externalId ?? '', issuer: issuer ?? '', method: method ?? '' };
      judged.push({ orderRow: facts.id, refId, orderId, ...text, billedAt, billedDay });
    }
  };
  const end = firstDayOf(addMonths(period, 1));
  for (let day = firstDayOf(addMonths(period, -LONGEST_MONTHS)); day < end; day = addDays(day, 1)) {
    judge({ from: calendar.startOf(day), to: calendar.startOf(addDays(day, 1)) }, []);
  }
  judge({ from: 0, to: 0 }, [...left]);
  return judged;
}

function ourOrders(
  rows: readonly BilledRow[],
  { orders }: Expectation,
  terms: PricingTerms,
): InvoicedOrder[] {
  return rows.map((row) => {
    const { refId, orderId, billedDay } = row;
    const { amountMinor = null, currency = null, pool = null } = orders.get(refId) ?? {};
    return {
      refId,
      orderId,
      externalId: terms.resolve(row.externalId || null),
      issuer: row.issuer || null,
      method: row.method || null,
      billedPeriod: billedDay === null ? null : periodOfDay(billedDay),
      billedDay,
      amountMinor,
      currency,
      pool,
    };
  });
}

/** Our side of the invoice: what was read for it on the way is not kept, for it is as much again. */
function ourSide(db: Db, terms: PricingTerms, asked: Reconciling, lines: readonly InvoiceLine[]) {
  const rows = rowsFor(db, asked, lines);
  const expected = expectation(rows, terms, asked);
  return { orders: ourOrders(rows, expected, terms), fees: expected.fees };
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
  return reconcile({
    period: asked.period,
    currency: asked.currency,
    lines,
    ...ourSide(db, pricingTerms, asked, lines),
    before: readBefore(db, asked, again),
    isKnownExternalId: (externalId) => known.has(externalId),
    // A line's External ID comes tidied: so must be what it is looked up by.
    resolve: (told) => billedAs.get(told) ?? told,
    tolerance: asked.tolerance,
  });
}
