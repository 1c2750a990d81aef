import { isAhead } from '@srs-desk/shared/time/elapsed.ts';
import { instantOf, offsetFinder } from '@srs-desk/shared/time/zone.ts';

const DAY_MS = 86_400_000;

/** The instants at which the clocks of a zone show a time of day, by the days that lie between `now` and them. */
function dailyInstants(at: string, timeZone: string, now: number): (days: number) => number {
  const offsetAt = offsetFinder(timeZone);
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const local = now + offsetAt(now);
  const today = local - (local % DAY_MS) + (hours * 60 + minutes) * 60_000;
  return (days) => instantOf(offsetAt, today + days * DAY_MS);
}

/** The first instant after `now` at which the clocks of a zone show this time of day (`HH:MM`); ms since epoch. */
export function nextDaily(at: string, timeZone: string, now: number): number {
  const instant = dailyInstants(at, timeZone, now);
  return instant(0) > now ? instant(0) : instant(1);
}

/**
 * Whether none of those that were made, when (ms since epoch), is the last one that was due by `now`. Where none was ever made none is
 * missing; one that a clock made which was ahead is not known to be it.
 */
export function isMissed(at: string, timeZone: string, made: readonly number[], now: number): boolean {
  const instant = dailyInstants(at, timeZone, now);
  const due = instant(0) <= now ? instant(0) : instant(-1);
  return made.length > 0 && !made.some((time) => time >= due && !isAhead(time, now));
}
