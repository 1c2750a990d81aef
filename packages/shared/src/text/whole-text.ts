/** Characters that no text of ours holds: NUL, and halves of characters, which no file and no database can keep as they are. */
const BROKEN = /[\0\p{Surrogate}]/u;

/** What is said of it. */
export const BROKEN_TEXT = 'holds a character that is none (NUL or half of a pair)';

/** Where a value (plain JSON) holds text that is none: the path to it, or null. */
export function brokenTextAt(value: unknown, path: readonly string[] = []): readonly string[] | null {
  if (typeof value === 'string') return BROKEN.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, one] of Object.entries(value)) {
    const at = BROKEN.test(key) ? path : brokenTextAt(one, [...path, key]);
    if (at !== null) return at;
  }
  return null;
}
