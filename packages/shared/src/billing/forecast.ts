import { addDays, type Day, daysOf, periodOfDay } from './periods.ts';

/** How much of something a day had: orders, or an amount in minor units. */
export interface DayCount {
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
  /** Days of the past that the expected count rests on. */
  readonly basedOnDays: number;
}

const WEEK = 7;
/** Weeks of the past that are looked at; what is three weeks older weighs half. */
const WEEKS = 8;
const HALVED_AFTER = 3;
/** Forecasts of the past that are made again to see how far they were off, a week apart. */
const REPLAYS = 20;
const FEWEST_REPLAYS = 6;
const COVERED = 0.8;
/** The range, in deviations, where there are too few replays to tell: somewhat more than a normal distribution has. */
const UNTRIED = 1.4;

/** Days of the past that {@link forecastMonth} makes use of. */
export const FORECAST_DAYS = (WEEKS + REPLAYS + 5) * WEEK;

/** Counts day by day from the first on, and the weekday of that one. */
interface Series {
  readonly counts: readonly number[];
  readonly firstWeekday: number;
}

interface Foreseen {
  /** By day. */
  readonly means: readonly number[];
  readonly sum: number;
  /** Standard deviation of the sum, were all days independent and the past weeks all there is to learn from. */
  readonly deviation: number;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/** Means by weekday over the weeks before a day, later ones weighing more. */
function weekdayMeans({ counts, firstWeekday }: Series, before: number, from: number): number[] {
  const sums = Array.from({ length: WEEK }, () => ({ sum: 0, weight: 0 }));
  for (let at = before - 1; at >= from; at -= 1) {
    const weight = 0.5 ** (Math.floor((before - 1 - at) / WEEK) / HALVED_AFTER);
    const of = sums[(firstWeekday + at) % WEEK];
    if (of === undefined) continue;
    of.sum += weight * (counts[at] ?? 0);
    of.weight += weight;
  }
  return sums.map(({ sum, weight }) => (weight === 0 ? 0 : sum / weight));
}

/** How many weeks of equal weight are worth as much as these. */
function effectiveWeeks(weeks: number): number {
  const weights = Array.from({ length: weeks }, (_, at) => 0.5 ** (at / HALVED_AFTER));
  return sumOf(weights) ** 2 / sumOf(weights.map((weight) => weight ** 2));
}

/** Foresees the days from `before` on out of those before it: each weekday its own mean, all as scattered as they were. */
function foresee(series: Series, before: number, days: number): Foreseen {
  const { counts, firstWeekday } = series;
  const from = Math.max(0, before - WEEKS * WEEK);
  const means = weekdayMeans(series, before, from);
  const meanOf = (at: number) => means[(firstWeekday + at) % WEEK] ?? 0;
  const past = Array.from({ length: before - from }, (_, at) => from + at);
  const expected = sumOf(past.map(meanOf));
  const squares = sumOf(past.map((at) => ((counts[at] ?? 0) - meanOf(at)) ** 2));
  const freedom = past.length / Math.max(1, past.length - WEEK);
  // The variance grows with the mean, as that of counts does.
  const scatter = expected === 0 ? 1 : (squares / expected) * freedom;
  const ahead = Array.from({ length: days }, (_, at) => meanOf(before + at));
  const sum = sumOf(ahead);
  const weekly = (expected / past.length) * WEEK;
  const ofMean = ((days / WEEK) ** 2 * scatter * weekly) / effectiveWeeks(Math.floor(past.length / WEEK));
  return { means: ahead, sum, deviation: Math.max(Math.sqrt(scatter * sum + ofMean), sum / 100) };
}

/**
 * How many deviations a range needs to have held four of five of the forecasts that could have been made in the past for as
 * many days: what the deviation leaves out (a trend, good and bad weeks) is learnt from there.
 */
function neededDeviations(series: Series, today: number, days: number): number {
  const misses: number[] = [];
  for (let back = 0; back < REPLAYS; back += 1) {
    const before = today - days - back * WEEK;
    if (before < 4 * WEEK) break;
    const { sum, deviation } = foresee(series, before, days);
    const actual = sumOf(series.counts.slice(before, before + days));
    if (deviation > 0) misses.push(Math.abs(actual - sum) / deviation);
  }
  if (misses.length < FEWEST_REPLAYS) return UNTRIED;
  const rank = Math.min(misses.length, Math.ceil((misses.length + 1) * COVERED));
  return Math.max(1, misses.sort((a, b) => a - b)[rank - 1] ?? UNTRIED);
}

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}

/**
 * Forecasts the month of `today` from the full days of the last eight weeks, each weekday by its own mean; how wide its range
 * is, is learnt from how far such forecasts were off in the {@link FORECAST_DAYS} before. Days missing from `history` count as
 * days without use once `history` has begun. Null while there is less than a full week of history to go by.
 */
export function forecastMonth(history: readonly DayCount[], today: Day): Forecast | null {
  const known = new Map(history.map((entry) => [entry.day, entry.count]));
  const begin = history.map((entry) => entry.day).sort()[0] ?? today;
  const days: Day[] = [];
  for (let day = begin; day <= today; day = addDays(day, 1)) days.push(day);
  const last = days.slice(-FORECAST_DAYS - 1);
  const first = last[0];
  if (first === undefined || last.length <= WEEK) return null;
  const series = { counts: last.map((day) => known.get(day) ?? 0), firstWeekday: weekdayOf(first) };
  const at = last.length - 1;
  const month = daysOf(periodOfDay(today));
  const soFar = sumOf(month.map((day) => (day <= today ? (known.get(day) ?? 0) : 0)));
  const left = month.filter((day) => day >= today).length;
  const { means, deviation } = foresee(series, at, left);
  const [meanToday = 0, ...later] = means;
  const rest = Math.max(0, meanToday - (series.counts[at] ?? 0)) + sumOf(later);
  const spread = rest === 0 ? 0 : deviation * neededDeviations(series, at, left);
  return {
    forecast: true,
    soFar,
    expected: Math.round(soFar + rest),
    low: Math.max(soFar, Math.floor(soFar + rest - spread)),
    high: Math.ceil(soFar + rest + spread),
    basedOnDays: Math.min(at, WEEKS * WEEK),
  };
}
