import * as z from 'zod';
import { instantOf, offsetFinder } from '../time/zone.ts';

/** A billing month, `YYYY-MM`, in the billing time zone. Sorts as text. */
export type Period = string;

/** A calendar day, `YYYY-MM-DD`, in the billing time zone. Sorts as text. */
export type Day = string;

/** Accepts `YYYY-MM` of the years 2000 to 2199. */
export const periodSchema = z
  .string()
  .regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, 'a month is written YYYY-MM, for example 2026-03');

/** Accepts a calendar day `YYYY-MM-DD` that exists, of the years 2000 to 2199. */
export const daySchema = z
  .string()
  .regex(/^2[01]\d\d-\d\d-\d\d$/, 'a day is written YYYY-MM-DD, for example 2026-03-01')
  .refine(isDay, 'this day does not exist');

/** From inclusive, to exclusive, ms since epoch. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** Months and days of one time zone. Keeps what it has worked out, so asking a million times is cheap. */
export interface Calendar {
  readonly timeZone: string;
  /** The month an instant (ms since epoch) belongs to. */
  periodOf(at: number): Period;
  /** The day an instant (ms since epoch) belongs to. */
  dayOf(at: number): Day;
  /** First instant of the month and of the next one. */
  boundsOf(period: Period): Bounds;
  /** First instant of a day, ms since epoch. */
  startOf(day: Day): number;
}

const DAY_MS = 86_400_000;

/** True when `text` is a day of the calendar. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** True when `name` is a time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The month `count` months later (earlier when negative). */
export function addMonths(period: Period, count: number): Period {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** All months from `from` to `to`, both included; none when `to` is earlier. */
export function periodsBetween(from: Period, to: Period): Period[] {
  const periods: Period[] = [];
  for (let period = from; period <= to; period = addMonths(period, 1)) periods.push(period);
  return periods;
}

/** First day of a month. */
export function firstDayOf(period: Period): Day {
  return `${period}-01`;
}

/** The month a day lies in. */
export function periodOfDay(day: Day): Period {
  return day.slice(0, 7);
}

/** All days of a month, in order. */
export function daysOf(period: Period): Day[] {
  const days: Day[] = [];
  for (let day = firstDayOf(period); periodOfDay(day) === period; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * The calendar of a time zone, exact at clock changes and at New Year because it asks the runtime's zone data.
 * @throws RangeError when the time zone is unknown.
 */
export function createCalendar(timeZone: string): Calendar {
  const offsetAt = offsetFinder(timeZone);
  const starts = new Map<Day, number>();
  const startOf = (day: Day): number => {
    let start = starts.get(day);
    if (start === undefined) {
      start = instantOf(offsetAt, Date.parse(`${day}T00:00:00.000Z`));
      starts.set(day, start);
    }
    return start;
  };
  // The local days that a day of UTC may reach into, worked out once: zones lie less than a day from UTC.
  const around = new Map<number, { day: Day; start: number }[]>();
  const daysAround = (index: number): { day: Day; start: number }[] => {
    let days = around.get(index);
    if (days === undefined) {
      const utc = new Date(index * DAY_MS).toISOString().slice(0, 10);
      days = [1, 0, -1, -2].map((by) => addDays(utc, by)).map((day) => ({ day, start: startOf(day) }));
      around.set(index, days);
    }
    return days;
  };
  const dayOf = (at: number): Day => {
    const days = daysAround(Math.floor(at / DAY_MS));
    for (const { day, start } of days) if (at >= start) return day;
    throw new RangeError(`no day of ${timeZone} holds ${at}`);
  };
  const boundsOf = (period: Period): Bounds => ({
    from: startOf(firstDayOf(period)),
    to: startOf(firstDayOf(addMonths(period, 1))),
  });
  return { timeZone, startOf, dayOf, boundsOf, periodOf: (at) => periodOfDay(dayOf(at)) };
}

const calendars = new Map<string, Calendar>();

/** The calendar of a zone, made once per thread. @throws RangeError when the time zone is unknown. */
export function calendarOf(timeZone: string): Calendar {
  const calendar = calendars.get(timeZone) ?? createCalendar(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
}
