import type { PriceListName } from './billable.ts';
import { type Alias, aliasResolver, type ResolveAlias } from './external-id.ts';
import { createPriceBook, type PriceBook, type StoredPrice } from './price-list.ts';

/** What amounts rest on besides the orders: prices, groups and aliases. Plain data, frozen with a close. */
export interface PricingTermsData {
  readonly prices: readonly StoredPrice[];
  readonly groups: readonly (readonly [externalId: string, group: string])[];
  readonly aliases: readonly Alias[];
}

/** Pricing terms ready to be asked. */
export interface PricingTerms {
  readonly data: PricingTermsData;
  readonly groupOf: ReadonlyMap<string, string>;
  /** Follows aliases; null stands for no External ID. */
  readonly resolve: ResolveAlias;
  /** All raw spellings (empty: none) that are billed as this External ID, itself included. */
  spellingsOf(externalId: string | null): string[];
  book(list: PriceListName): PriceBook;
}

/** Makes pricing terms of their data. */
export function pricingTermsOf(data: PricingTermsData): PricingTerms {
  const groupOf = new Map(data.groups);
  const resolve = aliasResolver(data.aliases);
  const books = new Map<PriceListName, PriceBook>();
  return {
    data,
    groupOf,
    resolve,
    spellingsOf(externalId) {
      const aliases = data.aliases.filter((alias) => alias.canonical === externalId);
      const spellings = aliases.map((alias) => alias.raw ?? '');
      return resolve(externalId) === externalId ? [externalId ?? '', ...spellings] : spellings;
    },
    book(list) {
      let book = books.get(list);
      if (book === undefined) {
        book = createPriceBook(
          data.prices.filter((price) => price.list === list),
          groupOf,
        );
        books.set(list, book);
      }
      return book;
    },
  };
}
