import { addMonths, calendarOf, type Period, periodsBetween } from '@srs-desk/shared/billing/periods.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import type { Books } from '../books.ts';
import { readPricingTermsOf } from '../periods/queries.ts';
import { type EffectiveTotals, readEffectiveTotals } from './effective-totals.ts';
import { GROUPINGS, type Grouping, groupUsage } from './grouped-usage.ts';

/** What is asked of usage; `externalId` empty stands for orders without one. */
export interface UsageQuery {
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  readonly groupBy?: string | undefined;
  readonly externalId?: string | undefined;
  readonly issuer?: string | undefined;
  readonly method?: string | undefined;
}

/** Months that may be asked for at once. */
const MOST_MONTHS = 120;

/** The billing month of now. */
export function currentPeriod(books: Books): Period {
  return calendarOf(books.config.billingTimeZone).periodOf(books.clock.now());
}

/** The months asked for. @throws InvalidInput when they run backwards or are too many. */
export function readSpan(books: Books, asked: UsageQuery): { from: Period; to: Period } {
  const to = asked.to ?? asked.from ?? currentPeriod(books);
  const from = asked.from ?? to;
  if (from > to) throw new InvalidInput({ from: `must not be after to (${to})` });
  if (addMonths(from, MOST_MONTHS) <= to) {
    throw new InvalidInput({
      from: `asks for ${periodsBetween(from, to).length} months, at most ${MOST_MONTHS}`,
    });
  }
  return { from, to };
}

/** What is asked of usage, known to be possible: the months named. */
export interface UsageAsked extends UsageQuery {
  readonly from: Period;
  readonly to: Period;
}

/** The question with its months, before anybody sets about it. @throws InvalidInput */
export function checkedUsage(books: Books, query: UsageQuery): UsageAsked {
  readGroupings(query.groupBy);
  return { ...query, ...readSpan(books, query) };
}

/** What usage was narrowed down to, as the entry of an export says it. */
export function usageFilter({ externalId, issuer, method }: UsageQuery): Record<string, string> {
  const asked = Object.entries({ externalId, issuer, method });
  return Object.fromEntries(asked.flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])));
}

/** What rows are put together by. @throws InvalidInput */
export function readGroupings(text: string | undefined): Set<Grouping> {
  if (text === undefined || text === '') return new Set(['externalId', 'period', 'method']);
  const groupings = new Set<Grouping>();
  for (const name of text.split(',').map((part) => part.trim())) {
    const known = GROUPINGS.find((grouping) => grouping === name);
    if (known === undefined) {
      throw new InvalidInput({ groupBy: `cannot group by ${name}; allowed are ${GROUPINGS.join(', ')}` });
    }
    groupings.add(known);
  }
  return groupings;
}

type Keyed = { externalId: string | null; issuer: string | null; method: string | null };

/** Under which name a customer was billed in a month: closed months keep the aliases of their time. */
function customerFilter(db: Db, effective: EffectiveTotals, asked: string | null) {
  const names = new Map<Period, string | null>();
  const nameIn = (period: Period): string | null => {
    let name = names.get(period);
    if (name === undefined) {
      name = readPricingTermsOf(db, effective.closes.get(period)).resolve(asked);
      names.set(period, name);
    }
    return name;
  };
  return (externalId: string | null, period: Period): boolean =>
    externalId === asked || externalId === nameIn(period);
}

function narrowed(
  db: Db,
  effective: EffectiveTotals,
  asked: UsageQuery,
): Pick<EffectiveTotals, 'totals' | 'adjustments'> {
  const { externalId, issuer, method } = asked;
  if (externalId === undefined && issuer === undefined && method === undefined) return effective;
  const isCustomer =
    externalId === undefined ? () => true : customerFilter(db, effective, externalId || null);
  const fits = (row: Keyed, period: Period) =>
    isCustomer(row.externalId, period) &&
    (issuer === undefined || (row.issuer ?? '') === issuer) &&
    (method === undefined || (row.method ?? '') === method);
  return {
    totals: effective.totals.filter((row) => fits(row, row.period)),
    adjustments: effective.adjustments.filter((row) => fits(row, row.bookedIn)),
  };
}

/**
 * Usage by month, External ID and method, or coarser: counts and amounts, frozen ones for closed months. Answered
 * from rollups alone. @throws InvalidInput
 */
export function readUsage(books: Books, asked: UsageQuery): UsageRow[] {
  const { from, to } = readSpan(books, asked);
  const groupings = readGroupings(asked.groupBy);
  const byMethod = groupings.has('method') || groupings.has('issuer');
  const fine = byMethod || asked.issuer !== undefined || asked.method !== undefined;
  const effective = readEffectiveTotals(books.reader, from, to, fine ? 'method' : 'customer');
  const { totals, adjustments } = narrowed(books.reader, effective, asked);
  return groupUsage(totals, adjustments, groupings);
}
