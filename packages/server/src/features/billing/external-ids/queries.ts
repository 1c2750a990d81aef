import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import { and, asc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orders } from '../../orders/table.ts';
import { usageOrders } from '../usage/table.ts';
import { billingAliases } from './table.ts';

const aliases = statement((db) => db.select().from(billingAliases).orderBy(asc(billingAliases.raw)));

/** All aliases, by raw value; `raw` is null for orders without External ID. */
export function readAliases(db: Db) {
  return aliases(db)
    .all()
    .map((row) => ({ ...row, raw: row.raw === '' ? null : row.raw }));
}

const other = alias(orders, 'other');

/** The External ID of another order, the first of those that fit. */
function externalIdOf(condition: SQL, order: SQL = sql``): SQL<string | null> {
  return sql`(SELECT ${other.externalId} FROM ${orders} AS ${other}
    WHERE ${condition} AND trim(${other.externalId}) <> '' ${order} LIMIT 1)`;
}

const UNASSIGNED = {
  refId: orders.refId,
  method: usageOrders.method,
  placedDay: usageOrders.placedDay,
  outcome: usageOrders.outcome,
  source: usageOrders.source,
  /** External ID of the order it replaces, of one that replaces it, of another order of the same person. */
  predecessor: externalIdOf(sql`${other.refId} = ${orders.predecessorRefId}`),
  successor: externalIdOf(sql`${other.predecessorRefId} = ${orders.refId}`),
  samePerson: externalIdOf(
    sql`${other.personToken} = ${orders.personToken}`,
    sql`ORDER BY ${other.createdAt} DESC`,
  ),
};

const unassigned = statement(
  { from: usageOrders.placedDay, to: usageOrders.placedDay, limit: 'integer' },
  (db, { from, to, limit }) =>
    db
      .select(UNASSIGNED)
      .from(usageOrders)
      .innerJoin(orders, eq(orders.id, usageOrders.orderId))
      .where(
        and(eq(usageOrders.externalId, ''), gte(usageOrders.placedDay, from), lt(usageOrders.placedDay, to)),
      )
      .orderBy(asc(usageOrders.placedDay), asc(orders.id))
      .limit(limit),
);

/** Orders placed in a month without an External ID, oldest first. */
export function readUnassigned(db: Db, period: Period, limit: number) {
  return unassigned(db).all({ from: firstDayOf(period), to: firstDayOf(addMonths(period, 1)), limit });
}
