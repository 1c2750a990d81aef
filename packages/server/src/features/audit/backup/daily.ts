import { instantOf, offsetFinder } from '@srs-desk/shared/time/zone.ts';

const DAY_MS = 86_400_000;

/** The first instant after `now` at which the clocks of a zone show this time of day (`HH:MM`); ms since epoch. */
export function nextDaily(at: string, timeZone: string, now: number): number {
  const offsetAt = offsetFinder(timeZone);
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const local = now + offsetAt(now);
  const midnight = local - (local % DAY_MS);
  const timeOfDay = (hours * 60 + minutes) * 60_000;
  const today = instantOf(offsetAt, midnight + timeOfDay);
  return today > now ? today : instantOf(offsetAt, midnight + DAY_MS + timeOfDay);
}

/** Whether the last one that was due before `now` was not made. Null where none was ever made: then none is missing. */
export function isMissed(at: string, timeZone: string, lastMade: number | null, now: number): boolean {
  const due = nextDaily(at, timeZone, now - DAY_MS);
  return lastMade !== null && due <= now && lastMade < due;
}
