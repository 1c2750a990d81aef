import { methodFits } from '@srs-desk/shared/billing/billable.ts';
import type { StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import { and, asc, gt, gte, isNotNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { usageOrders } from '../usage/table.ts';
import { readPricingTerms } from './queries.ts';

/** Orders looked at in one read. */
const AT_ONCE = 2000;

const { orderId, externalId, issuer, method, billedDay } = usageOrders;

const billedWithin = statement(
  { orderId, from: 'text', to: 'text?', limit: 'integer' },
  (db, { orderId: after, from, to, limit }) =>
    db
      .select({ orderId, externalId, issuer, method, billedDay })
      .from(usageOrders)
      .where(
        and(
          gt(orderId, after),
          isNotNull(billedDay),
          gte(billedDay, from),
          or(sql`${to} IS NULL`, lt(billedDay, to)),
        ),
      )
      .orderBy(asc(orderId))
      .limit(limit),
);

/** Whether any order is billed under a price: it then belongs to the past of an open or closed month. */
export function isPriceUsed(db: Db, price: StoredPrice): boolean {
  const terms = readPricingTerms(db);
  const book = terms.book(price.list);
  for (let after: number | undefined = 0; after !== undefined; ) {
    const rows = billedWithin(db).all({
      orderId: after,
      from: price.validFrom,
      to: price.validTo,
      limit: AT_ONCE,
    });
    for (const row of rows) {
      const scope = { issuer: row.issuer || null, method: row.method || null };
      if (row.billedDay === null || !methodFits(price, scope)) continue;
      const asked = { ...scope, externalId: terms.resolve(row.externalId || null) };
      if (book.priceFor(asked, row.billedDay)?.id === price.id) return true;
    }
    after = rows.length < AT_ONCE ? undefined : rows.at(-1)?.orderId;
  }
  return false;
}
