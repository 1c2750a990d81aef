const HOUR = 3_600_000;

/** How long an order may be put off, in ms. */
export const SNOOZES = [
  { key: 'hour', ms: HOUR },
  { key: 'day', ms: 24 * HOUR },
  { key: 'threeDays', ms: 72 * HOUR },
  { key: 'week', ms: 168 * HOUR },
] as const;

/** When a put-off order comes back (ISO 8601); null for a key that is none: it comes back now. */
export function snoozedUntil(key: string, now: number): string | null {
  const snooze = SNOOZES.find((one) => one.key === key);
  return snooze === undefined ? null : new Date(now + snooze.ms).toISOString();
}
