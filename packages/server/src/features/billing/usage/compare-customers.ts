import { addMonths, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { ComparisonRow, TopBy, TopCustomerRow, UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { Books } from '../books.ts';
import { readEffectiveTotals } from './effective-totals.ts';
import { groupUsage } from './grouped-usage.ts';
import { currentPeriod, readUsage, type UsageQuery } from './read-usage.ts';

const BY_CUSTOMER = new Set(['externalId'] as const);

function failurePerMille(row: UsageRow): number | null {
  const ended = row.placed - row.pending;
  return ended === 0 ? null : Math.round((row.error * 1000) / ended);
}

function weight(row: UsageRow, by: TopBy): number {
  if (by === 'failureShare') return failurePerMille(row) ?? -1;
  if (by === 'amount') return row.amount ?? -1;
  return row[by];
}

/**
 * The customers with the most of something over some months, largest first, equals by External ID. Customers billed in
 * several currencies have no one amount and come last by amount. @throws InvalidInput
 */
export function topCustomers(
  books: Books,
  asked: Pick<UsageQuery, 'from' | 'to' | 'issuer' | 'method'>,
  by: TopBy,
  limit: number,
): TopCustomerRow[] {
  return readUsage(books, { ...asked, groupBy: 'externalId' })
    .sort((a, b) => weight(b, by) - weight(a, by) || ((a.externalId ?? '') < (b.externalId ?? '') ? -1 : 1))
    .slice(0, limit)
    .map((row, at) => ({ ...row, rank: at + 1, failurePerMille: failurePerMille(row) }));
}

type Month = ComparisonRow['now'];

const NOTHING: Month = {
  placed: 0,
  terminated: 0,
  verified: 0,
  error: 0,
  cancelled: 0,
  pending: 0,
  billable: 0,
  amount: 0,
  currency: null,
};

function monthOf(row: UsageRow | undefined): Month {
  if (row === undefined) return NOTHING;
  const { placed, terminated, verified, error, cancelled, pending, billable, amount, currency } = row;
  return { placed, terminated, verified, error, cancelled, pending, billable, amount, currency };
}

function changePerMille(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) * 1000) / before);
}

function amountChange(now: Month, before: Month): number | null {
  if (now.amount === null || before.amount === null) return null;
  const comparable = now.currency === before.currency || now.currency === null || before.currency === null;
  return comparable ? now.amount - before.amount : null;
}

/** A month beside another (the one before, unless another is named) for every customer of either, most used first. */
export function compareMonths(books: Books, period: Period, other: Period | undefined): ComparisonRow[] {
  const withPeriod = other ?? addMonths(period, -1);
  const rowsOf = (month: Period) => {
    const effective = readEffectiveTotals(books.reader, month, month, 'customer');
    const rows = groupUsage(effective.totals, effective.adjustments, BY_CUSTOMER);
    return new Map(rows.map((row) => [row.externalId, row]));
  };
  const [rows, others] = [rowsOf(period), rowsOf(withPeriod)];
  const running = period >= currentPeriod(books);
  return [...new Set([...rows.keys(), ...others.keys()])]
    .map((externalId): ComparisonRow => {
      const now = monthOf(rows.get(externalId));
      const before = monthOf(others.get(externalId));
      return {
        id: externalId ?? '',
        externalId,
        period,
        withPeriod,
        running,
        now,
        before,
        placedChangePerMille: changePerMille(now.placed, before.placed),
        billableChangePerMille: changePerMille(now.billable, before.billable),
        amountChange: amountChange(now, before),
      };
    })
    .sort((a, b) => b.now.placed - a.now.placed || (a.id < b.id ? -1 : 1));
}
