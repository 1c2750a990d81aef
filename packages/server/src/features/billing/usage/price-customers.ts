import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricePart, StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import { amountFor, shortfall } from '@srs-desk/shared/billing/pricing.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { NO_USAGE, type UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { type CustomerMonthRow, readCustomerMonths, readMonthOf } from './month-queries.ts';
import { type PartCounts, partCounts, quantitiesOf } from './part-counts.ts';
import { byMonthAndCustomer, priceMonths, type UsageTotal } from './price-months.ts';

/** What the lines of a customer's month are billed under: the prices, and for each line which of them in each of its parts. */
interface Plan {
  readonly prices: readonly (StoredPrice | null)[];
  readonly lines: readonly PlannedLine[];
  /** Whether a price changes midway. */
  readonly changes: boolean;
  /** One line stands for all, which have the same prices on the same days. */
  readonly isWhole: boolean;
}

interface PlannedLine {
  readonly issuer: string | null;
  readonly method: string | null;
  readonly parts: readonly PricePart[];
  /** Of each part the place of its price among the plan's. */
  readonly priceOfPart: readonly number[];
}

const planners = new WeakMap<PricingTerms, ReturnType<typeof planner>>();

/** The planner of these terms, kept as long as they are. */
function plannerOf(pricingTerms: PricingTerms): ReturnType<typeof planner> {
  const known = planners.get(pricingTerms) ?? planner(pricingTerms);
  planners.set(pricingTerms, known);
  return known;
}

/** So many plans are kept; then they are made anew. */
const MOST_KEPT = 20_000;

/** Finds the plan of a row, made once for all customers of the same scope and the same methods. */
function planner(pricingTerms: PricingTerms) {
  const book = pricingTerms.book('customer');
  const plans = new Map<string, Map<string, Plan>>();
  let kept = 0;
  const make = (externalId: string | null, row: CustomerMonthRow): Plan => {
    const issuers: string[] = JSON.parse(row.issuers);
    const methods: string[] = JSON.parse(row.methods);
    const [from, to] = [firstDayOf(row.period), firstDayOf(addMonths(row.period, 1))];
    const prices: (StoredPrice | null)[] = [];
    const placeOf = ({ price }: PricePart): number => {
      const known = prices.indexOf(price);
      return known === -1 ? prices.push(price) - 1 : known;
    };
    const lines = methods.map((name, line): PlannedLine => {
      const [issuer, method] = [issuers[line] || null, name || null];
      const parts = book.partsWithin({ externalId, issuer, method }, from, to);
      return { issuer, method, parts, priceOfPart: parts.map(placeOf) };
    });
    const changes = lines.some(({ parts }) => parts.length > 1);
    const [first] = lines;
    const isWhole = changes && first !== undefined && lines.every((line) => isLike(line, first));
    return { prices, lines: isWhole ? [{ ...first, issuer: null, method: null }] : lines, changes, isWhole };
  };
  return (externalId: string | null, row: CustomerMonthRow): Plan => {
    const lines = `${row.period}${row.issuers}${row.methods}`;
    let ofLines = plans.get(lines);
    if (ofLines === undefined) {
      ofLines = new Map();
      plans.set(lines, ofLines);
    }
    const scope = book.scopeOf(externalId);
    let plan = ofLines.get(scope);
    if (plan === undefined) {
      plan = make(externalId, row);
      if (kept >= MOST_KEPT) {
        plans.clear();
        kept = 0;
      }
      ofLines.set(scope, plan);
      kept += 1;
    }
    return plan;
  };
}

function isLike(line: PlannedLine, other: PlannedLine): boolean {
  const { parts, priceOfPart } = other;
  return (
    line.parts.length === parts.length &&
    line.parts.every(({ from }, at) => from === parts[at]?.from && line.priceOfPart[at] === priceOfPart[at])
  );
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
function totalsOfCustomer(
  externalId: string | null,
  row: CustomerMonthRow,
  { prices, lines, isWhole }: Plan,
  counts: PartCounts,
): UsageTotal[] {
  const first = newTotal(row.period, externalId, row);
  const totals = [first];
  if (row.billable === 0) return totals;
  if (prices.length === 1) {
    addQuantity(totals, first, prices[0] ?? null, row.billable);
    return totals;
  }
  const billables: number[] = isWhole ? [row.billable] : JSON.parse(row.billables);
  const quantities = prices.map(() => 0);
  const add = (place: number | undefined, quantity: number): void => {
    if (place !== undefined) quantities[place] = (quantities[place] ?? 0) + quantity;
  };
  for (const [at, { issuer, method, parts, priceOfPart }] of lines.entries()) {
    const billable = billables[at] ?? 0;
    if (parts.length === 1) add(priceOfPart[0], billable);
    else if (billable > 0) {
      const cut = quantitiesOf(counts, externalId, { issuer, method, billable }, parts);
      for (const [part, quantity] of cut.entries()) add(priceOfPart[part], quantity);
    }
  }
  for (const [at, price] of prices.entries()) {
    const quantity = quantities[at] ?? 0;
    if (quantity > 0) addQuantity(totals, first, price, quantity);
  }
  return totals;
}

/** Spellings that aliases put together with others (empty: orders without External ID). */
function aliased(pricingTerms: PricingTerms): ReadonlySet<string> {
  return new Set(pricingTerms.data.aliases.flatMap(({ raw, canonical }) => [raw ?? '', canonical]));
}

/** Appends to what a month has gathered. */
function gather<T>(months: Map<Period, T[]>, period: Period, one: T): void {
  const known = months.get(period);
  if (known === undefined) months.set(period, [one]);
  else known.push(one);
}

/** A customer's month and what it is billed under. */
interface Planned {
  row: CustomerMonthRow;
  plan: Plan;
}

const NO_PARTS: PartCounts = new Map();

/**
 * Prices whole customers without looking at each of their methods: per month, External ID and currency, the sums of what
 * `priceMonths` gives (issuer and method are null). Months `without` are left out. Spellings merged by an alias go the longer way
 * through `priceMonths`.
 */
export function priceCustomers(
  db: Db,
  from: Period,
  to: Period,
  pricingTerms: PricingTerms,
  without: readonly Period[] = [],
): UsageTotal[] {
  const planOf = plannerOf(pricingTerms);
  const merged = aliased(pricingTerms);
  const totals: UsageTotal[] = [];
  const longer = new Map<Period, string[]>();
  const changing = { customer: new Map<Period, Planned[]>(), method: new Map<Period, Planned[]>() };
  for (const row of readCustomerMonths(db, from, to, without)) {
    if (merged.has(row.externalId)) {
      gather(longer, row.period, row.externalId);
      continue;
    }
    const plan = planOf(row.externalId || null, row);
    if (plan.changes && row.billable > 0)
      gather(changing[plan.isWhole ? 'customer' : 'method'], row.period, { row, plan });
    else
      for (const total of totalsOfCustomer(row.externalId || null, row, plan, NO_PARTS)) totals.push(total);
  }
  if (longer.size + changing.customer.size + changing.method.size === 0) return totals;
  for (const grain of ['customer', 'method'] as const) {
    for (const [period, customers] of changing[grain]) {
      const spellings = customers.map(({ row }) => row.externalId);
      const counts = partCounts(db, pricingTerms, period, spellings, [], grain);
      for (const { row, plan } of customers)
        totals.push(...totalsOfCustomer(row.externalId || null, row, plan, counts));
    }
  }
  for (const [period, spellings] of longer) {
    for (const total of priceMonths(db, readMonthOf(db, period, spellings), pricingTerms)) {
      totals.push({ ...total, issuer: null, method: null });
    }
  }
  return totals.sort(byMonthAndCustomer);
}
