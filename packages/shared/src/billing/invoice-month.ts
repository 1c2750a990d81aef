import { type Period, periodOfDay } from './periods.ts';
import type { Match } from './reconcile.ts';

/** The month that more than half of the charged lines belong to, where it is not the invoice's. */
export interface OtherMonth {
  readonly period: Period;
  /** Lines of that month, of so many whose month is known. */
  readonly lines: number;
  readonly of: number;
}

/**
 * Whether most lines of an invoice are of another month than its own, by their dates or, where they have none, by the orders
 * they charge; null when they are not.
 */
export function otherMonthOf(matches: readonly Match[], period: Period): OtherMonth | null {
  const months = new Map<Period, number>();
  let of = 0;
  for (const { line, order, class: matchClass } of matches) {
    // Credits are of whatever month they undo.
    if (line === null || matchClass === 'total' || matchClass === 'credit') continue;
    const month = line.day === null ? (order?.billedPeriod ?? null) : periodOfDay(line.day);
    if (month === null) continue;
    of += 1;
    months.set(month, (months.get(month) ?? 0) + 1);
  }
  for (const [month, lines] of months) {
    if (month !== period && lines * 2 > of) return { period: month, lines, of };
  }
  return null;
}
