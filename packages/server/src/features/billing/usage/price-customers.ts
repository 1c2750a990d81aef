import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import { amountFor, shortfall } from '@srs-desk/shared/billing/pricing.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { NO_USAGE, type UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { type CustomerMonthRow, readCustomerMonths, readMonthOf } from './month-queries.ts';
import { byMonthAndCustomer, priceMonths, type UsageTotal } from './price-months.ts';

/** What the lines of a customer's month are billed under: the prices, and for each line which of them. */
interface Plan {
  readonly prices: readonly (StoredPrice | null)[];
  readonly priceOfLine: readonly number[];
}

/**
 * Finds the plan of a row; undefined where a price changes midway. Made once for all customers of the same scope and
 * the same methods.
 */
function planner(pricingTerms: PricingTerms) {
  const book = pricingTerms.book('customer');
  const plans = new Map<string, Map<string, Plan | undefined>>();
  const make = (externalId: string | null, row: CustomerMonthRow): Plan | undefined => {
    const issuers: string[] = JSON.parse(row.issuers);
    const methods: string[] = JSON.parse(row.methods);
    const [from, to] = [firstDayOf(row.period), firstDayOf(addMonths(row.period, 1))];
    const prices: (StoredPrice | null)[] = [];
    const priceOfLine: number[] = [];
    for (const [line, method] of methods.entries()) {
      const asked = { externalId, issuer: issuers[line] || null, method: method || null };
      const price = book.priceThrough(asked, from, to);
      if (price === undefined) return undefined;
      const known = prices.indexOf(price);
      priceOfLine.push(known === -1 ? prices.push(price) - 1 : known);
    }
    return { prices, priceOfLine };
  };
  return (externalId: string | null, row: CustomerMonthRow): Plan | undefined => {
    const lines = `${row.period}${row.issuers}${row.methods}`;
    let ofLines = plans.get(lines);
    if (ofLines === undefined) {
      ofLines = new Map();
      plans.set(lines, ofLines);
    }
    const scope = book.scopeOf(externalId);
    let plan = ofLines.get(scope);
    if (plan === undefined && !ofLines.has(scope)) {
      plan = make(externalId, row);
      ofLines.set(scope, plan);
    }
    return plan;
  };
}

type Growing = { -readonly [Name in keyof UsageTotal]: UsageTotal[Name] };

function newTotal(period: Period, externalId: string | null, counts: UsageCounts): Growing {
  return {
    period,
    externalId,
    issuer: null,
    method: null,
    counts,
    currency: null,
    unpriced: 0,
    amountMinor: 0,
  };
}

/** Puts a quantity under its price to the totals of a customer, one per currency. */
function addQuantity(totals: Growing[], first: Growing, price: StoredPrice | null, quantity: number): void {
  if (price === null) {
    first.unpriced += quantity;
    return;
  }
  first.currency ??= price.currency;
  let total = first;
  if (first.currency !== price.currency) {
    const known = totals.find((each) => each.currency === price.currency);
    total = known ?? newTotal(first.period, first.externalId, NO_USAGE);
    total.currency = price.currency;
    if (known === undefined) totals.push(total);
  }
  const pieces = amountFor(quantity, price);
  total.amountMinor += pieces + shortfall(pieces, quantity, price);
}

/** One total per currency, as a rule one; counts and what has no price stand on the first of them. */
function totalsOfCustomer(externalId: string | null, row: CustomerMonthRow, plan: Plan): UsageTotal[] {
  const first = newTotal(row.period, externalId, row);
  const totals = [first];
  const { prices, priceOfLine } = plan;
  if (row.billable === 0) return totals;
  if (prices.length === 1) {
    addQuantity(totals, first, prices[0] ?? null, row.billable);
    return totals;
  }
  const billables: number[] = JSON.parse(row.billables);
  for (let at = 0; at < prices.length; at += 1) {
    let quantity = 0;
    for (let line = 0; line < billables.length; line += 1) {
      if (priceOfLine[line] === at) quantity += billables[line] ?? 0;
    }
    if (quantity > 0) addQuantity(totals, first, prices[at] ?? null, quantity);
  }
  return totals;
}

/** Spellings that aliases put together with others (empty: orders without External ID). */
function aliased(pricingTerms: PricingTerms): ReadonlySet<string> {
  return new Set(pricingTerms.data.aliases.flatMap(({ raw, canonical }) => [raw ?? '', canonical]));
}

/**
 * Prices whole customers without looking at each of their methods: per month, External ID and currency, the sums of what
 * `priceMonths` gives (issuer and method are null). Months `without` are left out. Spellings merged by an alias and
 * months in which a price changes midway go the longer way through `priceMonths`.
 */
export function priceCustomers(
  db: Db,
  from: Period,
  to: Period,
  pricingTerms: PricingTerms,
  without: readonly Period[] = [],
): UsageTotal[] {
  const planOf = planner(pricingTerms);
  const merged = aliased(pricingTerms);
  const totals: UsageTotal[] = [];
  const longer = new Map<Period, string[]>();
  for (const row of readCustomerMonths(db, from, to, without)) {
    const externalId = row.externalId === '' ? null : row.externalId;
    const plan = merged.has(row.externalId) ? undefined : planOf(externalId, row);
    if (plan !== undefined) {
      for (const total of totalsOfCustomer(externalId, row, plan)) totals.push(total);
      continue;
    }
    const spellings = longer.get(row.period);
    if (spellings === undefined) longer.set(row.period, [row.externalId]);
    else spellings.push(row.externalId);
  }
  if (longer.size === 0) return totals;
  for (const [period, spellings] of longer) {
    for (const total of priceMonths(db, readMonthOf(db, period, spellings), pricingTerms)) {
      totals.push({ ...total, issuer: null, method: null });
    }
  }
  return totals.sort(byMonthAndCustomer);
}
