import { isDay } from '../billing/periods.ts';
import { refIdIn } from '../text/ids.ts';
import { brokenTextAt } from '../text/whole-text.ts';

/**
 * How lists are asked for (ra-data-simple-rest): `filter` and `sort` as JSON, `range` as `[first, last]`.
 * Only what a list's description names can be filtered or sorted, for only that has an index.
 */

/** What the values of a filter look like. */
export type FilterKind =
  | { readonly type: 'text' }
  | { readonly type: 'integer' }
  /** An instant, stored in ms since epoch. */
  | { readonly type: 'time' }
  | { readonly type: 'choice'; readonly values: readonly string[] };

export interface ListSpec {
  /** Fields that may be filtered by a value or a list of values. */
  readonly filters: Readonly<Record<string, FilterKind>>;
  /** Time fields that may be bounded by `<field>_gte` and `<field>_lte`. */
  readonly ranges: readonly string[];
  readonly sorts: readonly string[];
  readonly defaultSort: readonly [string, 'ASC' | 'DESC'];
  /** Whether `q` is understood. */
  readonly q: boolean;
  /** Whether `after` and `before` are understood: which of the sorts are by a text, the others being by whole numbers. */
  readonly cursors?: { readonly texts: readonly string[] };
}

export type Condition =
  | { readonly op: 'in'; readonly field: string; readonly values: readonly (string | number | null)[] }
  | { readonly op: 'gte' | 'lte'; readonly field: string; readonly at: number }
  | { readonly op: 'q'; readonly text: string };

/** The row beside which a page begins, in the order of the sort: the value that it is sorted by, and its number. */
interface ListCursor {
  /** The page begins after the row, or ends before it. */
  readonly side: 'after' | 'before';
  readonly at: string | number;
  readonly id: number;
}

export interface ListQuery {
  readonly where: readonly Condition[];
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' };
  readonly offset: number;
  readonly limit: number;
  /** Where the page stands; else `offset` says it. */
  readonly cursor?: ListCursor;
}

/** What is wrong with a query, by field: where, what, and what would be right. */
type FieldErrors = Record<string, string>;

type ParsedList = { ok: true; query: ListQuery } | { ok: false; errors: FieldErrors };

/** Rows per page at most; more is what exports are for. */
const MOST_ROWS = 1000;
const DEFAULT_ROWS = 25;
/** Values that one filter may list. */
const MOST_VALUES = 1000;
const LONGEST_TEXT = 200;
/** Fields that hold a Ref ID, or may. */
const REF_ID_FIELDS: ReadonlySet<string> = new Set(['id', 'refId', 'supersededBy', 'person']);

interface RawList {
  filter?: string | undefined;
  range?: string | undefined;
  sort?: string | undefined;
  after?: string | undefined;
  before?: string | undefined;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return brokenTextAt(value) === null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** All names that may stand in `filter`, for messages. */
function filterNames(spec: ListSpec): string[] {
  const bounds = spec.ranges.flatMap((field) => [`${field}_gte`, `${field}_lte`]);
  return [...Object.keys(spec.filters), ...bounds, ...(spec.q ? ['q'] : [])];
}

const NO_INSTANT = 'must be an ISO 8601 time such as 2026-03-01T00:00:00.000Z';

/** The instant (ms since epoch) that a filter names, which begins with a day of the calendar; null when it is none. */
export function readInstant(value: unknown): number | null {
  const day = typeof value === 'string' ? /^\d{4}-\d\d-\d\d/.exec(value)?.[0] : undefined;
  // `Date.parse` takes the 29th of February for the 1st of March where there is none.
  const at = day !== undefined && isDay(day) ? Date.parse(String(value)) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function readValue(
  kind: FilterKind,
  value: unknown,
): { ok: true; value: string | number | null } | { ok: false; why: string } {
  if (value === null) return { ok: true, value: null };
  switch (kind.type) {
    case 'integer': {
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
      if (Number.isSafeInteger(number)) return { ok: true, value: number as number };
      return { ok: false, why: 'must be a whole number' };
    }
    case 'time': {
      const at = readInstant(value);
      return at === null ? { ok: false, why: NO_INSTANT } : { ok: true, value: at };
    }
    case 'choice':
      if (kind.values.some((choice) => choice === value)) return { ok: true, value: value as string };
      return { ok: false, why: `must be one of ${kind.values.join(', ')}` };
    case 'text': {
      const text = typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string') return { ok: false, why: 'must be a text' };
      if (text.length > LONGEST_TEXT) return { ok: false, why: `must be at most ${LONGEST_TEXT} characters` };
      return { ok: true, value: text };
    }
  }
}

/** A Ref ID in SRS's spelling, and as typed: a call through the gateway bears its application's. */
function spellingsOf(field: string, value: string | number | null): (string | number | null)[] {
  const refId = typeof value === 'string' && REF_ID_FIELDS.has(field) ? refIdIn(value) : null;
  return refId === null || refId === value ? [value] : [refId, value];
}

function readIn(field: string, kind: FilterKind, value: unknown, errors: FieldErrors): Condition | null {
  const values = Array.isArray(value) ? value : [value];
  if (values.length > MOST_VALUES) {
    errors[`filter.${field}`] =
      `lists ${values.length} values, at most ${MOST_VALUES} can be asked for at once`;
    return null;
  }
  const read: (string | number | null)[] = [];
  for (const one of values) {
    const result = readValue(kind, one);
    if (!result.ok) {
      errors[`filter.${field}`] = result.why;
      return null;
    }
    read.push(...spellingsOf(field, result.value));
  }
  return { op: 'in', field, values: read };
}

function readBound(name: string, value: unknown, errors: FieldErrors): Condition | null {
  const field = name.slice(0, -4);
  const at = readInstant(value);
  if (at === null) {
    errors[`filter.${name}`] = NO_INSTANT;
    return null;
  }
  return { op: name.endsWith('_gte') ? 'gte' : 'lte', field, at };
}

function readFilter(spec: ListSpec, text: string | undefined, errors: FieldErrors): Condition[] {
  if (text === undefined || text === '') return [];
  const filter = parseJson(text);
  if (filter === null || typeof filter !== 'object' || Array.isArray(filter)) {
    errors.filter = 'must be a JSON object such as {"status":"error"}';
    return [];
  }
  const where: Condition[] = [];
  for (const [name, value] of Object.entries(filter)) {
    const kind = Object.hasOwn(spec.filters, name) ? spec.filters[name] : undefined;
    let condition: Condition | null = null;
    if (kind) condition = readIn(name, kind, value, errors);
    else if (/_[gl]te$/.test(name) && spec.ranges.includes(name.slice(0, -4))) {
      condition = readBound(name, value, errors);
    } else if (name === 'q' && spec.q) {
      if (typeof value === 'string' && value.length <= LONGEST_TEXT) {
        if (value.trim() !== '') condition = { op: 'q', text: value.trim() };
      } else errors['filter.q'] = `must be a text of at most ${LONGEST_TEXT} characters`;
    } else {
      errors[`filter.${name}`] = `cannot be filtered by; allowed are ${filterNames(spec).join(', ')}`;
    }
    if (condition) where.push(condition);
  }
  return where;
}

function readRange(
  text: string | undefined,
  unlimited: boolean,
  errors: FieldErrors,
): { offset: number; limit: number } {
  if (text === undefined || text === '') return { offset: 0, limit: unlimited ? MOST_VALUES : DEFAULT_ROWS };
  const range = parseJson(text);
  const [first, last] = Array.isArray(range) ? (range as unknown[]) : [];
  if (
    !Array.isArray(range) ||
    range.length !== 2 ||
    !Number.isSafeInteger(first) ||
    !Number.isSafeInteger(last)
  ) {
    errors.range = 'must be [first, last], both counted from 0, such as [0,24]';
    return { offset: 0, limit: DEFAULT_ROWS };
  }
  const [from, to] = [first as number, last as number];
  if (from < 0 || to < from) errors.range = 'must not end before it begins, and begin at 0 or later';
  else if (to - from + 1 > MOST_ROWS)
    errors.range = `asks for ${to - from + 1} rows, at most ${MOST_ROWS} at once`;
  return { offset: from, limit: to - from + 1 };
}

function readSort(spec: ListSpec, text: string | undefined, errors: FieldErrors): ListQuery['sort'] {
  const [field, order] = spec.defaultSort;
  if (text === undefined || text === '') return { field, order };
  const sort = parseJson(text);
  const wanted: unknown = Array.isArray(sort) ? sort[0] : undefined;
  const direction: unknown = Array.isArray(sort) ? sort[1] : undefined;
  if (
    typeof wanted !== 'string' ||
    (direction !== 'ASC' && direction !== 'DESC') ||
    !Array.isArray(sort) ||
    sort.length !== 2
  ) {
    errors.sort = `must be [field, "ASC" or "DESC"], such as ["${field}","${order}"]`;
    return { field, order };
  }
  if (!spec.sorts.includes(wanted)) {
    errors.sort = `cannot sort by ${wanted}; allowed are ${spec.sorts.join(', ')}`;
    return { field, order };
  }
  return { field: wanted, order: direction };
}

/** A cursor on the wire, opaque to those who ask: the value and the number. */
const CURSOR = /^(.{1,128})\.(\d{1,15})$/;

function readCursor(
  spec: ListSpec,
  raw: RawList,
  sort: ListQuery['sort'],
  errors: FieldErrors,
): ListCursor | undefined {
  const [side, text] =
    raw.after === undefined ? (['before', raw.before] as const) : (['after', raw.after] as const);
  if (text === undefined) return undefined;
  if (raw.after !== undefined && raw.before !== undefined) errors.before = 'cannot stand beside after';
  const [, value = '', id] = CURSOR.exec(text) ?? [];
  const at = spec.cursors?.texts.includes(sort.field) ? value : Number(value);
  if (spec.cursors === undefined || value === '' || (typeof at === 'number' && !Number.isSafeInteger(at))) {
    errors[side] = 'must be what X-Cursor-First or X-Cursor-Last of a page of the same filter and sort gave';
    return undefined;
  }
  return { side, at, id: Number(id) };
}

/**
 * Reads a list query against what the list can do. A filter by `id` without a range asks for all the rows named
 * (`getMany`), up to {@link MOST_VALUES}.
 */
export function parseListQuery(spec: ListSpec, raw: RawList): ParsedList {
  const errors: FieldErrors = {};
  const where = readFilter(spec, raw.filter, errors);
  const byId = where.some((condition) => condition.op === 'in' && condition.field === 'id');
  const { offset, limit } = readRange(raw.range, byId, errors);
  const sort = readSort(spec, raw.sort, errors);
  const cursor = readCursor(spec, raw, sort, errors);
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, query: { where, sort, offset, limit, ...(cursor && { cursor }) } };
}

/** `Content-Range` of a page: `orders 0-24/319`; a star stands for the rows of an empty page. */
export function contentRange(resource: string, offset: number, rows: number, total: number): string {
  return rows === 0 ? `${resource} */${total}` : `${resource} ${offset}-${offset + rows - 1}/${total}`;
}
