import type { UsageCount } from '@srs-desk/shared/billing/usage-fields.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

const sum = (column: SQLiteColumn): SQL<number> => sql<number>`sum(${column})`;

/** The sum of each count of usage, of a table that has them all. */
export function summedCounts(
  of: Readonly<Record<UsageCount, SQLiteColumn>>,
): Record<UsageCount, SQL<number>> {
  return {
    placed: sum(of.placed),
    terminated: sum(of.terminated),
    verified: sum(of.verified),
    error: sum(of.error),
    cancelled: sum(of.cancelled),
    pending: sum(of.pending),
    billable: sum(of.billable),
  };
}
