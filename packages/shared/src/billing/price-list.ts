import * as z from 'zod';
import { LONGEST_EXTERNAL_ID } from '../text/ids.ts';
import {
  byScope,
  type ListProblem,
  methodFits,
  methodRank,
  PRICE_LISTS,
  scopeName,
  validityMessages,
} from './billable.ts';
import { currencySchema } from './money.ts';
import { type Day, daySchema } from './periods.ts';
import { coversDay } from './validity.ts';

/** Price of one identification (minor units) up to and including the n-th of the month; the last has no end. */
const tierSchema = z.strictObject({
  upTo: z.int().positive().nullable(),
  unitMinor: z.int().nonnegative().max(1_000_000_000),
});
export type Tier = z.infer<typeof tierSchema>;

/** One price: whose (an External ID, a group, or everyone), for which method, since when, in tiers. */
export const priceSchema = z.strictObject({
  list: z.enum(PRICE_LISTS).default('customer'),
  externalId: z.string().min(1).max(LONGEST_EXTERNAL_ID).nullable().default(null),
  group: z.string().trim().min(1).max(200).nullable().default(null),
  issuer: z.string().trim().min(1).max(200).nullable().default(null),
  method: z.string().trim().min(1).max(200).nullable().default(null),
  validFrom: daySchema,
  validTo: daySchema.nullable().default(null),
  currency: currencySchema,
  tiers: z.array(tierSchema).min(1).max(50),
  minimumMinor: z.int().nonnegative().max(1_000_000_000).default(0),
  /** A fee of the supplier's for every month in which the price holds, whatever is used. */
  baseMinor: z.int().nonnegative().max(1_000_000_000).default(0),
});
export type Price = z.infer<typeof priceSchema>;

/** A price with the number under which it is stored. */
export type StoredPrice = Price & { readonly id: number };

/** Which group an External ID belongs to; none where the map has no entry. */
export type GroupOf = ReadonlyMap<string, string>;

/** Whom and what a price is asked for. */
interface PriceAsked {
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
}

/** `customer prices of ACME-042 for all methods`: a price's scope in words. */
export function priceName(price: Price): string {
  const whose =
    price.externalId !== null
      ? `of ${price.externalId}`
      : price.group !== null
        ? `of group ${price.group}`
        : 'of everyone';
  return `${price.list} price ${whose} for ${scopeName(price)}`;
}

function scopeKey(price: Price): string {
  return JSON.stringify([price.list, price.externalId, price.group, price.issuer, price.method]);
}

function isFirstOfMonth(day: Day | null): boolean {
  return day === null || day.endsWith('-01');
}

function tierMessages(price: Price): string[] {
  const messages: string[] = [];
  let before = 0;
  price.tiers.forEach((tier, at) => {
    const last = at === price.tiers.length - 1;
    if (last && tier.upTo !== null) messages.push('the last tier must have no upper limit');
    if (!last && tier.upTo === null) messages.push(`tier ${at + 1} has no upper limit but is not the last`);
    if (tier.upTo !== null && tier.upTo <= before) {
      messages.push(`tier ${at + 1} ends at ${tier.upTo}, which is not above ${before}`);
    }
    before = tier.upTo ?? before;
  });
  return messages;
}

/** Whether a price counts by whole months: it has tiers, a minimum or a base fee. */
export function isMonthly(price: Price): boolean {
  return price.tiers.length > 1 || price.minimumMinor > 0 || price.baseMinor > 0;
}

function entryMessages(price: Price): string[] {
  const messages = tierMessages(price);
  if (price.externalId !== null && price.group !== null) {
    messages.push('name an External ID or a group, not both');
  }
  if (price.baseMinor > 0 && price.list !== 'supplier') {
    messages.push('only a supplier price has a base fee');
  }
  if (isMonthly(price) && !(isFirstOfMonth(price.validFrom) && isFirstOfMonth(price.validTo))) {
    messages.push(
      'tiers, minimum and base fees count by whole months: let it begin and end on the first of a month',
    );
  }
  return messages;
}

/** What is wrong with a price list as a whole, each in one sentence; empty when all is well. */
export function checkPriceList(prices: readonly Price[]): ListProblem[] {
  const own = prices.flatMap((price, position) =>
    entryMessages(price).map((message) => ({
      kind: 'entry',
      message: `${priceName(price)}: ${message}`,
      entries: [position],
    })),
  );
  const scopes = byScope(prices, scopeKey);
  const validity = [...scopes.values()].flatMap((scope) => {
    const first = scope[0];
    return first === undefined ? [] : validityMessages(priceName(first), scope);
  });
  return [...own, ...validity];
}

/** Finds the price that holds; made once from a list and asked often. */
export interface PriceBook {
  readonly prices: readonly StoredPrice[];
  /** Equal for those External IDs that every price treats alike. */
  scopeOf(externalId: string | null): string;
  /** The price on a day, or null when none holds. External ID beats group beats everyone; then the method. */
  priceFor(asked: PriceAsked, day: Day): StoredPrice | null;
  /** The one price (or null) that holds from `from` until before `to`; undefined where that changes in between. */
  priceThrough(asked: PriceAsked, from: Day, to: Day): StoredPrice | null | undefined;
  /** What holds from `from` until before `to`, part by part: a part begins where a price that fits begins or ends to hold. */
  partsWithin(asked: PriceAsked, from: Day, to: Day): readonly PricePart[];
}

/** A part of a span of days under one price, or none. */
export interface PricePart {
  readonly from: Day;
  readonly price: StoredPrice | null;
}

/** So many answers are kept; then they are found anew. */
const MOST_KEPT = 100_000;

function rank(price: Price): number {
  return (price.externalId !== null ? 20 : price.group !== null ? 10 : 0) + methodRank(price);
}

/** Makes a book of one list of prices, in which External IDs are members of at most one group. */
export function createPriceBook(prices: readonly StoredPrice[], groupOf: GroupOf): PriceBook {
  const ranked = [...prices].sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  const own = new Map<string, StoredPrice[]>();
  for (const price of ranked) {
    if (price.externalId === null) continue;
    const known = own.get(price.externalId);
    if (known === undefined) own.set(price.externalId, [price]);
    else known.push(price);
  }
  const shared = ranked.filter((price) => price.externalId === null);
  const found = new Map<string, readonly StoredPrice[]>();
  /** Those without a price of their own share what is found for their group, or for everyone. */
  const scopeOf = (externalId: string | null): string => {
    if (externalId === null) return 'everyone';
    if (own.has(externalId)) return `one\u0000${externalId}`;
    const group = groupOf.get(externalId);
    return group === undefined ? 'everyone' : `group\u0000${group}`;
  };
  const candidates = (asked: PriceAsked): readonly StoredPrice[] => {
    const key = `${scopeOf(asked.externalId)}\u0000${asked.issuer ?? ''}\u0000${asked.method ?? ''}`;
    let fitting = found.get(key);
    if (fitting === undefined) {
      const group = asked.externalId === null ? undefined : groupOf.get(asked.externalId);
      // A price of an External ID's own outranks every shared one.
      const ofOwn = (asked.externalId === null ? undefined : own.get(asked.externalId)) ?? [];
      fitting = [
        ...ofOwn.filter((price) => methodFits(price, asked)),
        ...shared.filter(
          (price) => (price.group === null || price.group === group) && methodFits(price, asked),
        ),
      ];
      if (found.size >= MOST_KEPT) found.clear();
      found.set(key, fitting);
    }
    return fitting;
  };
  const priceFor = (asked: PriceAsked, day: Day) => {
    for (const price of candidates(asked)) if (coversDay(price, day)) return price;
    return null;
  };
  const cut = new Map<string, readonly PricePart[]>();
  const partsWithin = (asked: PriceAsked, from: Day, to: Day): readonly PricePart[] => {
    const key = `${scopeOf(asked.externalId)}\u0000${asked.issuer ?? ''}\u0000${asked.method ?? ''}\u0000${from}${to}`;
    let parts = cut.get(key);
    if (parts === undefined) {
      const days = candidates(asked).flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? from]);
      const starts = new Set([from, ...days.filter((day) => day > from && day < to).sort()]);
      parts = [...starts].map((day) => ({ from: day, price: priceFor(asked, day) }));
      if (cut.size >= MOST_KEPT) cut.clear();
      cut.set(key, parts);
    }
    return parts;
  };
  const priceThrough = (asked: PriceAsked, from: Day, to: Day) => {
    const [first, ...others] = partsWithin(asked, from, to);
    return others.length > 0 ? undefined : (first?.price ?? null);
  };
  return { prices, scopeOf, priceFor, priceThrough, partsWithin };
}
