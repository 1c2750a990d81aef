/** A setting's value as text in a field: plain for one value, JSON for a group. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : String(value);
}

export type Typed = { ok: true; value: unknown } | { ok: false };

/** Reads a field back as what the setting is (by the shape of its fallback); the server checks the rest. */
export function readTyped(text: string, fallback: unknown): Typed {
  if (typeof fallback === 'string') return { ok: true, value: text };
  try {
    const value: unknown = JSON.parse(text);
    const fits = fallback === null || typeof value === typeof fallback;
    return fits ? { ok: true, value } : { ok: false };
  } catch {
    return { ok: false };
  }
}
