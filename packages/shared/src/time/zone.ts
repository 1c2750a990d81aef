const DAY_MS = 86_400_000;

/** How far the clocks of a zone are ahead of UTC at an instant, ms (both ms since epoch). */
export type OffsetAt = (at: number) => number;

/** The offsets of a zone, from the runtime's zone data. @throws RangeError when the zone is unknown */
export function offsetFinder(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return local - Math.floor(at / 1000) * 1000;
  };
}

function changeBetween(offsetAt: OffsetAt, low: number, high: number): number {
  const before = offsetAt(low);
  let left = low;
  let right = high;
  while (right - left > 1) {
    const middle = Math.floor((left + right) / 2);
    if (offsetAt(middle) === before) left = middle;
    else right = middle;
  }
  return right;
}

/**
 * The first instant at which the clocks of a zone show a local time (given as if it were UTC, ms) or, where they jump
 * over it, the jump itself. So days and months follow each other without a hole or an overlap.
 */
export function instantOf(offsetAt: OffsetAt, local: number): number {
  const before = offsetAt(local - DAY_MS);
  const after = offsetAt(local + DAY_MS);
  const fits = [before, after]
    .filter((offset) => offsetAt(local - offset) === offset)
    .map((offset) => local - offset);
  if (fits.length > 0) return Math.min(...fits);
  return changeBetween(offsetAt, local - DAY_MS, local + DAY_MS);
}
