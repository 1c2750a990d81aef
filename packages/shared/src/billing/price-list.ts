import { z } from 'zod';
import {
  byScope,
  type ListProblem,
  methodFits,
  methodRank,
  scopeName,
  validityMessages,
} from './billable.ts';
import { type Currency, currencySchema } from './money.ts';
import { type Day, daySchema } from './periods.ts';
import { coversDay } from './validity.ts';

/** Whose prices: what our customers pay, or what the supplier charges us (expected on its invoice). */
export const PRICE_LISTS = ['customer', 'supplier'] as const;
export type PriceListName = (typeof PRICE_LISTS)[number];

/** Price of one identification (minor units) up to and including the n-th of the month; the last has no end. */
export const tierSchema = z.strictObject({
  upTo: z.int().positive().nullable(),
  unitMinor: z.int().nonnegative().max(1_000_000_000),
});
export type Tier = z.infer<typeof tierSchema>;

/** One price: whose (an External ID, a group, or everyone), for which method, since when, in tiers. */
export const priceSchema = z.strictObject({
  list: z.enum(PRICE_LISTS).default('customer'),
  externalId: z.string().min(1).max(200).nullable().default(null),
  group: z.string().trim().min(1).max(200).nullable().default(null),
  issuer: z.string().trim().min(1).max(200).nullable().default(null),
  method: z.string().trim().min(1).max(200).nullable().default(null),
  validFrom: daySchema,
  validTo: daySchema.nullable().default(null),
  currency: currencySchema,
  tiers: z.array(tierSchema).min(1).max(50),
  minimumMinor: z.int().nonnegative().max(1_000_000_000).default(0),
});
export type Price = z.infer<typeof priceSchema>;

/** A price with the number under which it is stored. */
export type StoredPrice = Price & { readonly id: number };

/** Which group an External ID belongs to; none where the map has no entry. */
export type GroupOf = ReadonlyMap<string, string>;

/** Whom and what a price is asked for. */
export interface PriceAsked {
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

function entryMessages(price: Price): string[] {
  const messages = tierMessages(price);
  if (price.externalId !== null && price.group !== null) {
    messages.push('name an External ID or a group, not both');
  }
  const monthly = price.tiers.length > 1 || price.minimumMinor > 0;
  if (monthly && !(isFirstOfMonth(price.validFrom) && isFirstOfMonth(price.validTo))) {
    messages.push(
      'tiers and minimum fees count by whole months: let it begin and end on the first of a month',
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
  /** The price on a day, or null when none holds. External ID beats group beats everyone; then the method. */
  priceFor(asked: PriceAsked, day: Day): StoredPrice | null;
  /** Days within [from, to) on which another price than before begins to hold for what is asked. */
  changesWithin(asked: PriceAsked, from: Day, to: Day): Day[];
}

function rank(price: Price): number {
  return (price.externalId !== null ? 20 : price.group !== null ? 10 : 0) + methodRank(price);
}

/** Makes a book of one list of prices, in which External IDs are members of at most one group. */
export function createPriceBook(prices: readonly StoredPrice[], groupOf: GroupOf): PriceBook {
  const found = new Map<string, StoredPrice[]>();
  const byCustomer = new Map<string, StoredPrice[]>();
  for (const price of prices) {
    const key = JSON.stringify([price.externalId, price.group]);
    byCustomer.set(key, [...(byCustomer.get(key) ?? []), price]);
  }
  const candidates = (asked: PriceAsked): StoredPrice[] => {
    const key = JSON.stringify([asked.externalId, asked.issuer, asked.method]);
    const known = found.get(key);
    if (known !== undefined) return known;
    const group = asked.externalId === null ? undefined : groupOf.get(asked.externalId);
    const keys = [JSON.stringify([null, null])];
    if (asked.externalId !== null) keys.push(JSON.stringify([asked.externalId, null]));
    if (group !== undefined) keys.push(JSON.stringify([null, group]));
    const fitting = keys
      .flatMap((each) => byCustomer.get(each) ?? [])
      .filter((price) => methodFits(price, asked))
      .sort((a, b) => rank(b) - rank(a) || a.id - b.id);
    found.set(key, fitting);
    return fitting;
  };
  const priceFor = (asked: PriceAsked, day: Day) =>
    candidates(asked).find((price) => coversDay(price, day)) ?? null;
  const changesWithin = (asked: PriceAsked, from: Day, to: Day) => {
    const days = new Set<Day>();
    for (const price of candidates(asked)) {
      for (const day of [price.validFrom, price.validTo]) {
        if (day !== null && day > from && day < to) days.add(day);
      }
    }
    return [...days].sort();
  };
  return { prices, priceFor, changesWithin };
}

/** Currencies in which a list charges, in order. */
export function currenciesOf(prices: readonly Price[]): Currency[] {
  return [...new Set(prices.map((price) => price.currency))].sort();
}
