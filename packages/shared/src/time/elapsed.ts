/** A clock is moved by so little while it is kept right, ms. */
const TOLERANCE_MS = 60_000;

/** The latest time that can have been noted by now; ms since epoch. Pure. */
export function latestNoted(now: number): number {
  return now + TOLERANCE_MS;
}

/** Whether a time that was noted lies ahead: the clock was wrong when it was noted, and it says nothing. Pure; ms since epoch. */
export function isAhead(at: number, now: number): boolean {
  return at > latestNoted(now);
}

/**
 * Whether so much time has passed since something was done last. What was done at a time that lies ahead counts as done long ago:
 * better once too often than not until then. Pure; ms since epoch.
 */
export function hasPassed(ms: number, since: number, now: number): boolean {
  return now - since >= ms || isAhead(since, now);
}
