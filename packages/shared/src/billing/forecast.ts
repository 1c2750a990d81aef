import { addDays, type Day, daysOf, periodOfDay } from './periods.ts';

/** How many of something happened on a day. */
interface DayCount {
  readonly day: Day;
  readonly count: number;
}

/** Where a month will probably end. Always a forecast: never to be shown as a figure. */
interface Forecast {
  readonly forecast: true;
  /** Counted so far, today included. */
  readonly soFar: number;
  /** Probable count of the whole month, and the range that four of five months fall into. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** Days of the past it rests on. */
  readonly basedOnDays: number;
}

const WEEKS = 8;
const EIGHTY_PER_CENT = 1.2816;

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function varianceOf(numbers: readonly number[]): number {
  const mean = meanOf(numbers);
  return numbers.length < 2
    ? mean
    : numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (numbers.length - 1);
}

/**
 * Forecasts the month of `today` from the full days of the last eight weeks, each weekday by its own mean. Days
 * missing from `history` count as days without use once `history` has begun. Null while there is less than a
 * full week of history to go by.
 */
export function forecastMonth(history: readonly DayCount[], today: Day): Forecast | null {
  const counts = new Map(history.map((entry) => [entry.day, entry.count]));
  const begin = history.map((entry) => entry.day).sort()[0] ?? today;
  const past: Day[] = [];
  for (let day = addDays(today, -1); day >= begin && past.length < WEEKS * 7; day = addDays(day, -1)) {
    past.push(day);
  }
  if (past.length < 7) return null;
  const byWeekday = Array.from({ length: 7 }, (_, weekday) =>
    past.filter((day) => weekdayOf(day) === weekday).map((day) => counts.get(day) ?? 0),
  );
  const month = daysOf(periodOfDay(today));
  const soFar = month.filter((day) => day <= today).reduce((sum, day) => sum + (counts.get(day) ?? 0), 0);
  let rest = 0;
  let variance = 0;
  for (const day of month.filter((each) => each >= today)) {
    const alike = byWeekday[weekdayOf(day)] ?? [];
    const already = day === today ? (counts.get(day) ?? 0) : 0;
    rest += Math.max(0, meanOf(alike) - already);
    variance += Math.max(varianceOf(alike), meanOf(alike));
  }
  const spread = EIGHTY_PER_CENT * Math.sqrt(variance);
  return {
    forecast: true,
    soFar,
    expected: Math.round(soFar + rest),
    low: Math.max(soFar, Math.floor(soFar + rest - spread)),
    high: Math.ceil(soFar + rest + spread),
    basedOnDays: past.length,
  };
}
