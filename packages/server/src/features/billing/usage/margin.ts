import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Books } from '../books.ts';
import { readPricingTermsOf } from '../periods/queries.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { type EffectiveTotals, readEffectiveTotals } from './effective-totals.ts';
import type { Grouping } from './grouped-usage.ts';
import { type MonthRow, readMonths } from './month-queries.ts';
import { byMonth, priceMonths, type UsageTotal } from './price-months.ts';
import { readGroupings, readSpan, type UsageQuery } from './read-usage.ts';

/** Supplier prices seen as if all orders were one customer's: that is how its tiers and minimum fees count. */
function asOneCustomer(terms: PricingTerms): PricingTerms {
  return { ...terms, resolve: () => null, book: () => terms.book('supplier') };
}

const methodKey = (of: { period: Period; issuer: string | null; method: string | null }) =>
  JSON.stringify([of.period, of.issuer, of.method]);

interface Share {
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  readonly period: Period;
  readonly billable: number;
}

/** Divides an amount by quantities so that the parts add up to it: each gets its share, the largest rests one unit more. */
function divided(amount: number, quantities: readonly number[]): number[] {
  const all = quantities.reduce((sum, each) => sum + each, 0);
  if (all === 0) return quantities.map(() => 0);
  const exact = quantities.map((each) => (amount * each) / all);
  const parts = exact.map(Math.floor);
  let left = amount - parts.reduce((sum, each) => sum + each, 0);
  const byRest = exact.map((each, at) => ({ at, rest: each - Math.floor(each) }));
  for (const { at } of byRest.sort((a, b) => b.rest - a.rest || a.at - b.at)) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

interface Sum {
  row: Omit<MarginRow, 'marginMinor' | 'costMinor' | 'revenueMinor' | 'id'>;
  revenueMinor: number;
  costMinor: number;
}

/** Sums by the groupings asked for, one for each currency. */
function sums(by: ReadonlySet<Grouping>, isClosed: (period: Period) => boolean) {
  const byMethod = by.has('method');
  const all = new Map<string, Sum>();
  return {
    all,
    of(share: Omit<Share, 'billable'>, currency: Currency | null): Sum {
      const period = by.has('period') ? share.period : null;
      const externalId = by.has('externalId') ? share.externalId : null;
      const issuer = byMethod || by.has('issuer') ? share.issuer : null;
      const method = byMethod ? share.method : null;
      const key = [period, externalId, issuer, method, currency].map((part) => part ?? '').join('|');
      let sum = all.get(key);
      if (sum === undefined) {
        const none = { billable: 0, unpriced: 0, uncosted: 0, final: true };
        sum = {
          row: { period, externalId, issuer, method, currency, ...none },
          revenueMinor: 0,
          costMinor: 0,
        };
        all.set(key, sum);
      }
      if (!isClosed(share.period)) sum.row.final = false;
      return sum;
    },
  };
}

/** A sum, and how many of its billable orders have a price. */
interface Told extends Sum {
  readonly priced: number;
}

/**
 * What has no price may be of any currency: each sum of a group has the count of what has none in the group. What has no currency
 * is counted as billable with the first sum, where there is one.
 */
function toldTogether(group: readonly (readonly [string, Sum])[]): [string, Told][] {
  const loose = group.find(([, { row }]) => row.currency === null)?.[1].row;
  const own = group.filter(([, { row }]) => row !== loose);
  const sumOf = (what: 'unpriced' | 'uncosted') => group.reduce((sum, [, { row }]) => sum + row[what], 0);
  const [unpriced, uncosted] = [sumOf('unpriced'), sumOf('uncosted')];
  return (own.length > 0 ? own : group).map(([id, sum], at) => {
    const { row } = sum;
    const more = row !== loose && at === 0 ? (loose?.billable ?? 0) : 0;
    const final = row.final && (loose?.final ?? true);
    const told = { ...row, billable: row.billable + more, unpriced, uncosted, final };
    return [id, { ...sum, row: told, priced: row.billable - row.unpriced }];
  });
}

/** The sums by what they are put together by, whatever their currency. */
function groupsOf(all: ReadonlyMap<string, Sum>): [string, Sum][][] {
  const groups = new Map<string, [string, Sum][]>();
  for (const entry of all) {
    const group = entry[0].slice(0, entry[0].lastIndexOf('|'));
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [entry]);
    else known.push(entry);
  }
  return [...groups.values()];
}

/** As whom an External ID is billed in a month: a closed one keeps the aliases of its time, not who has which order. */
type NameIn = (externalId: string | null, period: Period) => string | null;

function namesAtClose(db: Db, closes: EffectiveTotals['closes']): NameIn {
  const terms = new Map<Period, PricingTerms>();
  return (externalId, period) => {
    const known = terms.get(period) ?? readPricingTermsOf(db, closes.get(period));
    terms.set(period, known);
    return known.resolve(externalId);
  };
}

/** The cost of each method of each month divided over who used it. */
function costShares(rows: readonly MonthRow[], costs: readonly UsageTotal[], nameIn: NameIn) {
  const users = new Map<string, Share[]>();
  for (const row of rows) {
    if (row.billable === 0) continue;
    const share = {
      period: row.period,
      externalId: nameIn(row.externalId || null, row.period),
      issuer: row.issuer || null,
      method: row.method || null,
      billable: row.billable,
    };
    const known = users.get(methodKey(share));
    if (known === undefined) users.set(methodKey(share), [share]);
    else known.push(share);
  }
  return costs.flatMap((cost) => {
    const of = users.get(methodKey(cost)) ?? [];
    const quantities = of.map(({ billable }) => billable);
    const amounts = divided(cost.amountMinor, quantities);
    const uncosted = divided(cost.unpriced, quantities);
    return of.map((share, at) => ({
      share,
      currency: cost.currency,
      costMinor: amounts[at] ?? 0,
      uncosted: uncosted[at] ?? 0,
    }));
  });
}

/** A row says of what has no price that it is not known; of revenue it gives the part that is. */
function rowOf([id, { row, priced, revenueMinor, costMinor }]: readonly [string, Told]): MarginRow {
  const noneEarns = row.unpriced > 0 && priced <= 0 && revenueMinor === 0;
  const costs = row.uncosted === 0;
  return {
    id,
    ...row,
    revenueMinor: noneEarns ? null : revenueMinor,
    costMinor: costs ? costMinor : null,
    marginMinor: costs && row.unpriced === 0 ? revenueMinor - costMinor : null,
  };
}

/**
 * Revenue (closed months as closed, adjustments in the month that carries them) less what the supplier's prices of now say
 * that the same orders cost, minor units, both under the aliases by which customers were billed. Tiers and minimum fees of the
 * supplier are divided by quantity.
 * @throws InvalidInput
 */
export function readMargin(books: Books, asked: UsageQuery): MarginRow[] {
  const { from, to } = readSpan(books, asked);
  const db = books.reader;
  const terms = readPricingTerms(db);
  const { totals, adjustments, closes } = readEffectiveTotals(db, from, to);
  const { all, of } = sums(readGroupings(asked.groupBy), (period) => closes.has(period));
  for (const total of totals) {
    const sum = of(total, total.currency);
    sum.revenueMinor += total.amountMinor;
    sum.row.billable += total.counts.billable;
    sum.row.unpriced += total.unpriced;
  }
  for (const each of adjustments) {
    of({ ...each, period: each.bookedIn }, each.currency).revenueMinor += each.amountMinor;
  }
  const months = readMonths(db, from, to);
  for (const { share, currency, costMinor, uncosted } of costShares(
    months,
    priceMonths(db, months, asOneCustomer(terms)),
    namesAtClose(db, closes),
  )) {
    const sum = of(share, currency);
    sum.costMinor += costMinor;
    sum.row.uncosted += uncosted;
  }
  return groupsOf(all).flatMap(toldTogether).map(rowOf).sort(byMonth);
}
