import { periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import { type UsageDelta, usageDeltas } from '@srs-desk/shared/billing/usage.ts';
import { USAGE_COUNTS, type UsageCount } from '@srs-desk/shared/billing/usage-fields.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { type DerivedDifference, derivedDifferences } from '../../../platform/db/derived-difference.ts';
import { statement } from '../../../platform/db/statement.ts';
import { contributionRow } from './book-usage.ts';
import { contributions } from './rebuild.ts';
import { bookedTimeZone } from './state.ts';
import { usageDays, usageMonths, usageOrders, usageSources } from './table.ts';

const storedOrders = statement((db) => db.select().from(usageOrders));
const storedMonths = statement((db) => db.select().from(usageMonths));
const storedDays = statement((db) => db.select().from(usageDays));
const storedSources = statement((db) => db.select().from(usageSources));

type Counts = Partial<Record<UsageCount, number>>;

const keyOf = (...parts: (string | null)[]): string => parts.map((part) => part || '–').join(' · ');

/** Counts by key, growing by what orders add. */
class Sums extends Map<string, Counts> {
  add(key: string, delta: UsageDelta, names: readonly UsageCount[]): void {
    const sum = this.get(key) ?? {};
    for (const name of names) sum[name] = (sum[name] ?? 0) + delta[name];
    this.set(key, sum);
  }
}

/** Where usage differs from what the orders make of it: what each adds, months, days and sources. To be run in one moment. */
export function usageDifferences(db: Db): { rows: number; differences: DerivedDifference[] } {
  const timeZone = bookedTimeZone(db);
  if (timeZone === null) return { rows: 0, differences: [] };
  const orders = new Map(
    storedOrders(db)
      .all()
      .map((row) => [String(row.orderId), row]),
  );
  const anew = new Map<string, ReturnType<typeof contributionRow>>();
  const [months, days, sources] = [new Sums(), new Sums(), new Sums()];
  for (const { id, is } of contributions(db, timeZone)) {
    anew.set(String(id), contributionRow(id, is));
    for (const delta of usageDeltas(null, is)) {
      const line = [delta.externalId, delta.issuer, delta.method];
      const period = periodOfDay(delta.day);
      months.add(keyOf(period, ...line), delta, USAGE_COUNTS);
      days.add(keyOf(delta.day, ...line), delta, ['placed', 'billable']);
      if (delta.placed > 0) sources.add(keyOf(period, delta.externalId, is.source), delta, ['placed']);
    }
  }
  const monthRows = storedMonths(db).all();
  const dayRows = storedDays(db).all();
  const sourceRows = storedSources(db).all();
  const lineOf = (of: { externalId: string; issuer: string; method: string }) =>
    [of.externalId, of.issuer, of.method] as const;
  return {
    rows: orders.size + monthRows.length + dayRows.length + sourceRows.length,
    differences: [
      ...derivedDifferences('usage_orders', orders, anew),
      ...derivedDifferences(
        'usage_months',
        new Map(monthRows.map((row) => [keyOf(row.period, ...lineOf(row)), row])),
        months,
      ),
      ...derivedDifferences(
        'usage_days',
        new Map(dayRows.map((row) => [keyOf(row.day, ...lineOf(row)), row])),
        days,
      ),
      ...derivedDifferences(
        'usage_sources',
        new Map(sourceRows.map((row) => [keyOf(row.period, row.externalId, row.source), row])),
        sources,
      ),
    ],
  };
}
