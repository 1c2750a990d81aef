import * as z from 'zod';
import { ACTION_PATTERN, KINDS } from './actions.ts';
import { type CanonicalValue, canonicalJson, canonicalPart } from './canonical.ts';
import { type EntryParts, spellEntry } from './entry-parts.ts';

/** Longest name and longest target of an entry, in UTF-16 units. */
export const LONGEST_NAME = 256;
export const LONGEST_TARGET = 2048;

const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SEALED = /^[A-Za-z0-9_-]{38,}$/;
const HASH = /^[0-9a-f]{64}$/;
const LONGEST_ACTION = 64;

const name = z.string().min(1).max(LONGEST_NAME);

/** `detail`: what is open to read and to search; nothing personal, nothing secret. */
const detail = z.custom<{ readonly [key: string]: CanonicalValue }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/**
 * Entry format v1, frozen. Absent fields are left out, never null. `sealed` holds the personal part, encrypted
 * (`seal.ts`); `subject` names its key where that is not the order's own.
 */
const entryV1 = z.strictObject({
  v: z.literal(1),
  seq: z.int().positive(),
  at: z.string().regex(AT),
  uuid: z.string().regex(UUID),
  kind: z.enum(KINDS),
  action: z.string().max(LONGEST_ACTION).regex(ACTION_PATTERN),
  actor: name,
  origin: name.optional(),
  refId: name.optional(),
  orderId: name.optional(),
  externalId: name.optional(),
  callId: name.optional(),
  subject: name.optional(),
  operation: name.optional(),
  outcome: name.optional(),
  target: z.string().min(1).max(LONGEST_TARGET).optional(),
  detail,
  sealed: z.string().regex(SEALED).optional(),
  prevHash: z.string().regex(HASH),
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

/** The canonical text of an entry: what is hashed. Throws `CanonicalError` for values that have none. */
export function entryText(fields: EntryFields): string {
  const detail = canonicalPart(fields.detail, '$.detail', 1);
  return spellEntry({ ...fields, detail }, fields.prevHash);
}

/**
 * The entry that has these parts and follows the one with the hash `prevHash` (hex): what {@link parseEntry} reads from its text.
 * Throws {@link EntryFormatError} as that does.
 */
export function entryOfParts(parts: EntryParts, prevHash: string): EntryV1 {
  const { action, actor, at, kind, seq, uuid, ...more } = parts;
  const { callId, externalId, operation, orderId, origin, outcome, refId, sealed, subject, target } = more;
  // In the order of RFC 8785, name by name: in a loop over the names it would take three times as long.
  const entry: Record<string, unknown> = { action, actor, at };
  if (callId != null) entry.callId = callId;
  entry.detail = plainDetail(parts.detail);
  if (externalId != null) entry.externalId = externalId;
  entry.kind = kind;
  if (operation != null) entry.operation = operation;
  if (orderId != null) entry.orderId = orderId;
  if (origin != null) entry.origin = origin;
  if (outcome != null) entry.outcome = outcome;
  entry.prevHash = prevHash;
  if (refId != null) entry.refId = refId;
  if (sealed != null) entry.sealed = sealed;
  entry.seq = seq;
  if (subject != null) entry.subject = subject;
  if (target != null) entry.target = target;
  entry.uuid = uuid;
  entry.v = 1;
  return isWhole(entry) ? entry : entryOfPartsByRule(parts, prevHash);
}

function entryOfPartsByRule(parts: EntryParts, prevHash: string): EntryV1 {
  const entry = parseEntryByRule(spellEntry(parts, prevHash));
  // What goes on past the end of its object would pass for fields of the entry.
  if (isCanonical(entry.detail, parts.detail)) return entry;
  throw new EntryFormatError('not_canonical', 'the detail is not in canonical form');
}

/** A detail whose text is canonical at a glance, see {@link isPlainlyRight}. */
function plainDetail(text: string): unknown {
  try {
    const detail: unknown = JSON.parse(text);
    return text.includes('\\ud') || JSON.stringify(detail) !== text ? undefined : detail;
  } catch {
    return undefined;
  }
}

const NAMES = [
  'actor',
  'origin',
  'refId',
  'orderId',
  'externalId',
  'subject',
  'operation',
  'outcome',
] as const satisfies readonly (keyof Parsed)[];

/**
 * What keeps these fields from being an entry that {@link parseEntry} would read again; null when nothing does. For the
 * writer: an entry that no verifier accepts must never be chained.
 */
export function fieldProblem(
  fields: { target?: unknown } & { [K in (typeof NAMES)[number]]?: unknown },
  at: string,
): string | null {
  for (const name of NAMES) {
    const value = fields[name];
    if (value === undefined || (value === null && name !== 'actor')) continue;
    if (typeof value !== 'string' || value.length === 0 || value.length > LONGEST_NAME)
      return `${name} must be a text of 1 to ${LONGEST_NAME} characters`;
  }
  const { target } = fields;
  if (target != null && (typeof target !== 'string' || target.length === 0 || target.length > LONGEST_TARGET))
    return `target must be a text of 1 to ${LONGEST_TARGET} characters`;
  return AT.test(at) ? null : 'at must lie in the years 0 to 9999';
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
  const value = parseJson(text);
  return isPlainlyRight(value, text) ? value : parsedByRule(value, text);
}

/** As {@link parseEntry}, by the schema and by writing the entry anew: slower, and able to say what is wrong. */
export function parseEntryByRule(text: string): EntryV1 {
  return parsedByRule(parseJson(text), text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EntryFormatError('not_json', 'the entry is not JSON');
  }
}

// The way of nearly every entry, several times as fast as the rule; what it does not know at a glance it leaves to the rule.
function isPlainlyRight(value: unknown, text: string): value is EntryV1 {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  // JSON.stringify spells as RFC 8785 does, but lets a lone surrogate through as an escape, and keeps the order it finds.
  return !text.includes('\\ud') && JSON.stringify(value) === text && isWhole(value);
}

/** Whether it has the fields of an entry and no others, in their order, each as it has to be. */
function isWhole(value: object): value is EntryV1 {
  let required = 0;
  let before = '';
  for (const key of Object.keys(value)) {
    const field = PLAIN_FIELDS.get(key);
    const fieldValue = (value as Record<string, unknown>)[key];
    if (field === undefined || key <= before || !field.fits(fieldValue)) return false;
    if (field.required) required += 1;
    before = key;
  }
  return required === REQUIRED_FIELDS;
}

function isOrdered(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= 16) return false;
  if (Array.isArray(value)) return value.every((item) => isOrdered(item, depth + 1));
  let before: string | null = null;
  for (const key of Object.keys(value)) {
    if (before !== null && key <= before) return false;
    if (!isOrdered((value as Record<string, unknown>)[key], depth + 1)) return false;
    before = key;
  }
  return true;
}

const text = (fits: (value: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && fits(value);
const isName = text((value) => value.length > 0 && value.length <= LONGEST_NAME);

const PLAIN_FIELDS = new Map<string, { required: boolean; fits: (value: unknown) => boolean }>([
  ['v', { required: true, fits: (value) => value === 1 }],
  ['seq', { required: true, fits: (value) => Number.isSafeInteger(value) && Number(value) > 0 }],
  ['at', { required: true, fits: text((value) => AT.test(value)) }],
  ['uuid', { required: true, fits: text((value) => UUID.test(value)) }],
  ['kind', { required: true, fits: (value) => KINDS.some((kind) => kind === value) }],
  [
    'action',
    { required: true, fits: text((value) => value.length <= LONGEST_ACTION && ACTION_PATTERN.test(value)) },
  ],
  ['actor', { required: true, fits: isName }],
  [
    'detail',
    {
      required: true,
      fits: (value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) && isOrdered(value, 1),
    },
  ],
  ['prevHash', { required: true, fits: text((value) => HASH.test(value)) }],
  ['sealed', { required: false, fits: text((value) => SEALED.test(value)) }],
  ['target', { required: false, fits: text((value) => value.length > 0 && value.length <= LONGEST_TARGET) }],
  ...(['origin', 'refId', 'orderId', 'externalId', 'callId', 'subject', 'operation', 'outcome'] as const).map(
    (field) => [field, { required: false, fits: isName }] as const,
  ),
]);
const REQUIRED_FIELDS = [...PLAIN_FIELDS.values()].filter(({ required }) => required).length;

function parsedByRule(value: unknown, text: string): EntryV1 {
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
