const FIRST_MS = 2_000;
const LONGEST_MS = 600_000;

/**
 * When to try again after the `attempt`-th failure in a row (from 1): somewhere below twice the span of the time before, at
 * most `longestMs`, by default ten minutes (full jitter). `random` is in [0, 1).
 */
export function retryAt(attempt: number, now: number, random: number, longestMs = LONGEST_MS): number {
  const ceiling = Math.min(
    Math.max(LONGEST_MS, longestMs),
    FIRST_MS * 2 ** Math.min(30, Math.max(0, attempt - 1)),
  );
  return now + Math.round(FIRST_MS / 2 + random * ceiling);
}
