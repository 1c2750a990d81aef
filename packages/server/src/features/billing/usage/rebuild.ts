import { periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import { addCounts, type UsageDelta, usageDeltas } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import {
  bookedRules,
  bookedTimeZone,
  bookRow,
  calendarOf,
  contributionOfRow,
  insertContribution,
  ORDER_FACTS,
  type OrderFactsRow,
} from './book-usage.ts';

const MONTHS_FROM_ORDERS = `
  SELECT substr(placed_day, 1, 7) AS period, external_id, issuer, method, 1 AS placed,
    cell = 'terminated' AS terminated, verified, cell = 'error' AS error, cell = 'cancelled' AS cancelled,
    cell = 'pending' AS pending, 0 AS billable FROM usage_orders
  UNION ALL
  SELECT substr(billed_day, 1, 7), external_id, issuer, method, 0, 0, 0, 0, 0, 0, 1 FROM usage_orders
  WHERE billed_day IS NOT NULL`;

const DAYS_FROM_ORDERS = `
  SELECT placed_day AS day, external_id, issuer, method, 1 AS placed, 0 AS billable FROM usage_orders
  UNION ALL
  SELECT billed_day, external_id, issuer, method, 0, 1 FROM usage_orders WHERE billed_day IS NOT NULL`;

/** Makes all rollups anew from what each order adds, inside the caller's transaction; gives the number of rows. */
export function rebuildRollups(db: Db): number {
  for (const table of ['usage_months', 'usage_days', 'usage_sources']) db.sql(`DELETE FROM ${table}`).run();
  db.sql(
    `INSERT INTO usage_months SELECT period, external_id, issuer, method, sum(placed), sum(terminated), sum(verified),
       sum(error), sum(cancelled), sum(pending), sum(billable) FROM (${MONTHS_FROM_ORDERS})
     GROUP BY 1, 2, 3, 4`,
  ).run();
  db.sql(
    `INSERT INTO usage_days SELECT day, external_id, issuer, method, sum(placed), sum(billable)
     FROM (${DAYS_FROM_ORDERS}) GROUP BY 1, 2, 3, 4`,
  ).run();
  db.sql(
    `INSERT INTO usage_sources SELECT substr(placed_day, 1, 7), external_id, source, count(*) FROM usage_orders
     GROUP BY 1, 2, 3`,
  ).run();
  return db.sql('SELECT count(*) FROM usage_months').pluck().get() as number;
}

/** Sets the time zone the rollups stand on; true when it was another one, so that every order is to be booked anew. */
export function setTimeZone(db: Db, timeZone: string): boolean {
  if (bookedTimeZone(db) === timeZone) return false;
  db.sql(
    `INSERT INTO billing_state (name, value) VALUES ('time_zone', ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(timeZone);
  return true;
}

/** Books the next orders after an id; gives the last id booked, or null when there are no more. */
export function rebookAfter(db: Db, afterId: number, limit: number): number | null {
  const timeZone = bookedTimeZone(db);
  if (timeZone === null) return null;
  const rows = db
    .sql(`${ORDER_FACTS} WHERE o.id > ? ORDER BY o.id LIMIT ?`)
    .all(afterId, limit) as OrderFactsRow[];
  const rules = bookedRules(db);
  const calendar = calendarOf(timeZone);
  for (const row of rows) bookRow(db, row, rules, calendar);
  return rows.length < limit ? null : (rows.at(-1)?.id ?? null);
}

/**
 * Books every order of a database that was filled past the writer (bulk seeding): contributions first, then the
 * rollups in one go. To be run by whoever holds the file, in a transaction of theirs. Gives the number of orders.
 */
export function bookAllOrders(db: Db, timeZone: string): number {
  setTimeZone(db, timeZone);
  db.sql('DELETE FROM usage_orders').run();
  const rules = bookedRules(db);
  const calendar = calendarOf(timeZone);
  const next = db.sql(`${ORDER_FACTS} WHERE o.id > ? ORDER BY o.id LIMIT 20000`);
  let booked = 0;
  for (let rows = next.all(0) as OrderFactsRow[]; rows.length > 0; ) {
    for (const row of rows) {
      insertContribution(db, row.id, contributionOfRow(row, rules, calendar));
    }
    booked += rows.length;
    rows = next.all(rows.at(-1)?.id ?? 0) as OrderFactsRow[];
  }
  rebuildRollups(db);
  return booked;
}

/** Where the rollups differ from what the orders say, row for row; empty when they agree. */
export function rollupDifferences(db: Db): string[] {
  const timeZone = bookedTimeZone(db);
  if (timeZone === null) return ['no time zone has been set'];
  const rules = bookedRules(db);
  const calendar = calendarOf(timeZone);
  const wanted = new Map<string, UsageDelta>();
  for (const row of db.sql(ORDER_FACTS).iterate() as Iterable<OrderFactsRow>) {
    for (const delta of usageDeltas(null, contributionOfRow(row, rules, calendar))) {
      const key = JSON.stringify([
        periodOfDay(delta.day),
        delta.externalId ?? '',
        delta.issuer ?? '',
        delta.method ?? '',
      ]);
      const known = wanted.get(key);
      wanted.set(key, known === undefined ? delta : { ...known, ...addCounts(known, delta) });
    }
  }
  const differences: string[] = [];
  for (const row of db.sql('SELECT * FROM usage_months').iterate() as Iterable<
    Record<string, string | number>
  >) {
    const key = JSON.stringify([row.period, row.external_id, row.issuer, row.method]);
    const want: Record<string, unknown> | undefined = wanted.get(key) as Record<string, unknown> | undefined;
    wanted.delete(key);
    for (const name of ['placed', 'terminated', 'verified', 'error', 'cancelled', 'pending', 'billable']) {
      if (want?.[name] !== row[name])
        differences.push(`${key} ${name}: ${row[name]}, should be ${want?.[name]}`);
    }
  }
  for (const key of wanted.keys()) differences.push(`${key} is missing`);
  return differences;
}
