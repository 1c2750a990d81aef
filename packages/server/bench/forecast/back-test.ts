import { type DayCount, forecastMonth } from '@srs-desk/shared/billing/forecast.ts';
import { addDays, addMonths, daysOf, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import { SeededRandom } from '../seed/seeded-random.ts';

/** How the use of a customer may go. */
export const COURSES = ['steady', 'small', 'bursty', 'growing', 'shrinking', 'drifting', 'amounts'] as const;
type Course = (typeof COURSES)[number];

/** What forecasts were worth: how many of them held the month in their range, how far off they were. */
interface BackTest {
  readonly forecasts: number;
  /** Share of months that ended within the range, 0 to 1. */
  readonly coverage: number;
  /** Mean distance between expected and real, as a share of the real. */
  readonly error: number;
}

const FIRST: Period = '2025-01';
const MONTHS = 14;
/** Months before which nothing is forecast: the range learns from what was. */
const LEARNT = 4;
/** Days of a month on which it is forecast. */
const ASKED_ON = [5, 10, 15, 20, 25];
/** By weekday, Sunday first. */
const WEEK = [0.2, 1, 1.1, 1, 1, 0.9, 0.3];

type Draw = () => number;

function normal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

/** A count around a mean, by Poisson. */
function countAround(draw: Draw, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(draw)));
  const least = Math.exp(-mean);
  let count = 0;
  for (let left = draw(); left > least; left *= draw()) count += 1;
  return count;
}

/** A customer's days over 14 months. */
function daysAlong(course: Course, seed: number): DayCount[] {
  const { unit } = new SeededRandom(seed, `forecast ${course}`);
  let drift = 0;
  const days: DayCount[] = [];
  const end = firstDayOf(addMonths(FIRST, MONTHS));
  for (let day = firstDayOf(FIRST), at = 0; day < end; day = addDays(day, 1), at += 1) {
    const weekday = WEEK[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 1;
    drift = drift * 0.97 + 0.06 * normal(unit);
    const means: Record<Course, () => number> = {
      steady: () => 40,
      small: () => 3,
      bursty: () => 40 * Math.exp(0.5 * normal(unit) - 0.125),
      growing: () => 20 * Math.exp((0.05 * at) / 30),
      shrinking: () => 80 * Math.exp((-0.05 * at) / 30),
      drifting: () => 40 * Math.exp(drift),
      amounts: () => 400 * Math.exp(0.1 * normal(unit)),
    };
    const count = countAround(unit, means[course]() * weekday);
    days.push({ day, count: course === 'amounts' ? count * 255 : count });
  }
  return days;
}

/** Forecasts every month of some customers from what was known on its 5th, 10th, 15th, 20th and 25th, and looks how it ended. */
export function backTest(course: Course, customers: number): BackTest {
  let [forecasts, held, error] = [0, 0, 0];
  for (let seed = 1; seed <= customers; seed += 1) {
    const days = daysAlong(course, seed);
    for (let month = LEARNT; month < MONTHS; month += 1) {
      const all = daysOf(addMonths(FIRST, month));
      const actual = days.reduce((sum, { day, count }) => sum + (all.includes(day) ? count : 0), 0);
      for (const today of ASKED_ON.flatMap((of) => all[of - 1] ?? [])) {
        const forecast = forecastMonth(
          days.filter(({ day }) => day <= today),
          today,
        );
        if (forecast === null) continue;
        forecasts += 1;
        if (forecast.low <= actual && actual <= forecast.high) held += 1;
        error += Math.abs(forecast.expected - actual) / Math.max(1, actual);
      }
    }
  }
  return { forecasts, coverage: held / forecasts, error: error / forecasts };
}
