import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import { amountFor, shortfall } from '@srs-desk/shared/billing/pricing.ts';
import { NO_USAGE, type UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { type CustomerMonthRow, readCustomerMonths, readMonthOf } from '../periods/month-store.ts';
import type { Terms } from '../prices/terms.ts';
import { byMonthAndCustomer, type Figure, priceMonths } from './figures.ts';

/** What the lines of a customer's month are billed under: the prices, and for each line which of them. */
interface Plan {
  readonly prices: readonly (StoredPrice | null)[];
  readonly priceOfLine: readonly number[];
}

/**
 * Finds the plan of a row; undefined where a price changes midway. Made once for all customers of the same scope and
 * the same methods.
 */
function planner(terms: Terms) {
  const book = terms.book('customer');
  const plans = new Map<string, Map<string, Plan | undefined>>();
  const make = (externalId: string | null, row: CustomerMonthRow): Plan | undefined => {
    const issuers = JSON.parse(row.issuers) as string[];
    const methods = JSON.parse(row.methods) as string[];
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

type Growing = { -readonly [Name in keyof Figure]: Figure[Name] };

function newFigure(period: Period, externalId: string | null, counts: UsageCounts): Growing {
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

/** Puts a quantity under its price to the figures of a customer, one per currency. */
function addQuantity(figures: Growing[], first: Growing, price: StoredPrice | null, quantity: number): void {
  if (price === null) {
    first.unpriced += quantity;
    return;
  }
  first.currency ??= price.currency;
  let figure = first;
  if (first.currency !== price.currency) {
    const known = figures.find((each) => each.currency === price.currency);
    figure = known ?? newFigure(first.period, first.externalId, NO_USAGE);
    figure.currency = price.currency;
    if (known === undefined) figures.push(figure);
  }
  const pieces = amountFor(quantity, price);
  figure.amountMinor += pieces + shortfall(pieces, quantity, price);
}

/** One figure per currency, as a rule one; counts and what has no price stand on the first of them. */
function figuresOf(externalId: string | null, row: CustomerMonthRow, plan: Plan): Figure[] {
  const first = newFigure(row.period, externalId, row);
  const figures = [first];
  const { prices, priceOfLine } = plan;
  if (row.billable === 0) return figures;
  if (prices.length === 1) {
    addQuantity(figures, first, prices[0] ?? null, row.billable);
    return figures;
  }
  const billables = JSON.parse(row.billables) as number[];
  for (let at = 0; at < prices.length; at += 1) {
    let quantity = 0;
    for (let line = 0; line < billables.length; line += 1) {
      if (priceOfLine[line] === at) quantity += billables[line] ?? 0;
    }
    if (quantity > 0) addQuantity(figures, first, prices[at] ?? null, quantity);
  }
  return figures;
}

/** Spellings that aliases put together with others (empty: orders without External ID). */
function aliased(terms: Terms): ReadonlySet<string> {
  return new Set(terms.data.aliases.flatMap(({ raw, canonical }) => [raw ?? '', canonical]));
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
  terms: Terms,
  without: readonly Period[] = [],
): Figure[] {
  const planOf = planner(terms);
  const merged = aliased(terms);
  const figures: Figure[] = [];
  const longer = new Map<Period, string[]>();
  for (const row of readCustomerMonths(db, from, to, without)) {
    const externalId = row.externalId === '' ? null : row.externalId;
    const plan = merged.has(row.externalId) ? undefined : planOf(externalId, row);
    if (plan !== undefined) {
      for (const figure of figuresOf(externalId, row, plan)) figures.push(figure);
      continue;
    }
    const spellings = longer.get(row.period);
    if (spellings === undefined) longer.set(row.period, [row.externalId]);
    else spellings.push(row.externalId);
  }
  if (longer.size === 0) return figures;
  for (const [period, spellings] of longer) {
    for (const figure of priceMonths(db, readMonthOf(db, period, spellings), terms)) {
      figures.push({ ...figure, issuer: null, method: null });
    }
  }
  return figures.sort(byMonthAndCustomer);
}
