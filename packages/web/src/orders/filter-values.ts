import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';
import type { Resolver } from 'react-hook-form';

/** Refuses a person's data in the text of a filter before it reaches an address. */
export const withoutPersonalData: Resolver = (values) =>
  looksLikePersonalData(String(values.q ?? ''))
    ? { values: {}, errors: { q: { type: 'personal', message: 'desk.orders.filter.useSearch' } } }
    : { values, errors: {} };

/** Ages that the filter offers, in ms. */
export const AGES = [
  { key: 'hour', ms: 3_600_000 },
  { key: 'day', ms: 24 * 3_600_000 },
  { key: 'week', ms: 7 * 24 * 3_600_000 },
  { key: 'month', ms: 30 * 24 * 3_600_000 },
] as const;

/** "Unchanged for at least …" as the moment it means at `now`; undefined takes the filter away. */
export function agedFilter(key: string, now: number): string | undefined {
  const age = AGES.find((one) => one.key === key);
  return age === undefined ? undefined : new Date(now - age.ms).toISOString();
}

/**
 * A day of the reader's zone (`2026-03-04`) as its first or last millisecond in UTC; empty takes the filter away. While the
 * year is typed a field gives that of `0002-03-04`: no day that anybody means.
 */
export function dayFilter(day: string, end: 'start' | 'end'): string | undefined {
  if (!/^2\d{3}-\d\d-\d\d$/.test(day)) return undefined;
  const at = new Date(`${day}T${end === 'start' ? '00:00:00.000' : '23:59:59.999'}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** The reader's day in which a filter's moment lies. */
export function dayOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return '';
  const padded = (n: number, digits: number) => String(n).padStart(digits, '0');
  return `${padded(at.getFullYear(), 4)}-${padded(at.getMonth() + 1, 2)}-${padded(at.getDate(), 2)}`;
}
