import type { Day, Period } from '@srs-desk/shared/billing/periods.ts';
import { and, asc, between, eq, gte, lt, sql } from 'drizzle-orm';
import { union } from 'drizzle-orm/sqlite-core';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orders } from '../../orders/table.ts';
import { usageDays, usageMonths, usageOrders, usageSources } from './table.ts';

const { day, externalId, issuer, method } = usageDays;

const parts = statement({ parts: 'text', spellings: 'text?' }, (db, given) =>
  db.rows(
    {
      part: sql<Day>`p.value ->> 'from'`,
      externalId,
      issuer,
      method,
      billable: sql<number>`sum(${usageDays.billable})`,
    },
    (columns) => sql`SELECT ${columns} FROM json_each(${given.parts}) p
      JOIN ${usageDays} ON ${day} >= p.value ->> 'from' AND ${day} < p.value ->> 'to'
      WHERE ${usageDays.billable} > 0 AND (${given.spellings} IS NULL OR ${inJsonList(externalId, given.spellings)})
      GROUP BY p.key, ${externalId}, ${issuer}, ${method}`,
  ),
);

const partSums = statement({ parts: 'text', spellings: 'text?' }, (db, given) =>
  db.rows(
    { part: sql<Day>`p.value ->> 'from'`, externalId, billable: sql<number>`sum(${usageDays.billable})` },
    (columns) => sql`SELECT ${columns} FROM json_each(${given.parts}) p
      JOIN ${usageDays} ON ${day} >= p.value ->> 'from' AND ${day} < p.value ->> 'to'
      WHERE ${usageDays.billable} > 0 AND (${given.spellings} IS NULL OR ${inJsonList(externalId, given.spellings)})
      GROUP BY p.key, ${externalId}`,
  ),
);

/** Past so many spellings it costs more to look each row's up among them than to sum the rows of others, too. */
const MOST_LISTED = 200;

function listed(spellings: readonly string[]): string | null {
  return spellings.length > MOST_LISTED ? null : JSON.stringify(spellings);
}

/** Bounds of the parts that begin on `starts` (ascending); the last ends before `to`. */
function boundsOf(starts: readonly Day[], to: Day): string {
  return JSON.stringify(starts.map((from, at) => ({ from, to: starts[at + 1] ?? to })));
}

/** As {@link readParts}, over all issuers and methods. */
export function readPartSums(db: Db, starts: readonly Day[], to: Day, spellings: readonly string[]) {
  return partSums(db).all({ parts: boundsOf(starts, to), spellings: listed(spellings) });
}

/**
 * What is billable per External ID, issuer and method from one day on until the next part of the month begins: orders of
 * some spellings (and where these are many, of others, too), in each of the parts that begin on `starts` (ascending); the last ends before `to`.
 */
export function readParts(db: Db, starts: readonly Day[], to: Day, spellings: readonly string[]) {
  return parts(db).all({ parts: boundsOf(starts, to), spellings: listed(spellings) });
}

const daySums = statement({ from: day, to: day, spellings: 'text?' }, (db, { from, to, spellings }) =>
  db
    .select({
      day,
      placed: sql<number>`sum(${usageDays.placed})`,
      billable: sql<number>`sum(${usageDays.billable})`,
    })
    .from(usageDays)
    .where(
      and(gte(day, from), lt(day, to), sql`(${spellings} IS NULL OR ${inJsonList(externalId, spellings)})`),
    )
    .groupBy(day)
    .orderBy(asc(day)),
);

/** Placed and billable orders per day, over everything or over some spellings of an External ID. */
export function readDaySums(
  db: Db,
  from: Day,
  to: Day,
  spellings: readonly string[] | null,
): { day: Day; placed: number; billable: number }[] {
  return daySums(db).all({ from, to, spellings: spellings === null ? null : JSON.stringify(spellings) });
}

const span = statement((db) =>
  db
    .select({
      from: sql<Period | null>`min(${usageMonths.period})`,
      to: sql<Period | null>`max(${usageMonths.period})`,
    })
    .from(usageMonths),
);

/** First and last month with any usage; null when there is none. */
export function readUsageSpan(db: Db): { from: Period; to: Period } | null {
  const { from = null, to = null } = span(db).get() ?? {};
  return from === null || to === null ? null : { from, to };
}

const usedBefore = statement({ period: usageMonths.period }, (db, { period }) =>
  db.selectDistinct({ period: usageMonths.period }).from(usageMonths).where(lt(usageMonths.period, period)),
);

/** Months before a month that have any usage. */
export function readUsedBefore(db: Db, period: Period): Period[] {
  return usedBefore(db)
    .all({ period })
    .map((row) => row.period);
}

const spellings = statement({ from: usageSources.period, to: usageSources.period }, (db, { from, to }) =>
  db
    .select({
      externalId: usageSources.externalId,
      source: usageSources.source,
      orders: sql<number>`sum(${usageSources.placed})`,
    })
    .from(usageSources)
    .where(between(usageSources.period, from, to))
    .groupBy(usageSources.externalId, usageSources.source)
    .orderBy(asc(usageSources.externalId), asc(usageSources.source)),
);

/** Every spelling of External IDs in use (empty: none), with how many orders came from where. */
export function readSpellings(
  db: Db,
  from: Period,
  to: Period,
): { externalId: string; source: string; orders: number }[] {
  return spellings(db).all({ from, to });
}

const BILLED = {
  orderRow: usageOrders.orderId,
  refId: orders.refId,
  orderId: orders.orderId,
  externalId: usageOrders.externalId,
  issuer: usageOrders.issuer,
  method: usageOrders.method,
  billedAt: usageOrders.billedAt,
  billedDay: usageOrders.billedDay,
};

const ofUsage = eq(orders.id, usageOrders.orderId);
const BILLED_WITHIN = { from: 'text', to: 'text' } as const;

const billed = statement(BILLED_WITHIN, (db, { from, to }) =>
  db
    .select(BILLED)
    .from(usageOrders)
    .innerJoin(orders, ofUsage)
    .where(and(gte(usageOrders.billedDay, from), lt(usageOrders.billedDay, to))),
);

const billedOf = statement({ ...BILLED_WITHIN, spellings: 'text' }, (db, { from, to, spellings }) =>
  db.rows(
    BILLED,
    (columns) => sql`SELECT ${columns} FROM json_each(${spellings}) s
      JOIN ${usageOrders} ON ${usageOrders.externalId} = s.value AND ${usageOrders.billedDay} >= ${from}
        AND ${usageOrders.billedDay} < ${to}
      JOIN ${orders} ON ${ofUsage}`,
  ),
);

/**
 * A billable order as statements and reconciliation list it, its External ID as stored with it (empty for none); nothing of
 * a person.
 */
export type BilledRow = ReturnType<typeof readBilled>[number];

/** Orders whose billing event falls into [from, to), of the spellings given or of all. */
export function readBilled(db: Db, from: Day, to: Day, spellings: readonly string[] | null) {
  return spellings === null
    ? billed(db).all({ from, to })
    : billedOf(db).all({ from, to, spellings: JSON.stringify(spellings) });
}

const ids = statement({ rows: 'text' }, (db, { rows }) =>
  db
    .select({ orderRow: orders.id, refId: orders.refId, orderId: orders.orderId })
    .from(orders)
    .where(inJsonList(orders.id, rows)),
);

/** Orders by row number: what became of those that changed after a close. */
export function readOrderIds(
  db: Db,
  rows: readonly number[],
): { orderRow: number; refId: string; orderId: string | null }[] {
  return ids(db).all({ rows: JSON.stringify(rows) });
}

const byReference = statement({ refIds: 'text', orderIds: 'text' }, (db, { refIds, orderIds }) => {
  const all = () => db.select(BILLED).from(orders).innerJoin(usageOrders, ofUsage);
  return union(
    all().where(inJsonList(orders.refId, refIds)),
    all().where(inJsonList(orders.orderId, orderIds)),
  );
});

/** Orders by Ref ID or Order ID (folded to lower case), billable or not. */
export function readByReference(db: Db, refIds: readonly string[], orderIds: readonly string[]): BilledRow[] {
  return byReference(db).all({ refIds: JSON.stringify(refIds), orderIds: JSON.stringify(orderIds) });
}
