/** How an order stands against the time it has: nothing to say, close to its limit, or over it. */
export type AgeTag = 'late' | 'soon' | null;

/**
 * The tag beside an order's age: `late` once its limit has passed, `soon` in the last quarter before it.
 * All times in ms since epoch; `since` is when the present situation began.
 */
export function ageTag(lateAt: number | null, since: number, now: number): AgeTag {
  if (lateAt === null) return null;
  if (now >= lateAt) return 'late';
  return now >= lateAt - (lateAt - since) / 4 ? 'soon' : null;
}
