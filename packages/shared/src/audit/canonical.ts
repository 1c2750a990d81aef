/**
 * A value that has exactly one canonical text. Booleans and null are let in beside strings and integers,
 * since a difference must tell `null` from `"null"` and both have one spelling only; fractions and
 * exponents, where implementations of RFC 8785 disagree in practice, are not.
 */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/** Why a value has no canonical text, and where in it (`$.a[2].b`). */
export class CanonicalError extends Error {
  override readonly name = 'CanonicalError';
  constructor(
    readonly reason: 'lone_surrogate' | 'not_an_integer' | 'unsupported_type' | 'too_deep',
    readonly path: string,
  ) {
    super(`no canonical JSON: ${reason} at ${path}`);
  }
}

/** Nesting beyond this is refused: it also ends cycles before the stack does. */
export const MAX_DEPTH = 64;

const LONE_SURROGATE = /\p{Surrogate}/u;
// What JSON.stringify would have to escape, or what may be a lone surrogate: everything else is quoted as it is.
const PLAIN = /^[ !#-[\]-\uD7FF\uE000-\uFFFF]*$/;

type Reason = CanonicalError['reason'];

// Built without a path, which would cost more than the writing; the path is looked for only after a failure.
class Refusal extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new Refusal('lone_surrogate');
  return JSON.stringify(text);
}

function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) {
    // The default sort compares UTF-16 code units, which is what RFC 8785 §3.2.3 asks for.
    if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.sort();
  }
  return keys;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Refusal('unsupported_type');
  let text = '{';
  for (const key of sortedKeys(value)) {
    if (text.length > 1) text += ',';
    text += `${quote(key)}:${write((value as Record<string, unknown>)[key], depth)}`;
  }
  return `${text}}`;
}

function writeArray(value: readonly unknown[], depth: number): string {
  let text = '[';
  for (let i = 0; i < value.length; i++) {
    if (i > 0) text += ',';
    text += write(value[i], depth);
  }
  return `${text}]`;
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Refusal('not_an_integer');
    return String(value);
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (typeof value !== 'object') throw new Refusal('unsupported_type');
  if (depth >= MAX_DEPTH) throw new Refusal('too_deep');
  return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
}

function refusalOf(value: unknown, depth: number): Reason | null {
  try {
    write(value, depth);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

function childrenOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return Array.from(value as unknown[], (item, index) => [`[${index}]`, item]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, item]) => [`.${key}`, item]);
}

function pathOfRefusal(value: unknown, depth: number): string {
  if (depth >= MAX_DEPTH) return '';
  for (const [step, child] of childrenOf(value)) {
    if (refusalOf(child, depth + 1) !== null) return step + pathOfRefusal(child, depth + 1);
  }
  return '';
}

/**
 * The canonical JSON text (RFC 8785) of a value made of strings, safe integers, booleans, null, arrays and plain
 * objects. Throws {@link CanonicalError} on all else: `undefined`, fractions, bigints, dates, class instances,
 * lone surrogates, nesting deeper than {@link MAX_DEPTH}.
 */
export function canonicalJson(value: unknown): string {
  return canonicalPart(value, '$', 0);
}

/** As {@link canonicalJson}, of a part of a larger value: `path` and `depth` say where in it the part stands. */
export function canonicalPart(value: unknown, path: string, depth: number): string {
  try {
    return write(value, depth);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new CanonicalError(error.reason, path + pathOfRefusal(value, depth));
  }
}
