import { DEFAULT_METHOD_SETTINGS, type MethodSettings, timingsOf } from './settings.ts';
import type { MethodKey } from './sheet.ts';

/** The same day and time so many calendar years later, in UTC; 29 February becomes the 28th where it must. */
export function addCalendarYears(at: number, years: number): number {
  const date = new Date(at);
  const month = date.getUTCMonth();
  const moved = new Date(at);
  moved.setUTCFullYear(date.getUTCFullYear() + years);
  if (moved.getUTCMonth() !== month) moved.setUTCDate(0);
  return moved.getTime();
}

/**
 * Until when evidence is valid *at the latest*, in ms since epoch (guide §7.2: five years at most; §7.3: two
 * years). `since` is when the order terminated, or when the verify call first succeeded if that is unknown.
 * An ID document's expiry or a change of SIM, number, password or Mobile ID may end it sooner.
 */
export function evidenceValidUntil(
  key: MethodKey | null,
  since: number,
  settings: MethodSettings = DEFAULT_METHOD_SETTINGS,
): number {
  return addCalendarYears(since, timingsOf(key, settings).evidenceYears);
}
