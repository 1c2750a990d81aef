import type { Bounds, Day, Period } from '@srs-desk/shared/billing/periods.ts';
import { and, eq, gte, isNotNull, lt, ne, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { IS_OPEN_ORPHAN } from '../../orders/index.ts';
import { orderSync, orders } from '../../orders/table.ts';
import { usageMonths, usageOrders, usageSources } from '../usage/table.ts';

const sumOf = (column: SQLiteColumn, where: SQL | undefined): SQL<number> =>
  sql<number>`(SELECT coalesce(sum(${column}), 0) FROM ${column.table} WHERE ${where})`;
const countOf = (from: SQLWrapper, where: SQL | undefined): SQL<number> =>
  sql<number>`(SELECT count(*) FROM ${from} WHERE ${where})`;

const { outcome, verified, placedDay } = usageOrders;
const unverified = and(eq(outcome, 'terminated'), eq(verified, false));

/** Orders that may still move on, with their usage. Its condition is that of the index `usage_orders_moving`. */
const moving = sql`${usageOrders} JOIN ${orders} ON ${orders.id} = ${usageOrders.orderId}`;
const isMoving = sql`${or(eq(outcome, 'pending'), unverified)}`.inlineParams();

const facts = statement(
  {
    period: usageMonths.period,
    fromDay: placedDay,
    toDay: placedDay,
    from: orders.createdAt,
    to: orders.createdAt,
    syncedSince: 'integer',
  },
  (db, { period, fromDay, toDay, from, to, syncedSince }) => {
    const ofMonth = eq(usageMonths.period, period);
    const placedWithin = and(gte(placedDay, fromDay), lt(placedDay, toDay), isMoving);
    const nameless = and(eq(usageSources.period, period), eq(usageSources.externalId, ''));
    const imported = sql`${usageSources.source} IN ('none_import', 'none_register')`;
    const noted = (which: SQL | undefined) =>
      countOf(entries, and(which, gte(entries.at, from), lt(entries.at, to)));
    const isGap = sql`${and(ne(entries.kind, 'call'), eq(entries.action, 'gateway.gap'))}`.inlineParams();
    return db.rows(
      {
        placed: sumOf(usageMonths.placed, ofMonth),
        pending: sumOf(usageMonths.pending, ofMonth),
        unverified: countOf(moving, and(placedWithin, unverified, ne(orders.verifyStatus, 'no_evidence'))),
        notSynced: countOf(
          sql`${moving} LEFT JOIN ${orderSync} ON ${orderSync.id} = ${orders.id}`,
          and(placedWithin, sql`coalesce(${orderSync.lastSyncedAt}, 0) < ${syncedSince}`),
        ),
        gatewayGaps: noted(isGap),
        possibleOrphans: noted(IS_OPEN_ORPHAN),
        withoutExternalId: sumOf(usageSources.placed, nameless),
        importedWithoutExternalId: sumOf(usageSources.placed, and(nameless, imported)),
        monthUncertain: countOf(
          orders,
          and(sql`${orders.createdAtKnown} = 0`, gte(orders.createdAt, from), lt(orders.createdAt, to)),
        ),
        gone: countOf(
          orders,
          and(isNotNull(orders.goneAt), gte(orders.createdAt, from), lt(orders.createdAt, to)),
        ),
      },
      (columns) => sql`SELECT ${columns}`,
    );
  },
);

/** What of a month is counted from the database for judging its completeness. */
export function readMonthFacts(
  db: Db,
  period: Period,
  bounds: Bounds,
  days: { from: Day; to: Day },
  syncedSince: number,
) {
  const found = facts(db).get({ period, fromDay: days.from, toDay: days.to, ...bounds, syncedSince });
  if (found === undefined) throw new Error('a SELECT of counts gave no row');
  return found;
}
