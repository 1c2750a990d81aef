import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import type { UsageOutcome } from '@srs-desk/shared/billing/usage.ts';
import { count, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { bookedRules, bookOrder, insertContribution } from './book-usage.ts';
import { contributionOfOrder, readFactsAfter } from './order-facts.ts';
import { ADDED_COUNTS, added } from './rollups.ts';
import { bookedTimeZone, setTimeZone } from './state.ts';
import { usageDays, usageMonths, usageOrders, usageSources } from './table.ts';

/** Orders read at once where all are read. */
const ORDERS_AT_ONCE = 20_000;

const { placedDay, billedDay, externalId, issuer, method, source } = usageOrders;
const NONE = sql<number>`0`;
const LINE = { externalId, issuer, method };

const monthOf = (day: SQLiteColumn): SQL<string> => sql<string>`substr(${day}, 1, 7)`;
const withOutcome = (outcome: UsageOutcome): SQL<number> =>
  sql<number>`sum(${usageOrders.outcome} = ${outcome})`.inlineParams();

const clearMonths = statement((db) => db.delete(usageMonths));
const clearDays = statement((db) => db.delete(usageDays));
const clearSources = statement((db) => db.delete(usageSources));

/** What makes up the rows of the rollups of what was placed, and of what became billable: selected and grouped from `usage_orders`. */
export const ROLLUPS = {
  monthsPlaced: {
    row: {
      period: monthOf(placedDay).as('period'),
      ...LINE,
      placed: count().as('placed'),
      terminated: withOutcome('terminated').as('terminated'),
      verified: sql<number>`sum(${usageOrders.verified})`.as('verified'),
      error: withOutcome('error').as('error'),
      cancelled: withOutcome('cancelled').as('cancelled'),
      pending: withOutcome('pending').as('pending'),
      billable: NONE.as('billable'),
    },
    by: [monthOf(placedDay), externalId, issuer, method],
  },
  monthsBillable: {
    row: {
      period: monthOf(billedDay).as('period'),
      ...LINE,
      placed: NONE.as('placed'),
      terminated: NONE.as('terminated'),
      verified: NONE.as('verified'),
      error: NONE.as('error'),
      cancelled: NONE.as('cancelled'),
      pending: NONE.as('pending'),
      billable: count().as('billable'),
    },
    by: [monthOf(billedDay), externalId, issuer, method],
  },
  daysPlaced: {
    row: { day: placedDay, ...LINE, placed: count().as('placed'), billable: NONE.as('billable') },
    by: [placedDay, externalId, issuer, method],
  },
  daysBillable: {
    row: {
      day: sql<string>`${billedDay}`.as('day'),
      ...LINE,
      placed: NONE.as('placed'),
      billable: count().as('billable'),
    },
    by: [billedDay, externalId, issuer, method],
  },
  sources: {
    row: { period: monthOf(placedDay).as('period'), externalId, source, placed: count().as('placed') },
    by: [monthOf(placedDay), externalId, source],
  },
};

const { monthsPlaced, monthsBillable, daysPlaced, daysBillable, sources } = ROLLUPS;

const monthsOfPlaced = statement((db) =>
  db.insert(usageMonths).select(
    db
      .select(monthsPlaced.row)
      .from(usageOrders)
      .groupBy(...monthsPlaced.by),
  ),
);
const monthsOfBillable = statement((db) =>
  db
    .insert(usageMonths)
    .select(
      db
        .select(monthsBillable.row)
        .from(usageOrders)
        .where(isNotNull(billedDay))
        .groupBy(...monthsBillable.by),
    )
    .onConflictDoUpdate({
      target: [usageMonths.period, usageMonths.externalId, usageMonths.issuer, usageMonths.method],
      set: ADDED_COUNTS,
    }),
);

const daysOfPlaced = statement((db) =>
  db.insert(usageDays).select(
    db
      .select(daysPlaced.row)
      .from(usageOrders)
      .groupBy(...daysPlaced.by),
  ),
);
const daysOfBillable = statement((db) =>
  db
    .insert(usageDays)
    .select(
      db
        .select(daysBillable.row)
        .from(usageOrders)
        .where(isNotNull(billedDay))
        .groupBy(...daysBillable.by),
    )
    .onConflictDoUpdate({
      target: [usageDays.day, usageDays.externalId, usageDays.issuer, usageDays.method],
      set: { placed: added(usageDays.placed), billable: added(usageDays.billable) },
    }),
);

const sourcesOfPlaced = statement((db) =>
  db.insert(usageSources).select(
    db
      .select(sources.row)
      .from(usageOrders)
      .groupBy(...sources.by),
  ),
);

const countMonths = statement((db) => db.select({ rows: count() }).from(usageMonths));

/** Makes all rollups anew from what each order adds, inside the caller's transaction; gives the number of rows. */
export function rebuildRollups(db: Db): number {
  for (const clear of [clearMonths, clearDays, clearSources]) clear(db).run();
  for (const fill of [monthsOfPlaced, monthsOfBillable, daysOfPlaced, daysOfBillable, sourcesOfPlaced]) {
    fill(db).run();
  }
  return countMonths(db).get()?.rows ?? 0;
}

/** Books the next orders after an id; gives the last id booked, or null when there are no more. */
export function rebookAfter(db: Db, afterId: number, limit: number): number | null {
  const timeZone = bookedTimeZone(db);
  if (timeZone === null) return null;
  const orders = readFactsAfter(db, afterId, limit);
  const rules = bookedRules(db);
  const calendar = calendarOf(timeZone);
  for (const order of orders) bookOrder(db, order, rules, calendar);
  return orders.length < limit ? null : (orders.at(-1)?.id ?? null);
}

/** What every order adds to usage by rights, with its row number, in the order of these. */
function* contributions(db: Db, timeZone: string) {
  const rules = bookedRules(db);
  const calendar = calendarOf(timeZone);
  for (let last: number | undefined = 0; last !== undefined; ) {
    const orders = readFactsAfter(db, last, ORDERS_AT_ONCE);
    for (const order of orders) yield { id: order.id, is: contributionOfOrder(order, rules, calendar) };
    last = orders.at(-1)?.id;
  }
}

const clearOrders = statement((db) => db.delete(usageOrders));

/**
 * Books every order of a database that was filled past the writer (bulk seeding): contributions first, then the
 * rollups in one go. To be run by whoever holds the file, in a transaction of theirs. Gives the number of orders.
 */
export function bookAllOrders(db: Db, timeZone: string): number {
  setTimeZone(db, timeZone);
  clearOrders(db).run();
  let booked = 0;
  for (const { id, is } of contributions(db, timeZone)) {
    insertContribution(db, id, is);
    booked += 1;
  }
  rebuildRollups(db);
  return booked;
}
