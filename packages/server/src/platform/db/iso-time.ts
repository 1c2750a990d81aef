/** ISO 8601 with milliseconds, of a column in ms since epoch. */
export function isoTime(column: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;
}

/** The same of a value; null stays null. */
export function iso<T extends number | null>(at: T): T extends number ? string : null;
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
