import type { BillableRule, PriceListName } from '@srs-desk/shared/billing/billable.ts';
import { type Calendar, calendarOf, type Period, periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import { usageDeltas } from '@srs-desk/shared/billing/usage.ts';
import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { statement, statementOf } from '../../../platform/db/statement.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { billingLate } from '../periods/table.ts';
import { billingRules } from '../prices/table.ts';
import {
  contributionOfOrder,
  type OrderFacts,
  readOrderFacts,
  type SourcedContribution,
} from './order-facts.ts';
import { bookDay, bookMonth, bookSource } from './rollups.ts';
import { bookedTimeZone, markPricingChanged } from './state.ts';
import { usageOrders } from './table.ts';

const { id: _, changedAt: __, changedBy: ___, ...RULE } = getTableColumns(billingRules);
const rules = statement({ list: billingRules.list }, (db, { list }) =>
  db.select(RULE).from(billingRules).where(eq(billingRules.list, list)),
);

/** The billable rules of what we sell, or of what we buy. */
export function bookedRules(db: Db, list: PriceListName = 'customer'): BillableRule[] {
  return rules(db).all({ list });
}

const CONTRIBUTION = getTableColumns(usageOrders);
type ContributionRow = typeof usageOrders.$inferSelect;
type ContributionColumn = keyof ContributionRow;

/** In the order of the table. */
const COLUMNS = namesOf(CONTRIBUTION);

function namesOf<T extends Readonly<Record<string, SQLiteColumn>>>(columns: T): (keyof T)[] {
  return Object.keys(columns);
}

const bookedOf = statement({ orderId: usageOrders.orderId }, (db, { orderId }) =>
  db.select().from(usageOrders).where(eq(usageOrders.orderId, orderId)),
);
const insert = statement(CONTRIBUTION, (db, row) => db.insert(usageOrders).values(row));

/** Sets some columns of an order's contribution. */
const update = statementOf<readonly ContributionColumn[], unknown, unknown>(
  (columns) => columns.join(),
  (db, columns) => {
    const given = (name: ContributionColumn): SQL =>
      sql`${sql.param(sql.placeholder(name), CONTRIBUTION[name])}`;
    return db
      .update(usageOrders)
      .set(Object.fromEntries(columns.map((name) => [name, given(name)])))
      .where(eq(usageOrders.orderId, given('orderId')));
  },
);

// Both ways written out: copying the other columns by `...` would cost as much as the statement.
function contributionOf(row: ContributionRow): SourcedContribution {
  return {
    externalId: row.externalId || null,
    source: row.source,
    issuer: row.issuer || null,
    method: row.method || null,
    placedDay: row.placedDay,
    outcome: row.outcome,
    verified: row.verified,
    billedAt: row.billedAt,
    billedDay: row.billedDay,
  };
}

/** What an order adds to usage, as it is stored. */
export function contributionRow(orderId: number, is: SourcedContribution): ContributionRow {
  return {
    orderId,
    externalId: is.externalId ?? '',
    source: is.source,
    issuer: is.issuer ?? '',
    method: is.method ?? '',
    placedDay: is.placedDay,
    outcome: is.outcome,
    verified: is.verified,
    billedAt: is.billedAt,
    billedDay: is.billedDay,
  };
}

/** Adds an order that was not booked yet. */
export function insertContribution(db: Db, id: number, is: SourcedContribution): void {
  insert(db).run(contributionRow(id, is));
}

function store(db: Db, before: ContributionRow | undefined, now: ContributionRow): void {
  if (before === undefined) {
    insert(db).run(now);
    return;
  }
  // What an index holds is written anew whenever it is set, be it to the same.
  const changed = COLUMNS.filter((name) => before[name] !== now[name]);
  if (changed.length > 0) update(db, changed).run(now);
}

function sourceMoved(before: SourcedContribution | null, now: SourcedContribution): boolean {
  return (
    before === null ||
    before.source !== now.source ||
    before.externalId !== now.externalId ||
    periodOfDay(before.placedDay) !== periodOfDay(now.placedDay)
  );
}

const keepWas = statement(getTableColumns(billingLate), (db, row) =>
  db.insert(billingLate).values(row).onConflictDoNothing(),
);

/** Keeps, for every closed month that a changed order touches, what it was when the month was closed. */
function keepForClosed(
  db: Db,
  orderId: number,
  before: SourcedContribution | null,
  now: SourcedContribution,
): void {
  const days = [before?.billedDay, before?.placedDay, now.billedDay, now.placedDay];
  const periods = new Set<Period>(days.flatMap((day) => (day ? [periodOfDay(day)] : [])));
  for (const period of periods) {
    const close = readCurrentClose(db, period);
    if (close === undefined) continue;
    keepWas(db).run({ closeId: close.id, orderId, was: before });
    markPricingChanged(db);
  }
}

/** Brings the rollups in line with one order; true when that changed anything. */
export function bookOrder(
  db: Db,
  order: OrderFacts,
  rules: readonly BillableRule[],
  calendar: Calendar,
): boolean {
  const row = bookedOf(db).get({ orderId: order.id });
  const before = row === undefined ? null : contributionOf(row);
  const now = contributionOfOrder(order, rules, calendar);
  const deltas = usageDeltas(before, now);
  const moved = sourceMoved(before, now);
  const rebilled = before?.billedAt !== now.billedAt;
  if (deltas.length === 0 && !moved && !rebilled) return false;
  keepForClosed(db, order.id, before, now);
  store(db, row, contributionRow(order.id, now));
  for (const delta of deltas) {
    bookMonth(db, delta);
    bookDay(db, delta);
  }
  if (moved) {
    bookSource(db, before, -1);
    bookSource(db, now, 1);
  }
  return true;
}

/**
 * Brings the rollups in line with an order, inside the transaction that changed it. Called by the writer for
 * every order that a command changed; reads one row and writes nothing when usage is not concerned.
 */
export function bookUsage(db: Db, refId: string): void {
  const timeZone = bookedTimeZone(db);
  if (timeZone === null) return;
  const order = readOrderFacts(db, refId);
  if (order !== undefined) bookOrder(db, order, bookedRules(db), calendarOf(timeZone));
}

/** Books every order among the rows that a command changed, each once. */
export function bookChangedRows(
  db: Db,
  changedRows: readonly { resource: string; id: string | number }[],
): void {
  const booked = new Set<string>();
  for (const { resource, id } of changedRows) {
    if (resource !== 'orders' || booked.has(String(id))) continue;
    booked.add(String(id));
    bookUsage(db, String(id));
  }
}
