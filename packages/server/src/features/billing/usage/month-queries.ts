import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import { and, asc, between, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { summedCounts } from './summed-counts.ts';
import { usageMonths } from './table.ts';

const { period, externalId, issuer, method } = usageMonths;

/** A row of the monthly rollup; External ID, issuer and method are empty where there is none. */
export type MonthRow = typeof usageMonths.$inferSelect;

/** All counts of a spelling of an External ID in a month, with what is billable per issuer and method. */
export interface CustomerMonthRow extends UsageCounts {
  readonly period: Period;
  readonly externalId: string;
  /** Issuers, methods and billable orders of the lines summed up here: three JSON arrays of the same length. */
  readonly issuers: string;
  readonly methods: string;
  readonly billables: string;
}

const MONTHS = { from: period, to: period, without: 'text' } as const;

function within(given: { from: SQLWrapper; to: SQLWrapper; without: SQLWrapper }): SQL | undefined {
  return and(between(period, given.from, given.to), sql`NOT ${inJsonList(period, given.without)}`);
}

const months = statement(MONTHS, (db, given) =>
  db.select().from(usageMonths).where(within(given)).orderBy(asc(period), asc(externalId)),
);

const customerMonths = statement(MONTHS, (db, given) =>
  db
    .select({
      period,
      externalId,
      issuers: sql<string>`json_group_array(${issuer})`,
      methods: sql<string>`json_group_array(${method})`,
      billables: sql<string>`json_group_array(${usageMonths.billable})`,
      ...summedCounts(usageMonths),
    })
    .from(usageMonths)
    .where(within(given))
    .groupBy(period, externalId),
);

const monthOf = statement({ period, spellings: 'text' }, (db, given) =>
  db
    .select()
    .from(usageMonths)
    .where(and(eq(period, given.period), inJsonList(externalId, given.spellings)))
    .orderBy(asc(externalId)),
);

/** The monthly rollup from one month to another, both included, but some, by month and External ID. */
export function readMonths(db: Db, from: Period, to: Period, without: readonly Period[] = []): MonthRow[] {
  return months(db).all({ from, to, without: JSON.stringify(without) });
}

/** The monthly rollup of some spellings of External IDs in one month, by External ID. */
export function readMonthOf(db: Db, period: Period, spellings: readonly string[]): MonthRow[] {
  return monthOf(db).all({ period, spellings: JSON.stringify(spellings) });
}

/**
 * The monthly rollup summed up per month and spelling, from one month to another, both included, but some. Issuers and
 * methods come packed: customers with the same ones have the same text, so that a reader needs to look at each but once.
 */
export function readCustomerMonths(
  db: Db,
  from: Period,
  to: Period,
  without: readonly Period[] = [],
): CustomerMonthRow[] {
  return customerMonths(db).all({ from, to, without: JSON.stringify(without) });
}
