const HOUR_MS = 3_600_000;

/** Weight of each hour of a Swiss working day, 0 to 23. */
const HOURS = [1, 1, 0, 0, 0, 1, 3, 8, 18, 26, 30, 28, 20, 22, 27, 28, 25, 22, 18, 15, 13, 11, 7, 3];
const WEEKDAYS: Readonly<Record<string, number>> = { Sat: 0.38, Sun: 0.24, Mon: 1.15, Fri: 0.9 };

/**
 * `count` moments (ms, rising) in the `days` before `end`: business hours in Zurich, quiet weekends, and a
 * Service Provider whose use grows by about 80 % over the time. One moment per equal share of the total
 * weight, so the count is exact; `unit` gives the place within each share.
 */
export function arrivalTimes(count: number, end: number, days: number, unit: () => number): number[] {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Zurich',
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const hours = days * 24;
  const sums = new Float64Array(hours + 1);
  for (let i = 0; i < hours; i++) {
    const parts = local.formatToParts(end - (hours - i) * HOUR_MS + HOUR_MS / 2);
    const hour = Number(parts.find((part) => part.type === 'hour')?.value ?? '0');
    const weekday = parts.find((part) => part.type === 'weekday')?.value ?? '';
    const growth = 0.7 + (0.6 * i) / hours;
    sums[i + 1] = (sums[i] ?? 0) + (HOURS[hour] ?? 0) * (WEEKDAYS[weekday] ?? 1) * growth;
  }
  const total = sums[hours] ?? 0;
  const times: number[] = [];
  let slot = 0;
  for (let i = 0; i < count; i++) {
    const point = ((i + unit()) / count) * total;
    while (slot < hours - 1 && (sums[slot + 1] ?? 0) <= point) slot++;
    const low = sums[slot] ?? 0;
    const high = sums[slot + 1] ?? low;
    const within = high > low ? (point - low) / (high - low) : 0;
    times.push(Math.floor(end - (hours - slot - Math.min(within, 0.9999)) * HOUR_MS));
  }
  return times;
}
