/** A JSON text as a value, or that it is none. */
type ParsedBody = { ok: true; value: unknown } | { ok: false };

/** A string, or a number: the strings are matched so that digits inside them are left alone. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;

/** Parses an answer's text: a byte order mark is skipped, integers beyond 2^53 become texts of all their digits. */
export function parseBody(body: string): ParsedBody {
  const text = body.replace(/^\ufeff+/, '');
  const exact = /\d{16}/.test(text)
    ? text.replace(STRING_OR_NUMBER, (part) => (LONG_INTEGER.test(part) ? `"${part}"` : part))
    : text;
  try {
    return { ok: true, value: JSON.parse(exact) };
  } catch {
    return { ok: false };
  }
}

/** The fields of a JSON object; a list of one object counts as that object. Null for anything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one } : null;
}
