const FIRST_MS = 60_000;
/** So long after somebody asked it is asked about again at most, ms. */
export const ASKED_FOR_MS = 86_400_000;

/**
 * When SRS is asked again about a Ref ID that it does not know: ever less, and for a day. Null when that is over. Times in ms
 * since epoch.
 */
export function askAgainAt(askedAt: number, now: number): number | null {
  const end = askedAt + ASKED_FOR_MS;
  return now >= end ? null : Math.min(now + Math.max(FIRST_MS, now - askedAt), end);
}
