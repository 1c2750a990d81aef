import type { StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import {
  type PricingTerms,
  type PricingTermsData,
  pricingTermsOf,
} from '@srs-desk/shared/billing/pricing-terms.ts';
import { asc } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { readAliases } from '../external-ids/queries.ts';
import { readPricingVersion } from '../usage/state.ts';
import { billingGroups, billingPrices, billingRules } from './table.ts';

const prices = statement((db) => db.select().from(billingPrices).orderBy(asc(billingPrices.id)));
const rules = statement((db) => db.select().from(billingRules).orderBy(asc(billingRules.id)));
const groups = statement((db) => db.select().from(billingGroups).orderBy(asc(billingGroups.externalId)));

/** All prices of both lists, by id. */
export function readPrices(db: Db): (typeof billingPrices.$inferSelect)[] {
  return prices(db).all();
}

/** All billable rules, by id. */
export function readRules(db: Db): (typeof billingRules.$inferSelect)[] {
  return rules(db).all();
}

/** All memberships in price groups, by External ID. */
export function readGroups(db: Db): (typeof billingGroups.$inferSelect)[] {
  return groups(db).all();
}

const known = new WeakMap<Db, { version: number; terms: PricingTerms }>();

/** The pricing terms as they stand now. Read again only when something changed them. */
export function readPricingTerms(db: Db): PricingTerms {
  const version = readPricingVersion(db);
  let kept = known.get(db);
  if (kept?.version !== version) {
    const data: PricingTermsData = {
      prices: readPrices(db).map(({ changedAt: _, changedBy: __, ...price }): StoredPrice => price),
      groups: readGroups(db).map((row) => [row.externalId, row.group] as const),
      aliases: readAliases(db).map(({ raw, canonical }) => ({ raw, canonical })),
    };
    kept = { version, terms: pricingTermsOf(data) };
    known.set(db, kept);
  }
  return kept.terms;
}
