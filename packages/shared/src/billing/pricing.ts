import type { Currency } from './money.ts';
import type { Tier } from './price-list.ts';

/** A part of a quantity that has one unit price. */
interface TierPart {
  /** First and last piece of the part, counted from 1 within the month. */
  readonly from: number;
  readonly to: number;
  readonly unitMinor: number;
  readonly amountMinor: number;
}

/** Price of the n-th piece of a month (n counted from 1), minor units. */
export function unitPriceAt(tiers: readonly Tier[], n: number): number {
  const tier = tiers.find((each) => each.upTo === null || n <= each.upTo) ?? tiers.at(-1);
  if (tier === undefined) throw new RangeError('a price without tiers has no unit price');
  return tier.unitMinor;
}

/**
 * The graduated price of the pieces after the first `used` ones: how many of `quantity` fall into each tier.
 * Pieces in an earlier tier keep that tier's price (graduated, not volume, pricing).
 */
export function tierParts(tiers: readonly Tier[], quantity: number, used = 0): TierPart[] {
  const parts: TierPart[] = [];
  let at = used;
  const end = used + quantity;
  for (const tier of tiers) {
    if (at >= end) break;
    const to = tier.upTo === null ? end : Math.min(end, tier.upTo);
    if (to <= at) continue;
    parts.push({ from: at + 1, to, unitMinor: tier.unitMinor, amountMinor: (to - at) * tier.unitMinor });
    at = to;
  }
  return parts;
}

/** What `quantity` pieces cost after the first `used` ones, minor units, without any minimum fee. */
export function amountFor(quantity: number, price: { tiers: readonly Tier[] }, used = 0): number {
  const [only] = price.tiers;
  if (only !== undefined && only.upTo === null) return quantity * only.unitMinor;
  return tierParts(price.tiers, quantity, used).reduce((sum, part) => sum + part.amountMinor, 0);
}

/** What is missing to the minimum fee of a month with use, minor units; 0 without use. */
export function shortfall(amountMinor: number, quantity: number, price: { minimumMinor: number }): number {
  return quantity > 0 ? Math.max(0, price.minimumMinor - amountMinor) : 0;
}

/** The price that rates an item, as far as rating needs it. */
interface RatingPrice {
  readonly id: number;
  readonly currency: Currency;
  readonly tiers: readonly Tier[];
  readonly minimumMinor: number;
}

/** Some billable pieces of one External ID and month, of one issuer and method, under one price (or none). */
interface RatingItem<P extends RatingPrice = RatingPrice> {
  readonly issuer: string | null;
  readonly method: string | null;
  readonly quantity: number;
  readonly price: P | null;
}

/** An item with what it costs: its pieces, and the minimum fee's difference that fell to it. */
type Rated<T> = T & {
  readonly currency: Currency | null;
  readonly piecesMinor: number;
  readonly shortfallMinor: number;
  readonly amountMinor: number;
};

function compareText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** The one order in which pieces use up tiers: by issuer, then method; nothing named comes first. */
export function compareMethod(
  a: { issuer: string | null; method: string | null },
  b: { issuer: string | null; method: string | null },
): number {
  return compareText(a.issuer, b.issuer) || compareText(a.method, b.method);
}

/**
 * Rates the items of **one** External ID and **one** month. Items under the same price share its tiers, used up
 * in the order of issuer and method (items of the same method: in the order given), and its minimum fee, whose
 * difference falls to the last of them. So the sum over any finer split of the items is the same to the cent.
 */
export function rateMonth<P extends RatingPrice, T extends RatingItem<P>>(items: readonly T[]): Rated<T>[] {
  const sorted = items
    .map((item, at) => ({ item, at }))
    .sort((a, b) => compareMethod(a.item, b.item) || a.at - b.at);
  const used = new Map<number, { quantity: number; amount: number; last: number }>();
  const pieces = sorted.map(({ item: { price, quantity } }, position) => {
    if (price === null) return 0;
    const sum = used.get(price.id) ?? { quantity: 0, amount: 0, last: position };
    used.set(price.id, sum);
    const amount = amountFor(quantity, price, sum.quantity);
    sum.quantity += quantity;
    sum.amount += amount;
    if (quantity > 0) sum.last = position;
    return amount;
  });
  return sorted.map(({ item }, position) => {
    const piecesMinor = pieces[position] ?? 0;
    const total = item.price === null ? undefined : used.get(item.price.id);
    const falls = item.price !== null && total !== undefined && total.last === position;
    const shortfallMinor = falls ? shortfall(total.amount, total.quantity, item.price) : 0;
    return {
      ...item,
      currency: item.price?.currency ?? null,
      piecesMinor,
      shortfallMinor,
      amountMinor: piecesMinor + shortfallMinor,
    };
  });
}
