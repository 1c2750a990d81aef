import { z } from 'zod';
import { ACTION_PATTERN, KINDS } from './actions.ts';
import { type CanonicalValue, canonicalJson } from './canonical.ts';

const name = z.string().min(1).max(256);

/** `detail`: what is open to read and to search; nothing personal, nothing secret. */
const detail = z.custom<{ readonly [key: string]: CanonicalValue }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/**
 * Entry format v1, frozen. Absent fields are left out, never null. `sealed` holds the personal part, encrypted
 * (`seal-context.ts`); `subject` names its key where that is not the order's own.
 */
export const entryV1 = z.strictObject({
  v: z.literal(1),
  seq: z.int().positive(),
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  uuid: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  kind: z.enum(KINDS),
  action: z.string().max(64).regex(ACTION_PATTERN),
  actor: name,
  origin: name.optional(),
  refId: name.optional(),
  orderId: name.optional(),
  externalId: name.optional(),
  callId: name.optional(),
  subject: name.optional(),
  operation: name.optional(),
  outcome: name.optional(),
  target: z.string().min(1).max(2048).optional(),
  detail,
  sealed: z
    .string()
    .regex(/^[A-Za-z0-9_-]{38,}$/)
    .optional(),
  prevHash: z.string().regex(/^[0-9a-f]{64}$/),
});

type Parsed = z.infer<typeof entryV1>;

/** One entry of the log, format v1. */
export type EntryV1 = {
  readonly [K in keyof Parsed as undefined extends Parsed[K] ? never : K]: Parsed[K];
} & {
  readonly [K in keyof Parsed as undefined extends Parsed[K] ? K : never]?: Exclude<Parsed[K], undefined>;
};

/** An entry as a writer hands it over: the same fields, absent ones may also be `undefined`. */
export type EntryFields = { readonly [K in keyof Parsed]: Parsed[K] };

/** An entry's bytes cannot be read; `reason` says in what way. */
export class EntryFormatError extends Error {
  override readonly name = 'EntryFormatError';
  constructor(
    readonly reason: 'not_utf8' | 'not_json' | 'not_canonical' | 'bad_field',
    detailText: string,
  ) {
    super(detailText);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The canonical text of an entry: what is stored and hashed. Throws `CanonicalError` for values that have none. */
export function entryText(fields: EntryFields): string {
  const present: Record<string, unknown> = {};
  for (const key of FIELD_ORDER) {
    const value = fields[key];
    if (value !== undefined) present[key] = value;
  }
  return canonicalJson(present);
}

const NAMES = [
  'actor',
  'origin',
  'refId',
  'orderId',
  'externalId',
  'callId',
  'subject',
  'operation',
  'outcome',
] as const satisfies readonly (keyof Parsed)[];

/** Longest name and longest target of an entry, in UTF-16 units. */
export const LONGEST_NAME = 256;
export const LONGEST_TARGET = 2048;

/**
 * What keeps these fields from being an entry that {@link parseEntry} would read again; null when nothing does. For the
 * writer: an entry that no verifier accepts must never be chained.
 */
export function fieldProblem(fields: EntryFields): string | null {
  for (const name of NAMES) {
    const value = fields[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length === 0 || value.length > LONGEST_NAME)
      return `${name} must be a text of 1 to ${LONGEST_NAME} characters`;
  }
  const { target, at } = fields;
  if (target !== undefined && (target.length === 0 || target.length > LONGEST_TARGET))
    return `target must be a text of 1 to ${LONGEST_TARGET} characters`;
  return entryV1.shape.at.safeParse(at).success ? null : `at must lie in the years 0 to 9999`;
}

/** UTF-8 bytes of {@link entryText}. */
export function entryBytes(fields: EntryFields): Uint8Array {
  return encoder.encode(entryText(fields));
}

/**
 * Reads stored bytes (or their text). Throws {@link EntryFormatError} unless they are the canonical bytes of a valid
 * entry: white space, another key order, a repeated key or an unknown field are refused.
 */
export function parseEntry(bytes: Uint8Array | string): EntryV1 {
  const text = typeof bytes === 'string' ? bytes : decodeUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new EntryFormatError('not_json', 'the entry is not JSON');
  }
  const parsed = entryV1.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    throw new EntryFormatError(
      'bad_field',
      `${where === '' ? 'entry' : where}: ${issue?.message ?? 'invalid'}`,
    );
  }
  if (!isCanonical(value, text)) {
    throw new EntryFormatError('not_canonical', 'the entry is not in canonical form');
  }
  // Parsed from JSON, so no key holds undefined.
  return parsed.data as EntryV1;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new EntryFormatError('not_utf8', 'the entry is not UTF-8');
  }
}

function isCanonical(value: unknown, text: string): boolean {
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

// Sorted once here, so that canonicalJson finds the keys in order.
const FIELD_ORDER = (Object.keys(entryV1.shape) as (keyof Parsed)[]).sort();
