import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCounts } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';

/** A row of the monthly rollup; External ID, issuer and method are empty where there is none. */
export interface MonthRow extends UsageCounts {
  period: Period;
  externalId: string;
  issuer: string;
  method: string;
}

/** All figures of a spelling of an External ID in a month, with what is billable per issuer and method. */
export interface CustomerMonthRow extends UsageCounts {
  period: Period;
  externalId: string;
  /** Issuers, methods and billable orders of the lines summed up here: three JSON arrays of the same length. */
  issuers: string;
  methods: string;
  billables: string;
}

type Counts = [number, number, number, number, number, number, number];

const COUNTS = 'placed, terminated, verified, error, cancelled, pending, billable';
const SUMS = COUNTS.replaceAll(/\w+/g, 'sum($&)');

/** Rows are read as arrays (half the time of objects by name) and named here. */
function monthRow(row: [Period, string, string, string, ...Counts]): MonthRow {
  return {
    period: row[0],
    externalId: row[1],
    issuer: row[2],
    method: row[3],
    placed: row[4],
    terminated: row[5],
    verified: row[6],
    error: row[7],
    cancelled: row[8],
    pending: row[9],
    billable: row[10],
  };
}

/** The monthly rollup from one month to another, both included, but some, by month and External ID. */
export function readMonths(db: Db, from: Period, to: Period, without: readonly Period[] = []): MonthRow[] {
  const rows = db
    .sql(
      `SELECT period, external_id, issuer, method, ${COUNTS} FROM usage_months WHERE period BETWEEN ? AND ?
       AND period NOT IN (SELECT value FROM json_each(?)) ORDER BY period, external_id`,
    )
    .raw()
    .all(from, to, JSON.stringify(without)) as [Period, string, string, string, ...Counts][];
  return rows.map(monthRow);
}

/** The monthly rollup of some spellings of External IDs in one month, by External ID. */
export function readMonthOf(db: Db, period: Period, spellings: readonly string[]): MonthRow[] {
  const rows = db
    .sql(
      `SELECT period, external_id, issuer, method, ${COUNTS} FROM usage_months WHERE period = ?
       AND external_id IN (SELECT value FROM json_each(?)) ORDER BY external_id`,
    )
    .raw()
    .all(period, JSON.stringify(spellings)) as [Period, string, string, string, ...Counts][];
  return rows.map(monthRow);
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
  const rows = db
    .sql(
      `SELECT period, external_id, json_group_array(issuer), json_group_array(method), json_group_array(billable),
         ${SUMS} FROM usage_months WHERE period BETWEEN ? AND ?
       AND period NOT IN (SELECT value FROM json_each(?)) GROUP BY period, external_id`,
    )
    .raw()
    .all(from, to, JSON.stringify(without)) as [Period, string, string, string, string, ...Counts][];
  return rows.map((row) => ({
    period: row[0],
    externalId: row[1],
    issuers: row[2],
    methods: row[3],
    billables: row[4],
    placed: row[5],
    terminated: row[6],
    verified: row[7],
    error: row[8],
    cancelled: row[9],
    pending: row[10],
    billable: row[11],
  }));
}
