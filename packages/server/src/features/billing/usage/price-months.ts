import type { PricedUsage } from '@srs-desk/shared/billing/adjustments.ts';
import { addMonths, type Day, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import { isMonthly, type PriceBook, type StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import { amountFor, compareMethod, rateMonth, shortfall } from '@srs-desk/shared/billing/pricing.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { addCounts, type CountsAlone, NO_USAGE, type UsageDelta } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { MonthRow } from './month-queries.ts';
import { type PartCounts, partCounts, quantitiesOf } from './part-counts.ts';

/** Counts and amount per month, External ID, issuer and method; `unpriced` are billable orders for which no price holds. */
export interface UsageTotal extends PricedUsage {
  readonly unpriced: number;
}

/** By month alone, none first: rows that are put together have their months in order, and else the order they were met in. */
export function byMonth(
  a: { readonly period: Period | null },
  b: { readonly period: Period | null },
): number {
  const [left, right] = [a.period ?? '', b.period ?? ''];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** By month, then External ID (none first): the order in which totals are given where they were put together. */
export function byMonthAndCustomer(a: UsageTotal, b: UsageTotal): number {
  const [left, right] = [a.externalId ?? '', b.externalId ?? ''];
  if (a.period !== b.period) return a.period < b.period ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}

interface Line {
  issuer: string | null;
  method: string | null;
  counts: CountsAlone;
}

interface Customer {
  period: Period;
  externalId: string | null;
  /** As stored with the orders; empty for none. */
  spellings: string[];
  lines: Line[];
}

/** The rows put together per month and billed External ID, spellings merged. */
function byCustomer(rows: readonly MonthRow[], pricingTerms: PricingTerms): Customer[] {
  const customers = new Map<string, Customer>();
  let last: Customer | null = null;
  for (const row of rows) {
    const externalId = pricingTerms.resolve(row.externalId === '' ? null : row.externalId);
    if (last === null || last.period !== row.period || last.externalId !== externalId) {
      const key: string = `${row.period}\u0000${externalId === null ? '' : `=${externalId}`}`;
      last = customers.get(key) ?? null;
      if (last === null) {
        last = { period: row.period, externalId, spellings: [], lines: [] };
        customers.set(key, last);
      }
    }
    if (last.spellings.at(-1) !== row.externalId) last.spellings.push(row.externalId);
    const issuer = row.issuer === '' ? null : row.issuer;
    const method = row.method === '' ? null : row.method;
    const line = last.lines.find((each) => each.issuer === issuer && each.method === method);
    if (line === undefined) last.lines.push({ issuer, method, counts: addCounts(NO_USAGE, row) });
    else line.counts = addCounts(line.counts, row);
  }
  return [...customers.values()];
}

interface Part extends Line {
  quantity: number;
  price: StoredPrice | null;
  line: Line;
}

function partsOf(customer: Customer, line: Line, book: PriceBook, counts: PartCounts): Part[] {
  const { period, externalId } = customer;
  const { issuer, method } = line;
  const { billable } = line.counts;
  const from = firstDayOf(period);
  const asked = { externalId, issuer, method };
  const parts = book.partsWithin(asked, from, firstDayOf(addMonths(period, 1)));
  if (billable === 0) return [{ ...line, line, quantity: 0, price: parts[0]?.price ?? null }];
  const quantities = quantitiesOf(counts, externalId, { issuer, method, billable }, parts);
  return parts.map(({ price }, at) => ({
    issuer,
    method,
    counts: line.counts,
    line,
    quantity: quantities[at] ?? 0,
    price,
  }));
}

/** Pieces of earlier lines under the same price, and whether a later line has some: who uses up tiers, who is last. */
function othersUnderPrice(lines: readonly Line[], prices: readonly (StoredPrice | null)[], at: number) {
  const price = prices[at];
  let used = 0;
  let last = true;
  lines.forEach((line, other) => {
    if (other === at || prices[other] !== price) return;
    if (other < at) used += line.counts.billable;
    else if (line.counts.billable > 0) last = false;
  });
  return { used, last };
}

/**
 * The usual case, one price per method all month, without the machinery of the general one; its sums are those of
 * `rateMonth`. Null where a price changes midway.
 */
function steadyTotals(
  customer: Customer,
  lines: readonly Line[],
  book: PriceBook,
  to: Day,
): UsageTotal[] | null {
  const { period, externalId } = customer;
  const from = firstDayOf(period);
  const prices: (StoredPrice | null)[] = [];
  for (const { issuer, method } of lines) {
    const price = book.priceThrough({ externalId, issuer, method }, from, to);
    if (price === undefined) return null;
    prices.push(price);
  }
  return lines.map(({ issuer, method, counts }, at): UsageTotal => {
    const price = prices[at] ?? null;
    const { billable } = counts;
    if (price === null || billable === 0) {
      const unpriced = price === null ? billable : 0;
      return { period, externalId, issuer, method, counts, currency: null, unpriced, amountMinor: 0 };
    }
    const { used, last } = othersUnderPrice(lines, prices, at);
    const all = price.minimumMinor > 0 && last ? amountFor(used + billable, price) : 0;
    const missing = price.minimumMinor > 0 && last ? shortfall(all, used + billable, price) : 0;
    const amountMinor = amountFor(billable, price, used) + missing;
    return { period, externalId, issuer, method, counts, currency: price.currency, unpriced: 0, amountMinor };
  });
}

/** One total per method and currency, with the pieces that are billed in it; the other counts stand on the first. */
function totalsOfCustomer(customer: Customer, parts: readonly Part[]): UsageTotal[] {
  const totals = new Map<string, UsageTotal>();
  const seen = new Set<Line>();
  for (const rated of rateMonth<StoredPrice, Part>(parts)) {
    const currency = rated.quantity === 0 ? null : rated.currency;
    const first = !seen.has(rated.line);
    if (!first && rated.quantity === 0) continue;
    seen.add(rated.line);
    const key = JSON.stringify([rated.issuer, rated.method, currency]);
    const known = totals.get(key);
    const counts = { ...(first ? rated.line.counts : NO_USAGE), billable: rated.quantity };
    totals.set(key, {
      period: customer.period,
      externalId: customer.externalId,
      issuer: rated.issuer,
      method: rated.method,
      currency,
      counts: known === undefined ? counts : addCounts(known.counts, counts),
      unpriced: (known?.unpriced ?? 0) + (rated.price === null ? rated.quantity : 0),
      amountMinor: (known?.amountMinor ?? 0) + rated.amountMinor,
    });
  }
  return [...totals.values()];
}

/**
 * The usual case of a change midway, without the machinery of the general one: unit prices of one currency, with orders from the
 * first part on. Null where it is another.
 */
function plainTotals({ period, externalId }: Customer, parts: readonly Part[]): UsageTotal[] | null {
  const totals: UsageTotal[] = [];
  for (let at = 0; at < parts.length; ) {
    const first = parts[at];
    if (first?.price == null || (first.quantity === 0 && first.line.counts.billable > 0)) return null;
    const { line, issuer, method, counts } = first;
    const { currency } = first.price;
    let amountMinor = 0;
    for (; parts[at]?.line === line; at += 1) {
      const { price, quantity } = parts[at] ?? first;
      if (price === null || isMonthly(price) || price.currency !== currency) return null;
      amountMinor += amountFor(quantity, price);
    }
    const billedIn = counts.billable === 0 ? null : currency;
    totals.push({ period, externalId, issuer, method, counts, currency: billedIn, unpriced: 0, amountMinor });
  }
  return totals;
}

/** Prices customers for whom a price changes midway through their month. */
function changingTotals(
  db: Db,
  customers: readonly Customer[],
  pricingTerms: PricingTerms,
  moved: readonly UsageDelta[],
): UsageTotal[] {
  const book = pricingTerms.book('customer');
  const months = new Map<Period, Customer[]>();
  for (const customer of customers) {
    const month = months.get(customer.period);
    if (month === undefined) months.set(customer.period, [customer]);
    else month.push(customer);
  }
  const totals: UsageTotal[] = [];
  for (const [period, month] of months) {
    const spellings = month.flatMap((customer) => customer.spellings);
    const counts = partCounts(db, pricingTerms, period, spellings, moved);
    for (const customer of month) {
      const parts = customer.lines.flatMap((line) => partsOf(customer, line, book, counts));
      totals.push(...(plainTotals(customer, parts) ?? totalsOfCustomer(customer, parts)));
    }
  }
  return totals;
}

/**
 * Prices the monthly rollup under the terms: what each customer's months cost now, spellings merged. `moved` is what the rows
 * have beyond the rollup, where something is only thought through.
 */
export function priceMonths(
  db: Db,
  rows: readonly MonthRow[],
  pricingTerms: PricingTerms,
  moved: readonly UsageDelta[] = [],
): UsageTotal[] {
  const book = pricingTerms.book('customer');
  const totals: UsageTotal[] = [];
  const changing: Customer[] = [];
  let month = { period: '', to: '' };
  for (const customer of byCustomer(rows, pricingTerms)) {
    const lines = customer.lines.length > 1 ? customer.lines.sort(compareMethod) : customer.lines;
    if (customer.period !== month.period) {
      month = { period: customer.period, to: firstDayOf(addMonths(customer.period, 1)) };
    }
    const steady = steadyTotals(customer, lines, book, month.to);
    if (steady === null) changing.push(customer);
    else for (const total of steady) totals.push(total);
  }
  if (changing.length === 0) return totals;
  return [...totals, ...changingTotals(db, changing, pricingTerms, moved)].sort(byMonthAndCustomer);
}
