import { addMonths, type Period, periodsBetween } from '@srs-desk/shared/billing/periods.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { Desk } from '../desk.ts';
import { InvalidInput } from '../errors.ts';
import { calendarOf } from '../stores/billing/book-usage.ts';
import { GROUPINGS, type Grouping, groupUsage } from './grouped-usage.ts';
import { readStanding, type Standing } from './standing-figures.ts';

/** What is asked of usage; `externalId` empty stands for orders without one. */
export interface UsageAsked {
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
export function currentPeriod(desk: Desk): Period {
  return calendarOf(desk.config.billingTimeZone).periodOf(desk.clock.now());
}

/** The months asked for. @throws InvalidInput when they run backwards or are too many. */
export function readSpan(desk: Desk, asked: UsageAsked): { from: Period; to: Period } {
  const to = asked.to ?? asked.from ?? currentPeriod(desk);
  const from = asked.from ?? to;
  if (from > to) throw new InvalidInput({ from: `must not be after to (${to})` });
  if (addMonths(from, MOST_MONTHS) <= to) {
    throw new InvalidInput({
      from: `asks for ${periodsBetween(from, to).length} months, at most ${MOST_MONTHS}`,
    });
  }
  return { from, to };
}

function readGroupings(text: string | undefined): Set<Grouping> {
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

function narrowed(standing: Standing, asked: UsageAsked): Pick<Standing, 'figures' | 'adjustments'> {
  const { externalId, issuer, method } = asked;
  if (externalId === undefined && issuer === undefined && method === undefined) return standing;
  const wanted = externalId === undefined ? undefined : standing.terms.resolve(externalId || null);
  const fits = (row: Keyed) =>
    (wanted === undefined || row.externalId === wanted) &&
    (issuer === undefined || (row.issuer ?? '') === issuer) &&
    (method === undefined || (row.method ?? '') === method);
  return { figures: standing.figures.filter(fits), adjustments: standing.adjustments.filter(fits) };
}

/**
 * Usage by month, External ID and method, or coarser: counts and amounts, frozen ones for closed months. Answered
 * from rollups alone. @throws InvalidInput
 */
export function readUsage(desk: Desk, asked: UsageAsked): UsageRow[] {
  const { from, to } = readSpan(desk, asked);
  const groupings = readGroupings(asked.groupBy);
  const { figures, adjustments } = narrowed(readStanding(desk.reader, from, to), asked);
  return groupUsage(figures, adjustments, groupings);
}
