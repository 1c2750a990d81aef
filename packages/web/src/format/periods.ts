/** Billing months (`2026-11`) and days (`2026-11-03`) as people read them; nothing here reads a clock. */

import { dateFormat } from './formatters.ts';

/** `2026-11` → `November 2026`; with `short` `Nov 2026`. */
export function periodText(period: string, locale: string, short = false): string {
  const at = Date.parse(`${period}-01T00:00:00Z`);
  return dateFormat(locale, {
    year: 'numeric',
    month: short ? 'short' : 'long',
    timeZone: 'UTC',
  }).format(at);
}

/** `2026-11-03` → `3 Nov 2026`. */
export function dayText(day: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

/** A month as a value that addresses and fields may carry. */
export function isPeriod(text: string | null): text is string {
  return text !== null && /^2[01]\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/** The month of `now` (ms since epoch), in the reader's zone unless one is given. */
export function periodOfNow(now: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', ...zone });
  return day.format(now);
}
