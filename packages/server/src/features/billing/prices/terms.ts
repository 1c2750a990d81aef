import { type Alias, aliasResolver, type ResolveAlias } from '@srs-desk/shared/billing/external-id.ts';
import {
  createPriceBook,
  type PriceBook,
  type PriceListName,
  type StoredPrice,
} from '@srs-desk/shared/billing/price-list.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readAliases, readGroups, readLateVersion, readPrices } from './terms-store.ts';

/** What amounts rest on besides the orders: prices, groups and aliases. Plain data, frozen with a close. */
export interface TermsData {
  readonly prices: readonly StoredPrice[];
  readonly groups: readonly (readonly [externalId: string, group: string])[];
  readonly aliases: readonly Alias[];
}

/** Terms ready to be asked. */
export interface Terms {
  readonly data: TermsData;
  readonly groupOf: ReadonlyMap<string, string>;
  /** Follows aliases; null stands for no External ID. */
  readonly resolve: ResolveAlias;
  /** All raw spellings (empty: none) that are billed as this External ID, itself included. */
  spellingsOf(externalId: string | null): string[];
  book(list: PriceListName): PriceBook;
}

/** Makes terms of their data. */
export function termsOf(data: TermsData): Terms {
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

const known = new WeakMap<Db, { version: number; data: TermsData }>();

/** The terms as they stand now. Read again only when something touched them. */
export function readTerms(db: Db): Terms {
  const version = readLateVersion(db);
  let kept = known.get(db);
  if (kept?.version !== version) {
    const data: TermsData = {
      prices: readPrices(db).map(({ changedAt: _, changedBy: __, ...price }) => price),
      groups: readGroups(db).map((row) => [row.externalId, row.group] as const),
      aliases: readAliases(db).map(({ raw, canonical }) => ({ raw, canonical })),
    };
    kept = { version, data };
    known.set(db, kept);
  }
  return termsOf(kept.data);
}
