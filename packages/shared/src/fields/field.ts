import * as z from 'zod';
import type { FilterKind, ListSpec } from '../api/list.ts';

/**
 * A noun (an order, a call, an invoice line) is a table of fields, each told once. What a field is stands in its
 * attributes; shapes, filters, sorts and export columns are read from them, in the order of the table.
 */

/** What sort of value a field holds, and its form on the wire. */
interface Kind {
  readonly kind: 'text' | 'integer' | 'time' | 'choice' | 'flag' | 'list' | 'object' | 'bytes';
  readonly wire: z.ZodType;
  /** Of a choice: every value there is. */
  readonly values?: readonly string[];
}

/** What may be said of a field of any noun. */
export interface Field extends Kind {
  /** In a row of the list. */
  readonly row?: true;
  /** On the page of one. */
  readonly page?: true;
  /** An amount of money, in minor units of the row's currency. */
  readonly money?: true;
  /** A column of the export. */
  readonly exported?: true;
  /** Left out for who may not see the person and the case. */
  readonly hidden?: true;
  /** May be filtered by a value or a list of values. */
  readonly filter?: true;
  /** A time that may be bounded by `<field>_gte` and `<field>_lte`: its place among those that are offered. */
  readonly range?: number;
  /** The list may be sorted by it: its place among the sorts that are offered. */
  readonly sort?: number;
}

/** The fields of a noun by their key. */
export type FieldTable = Readonly<Record<string, Field>>;

/** Keys of the fields that have an attribute. */
export type KeysWith<T, A extends PropertyKey> = {
  [K in keyof T]: A extends keyof T[K] ? K : never;
}[keyof T];

/** The zod shape of the fields that have an attribute; hidden ones may be absent. */
type ShapeWith<T extends FieldTable, A extends PropertyKey> = {
  [K in KeysWith<T, A>]: 'hidden' extends keyof T[K] ? z.ZodOptional<T[K]['wire']> : T[K]['wire'];
};

/** A text that is always there. */
export const text = { kind: 'text', wire: z.string() } as const;
export const maybeText = { kind: 'text', wire: z.string().nullable() } as const;
export const integer = { kind: 'integer', wire: z.int() } as const;
export const maybeInteger = { kind: 'integer', wire: z.int().nullable() } as const;
export const amount = { ...integer, money: true } as const;
export const maybeAmount = { ...maybeInteger, money: true } as const;
/** An instant: ISO 8601 in UTC on the wire, ms since epoch where it is stored. */
export const time = { kind: 'time', wire: z.iso.datetime() } as const;
export const maybeTime = { kind: 'time', wire: z.iso.datetime().nullable() } as const;
export const flag = { kind: 'flag', wire: z.boolean() } as const;
/** What never leaves the server. */
export const bytes = { kind: 'bytes', wire: z.never() } as const;

/** One of a closed set of values. */
export function choice<const V extends readonly string[]>(values: V) {
  return { kind: 'choice', wire: z.enum(values), values } as const;
}

export function maybeChoice<const V extends readonly string[]>(values: V) {
  return { kind: 'choice', wire: z.enum(values).nullable(), values } as const;
}

/** Several values of one form. */
export function list<W extends z.ZodType>(of: W) {
  return { kind: 'list', wire: z.array(of) } as const;
}

/** A record with a value for each of these keys. */
export function recordOf<K extends string, V>(keys: readonly K[], give: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, give(key)])) as Record<K, V>;
}

/** The keys of the fields that have an attribute, in the order of the table. */
export function keysWith<T extends FieldTable, A extends PropertyKey>(
  fields: T,
  attribute: A,
): KeysWith<T, A>[] {
  const has = (key: keyof T): key is KeysWith<T, A> => attribute in (fields[key] ?? {});
  return keysOf(fields).filter(has);
}

/** The keys of a table whose shape is known, as its type has them. */
function keysOf<T extends FieldTable>(fields: T): (keyof T)[] {
  return Object.keys(fields);
}

/** The same, what everybody sees first, then what is hidden from some: the order of keys in JSON. */
export function openFirst<T extends FieldTable, A extends PropertyKey>(
  fields: T,
  attribute: A,
): KeysWith<T, A>[] {
  const keys = keysWith(fields, attribute);
  const hidden = (key: KeysWith<T, A>): boolean => fields[key]?.hidden === true;
  return [...keys.filter((key) => !hidden(key)), ...keys.filter(hidden)];
}

/** The zod shape of the fields that have an attribute, such as `row`. */
export function shapeWith<T extends FieldTable, A extends PropertyKey>(
  fields: T,
  attribute: A,
): ShapeWith<T, A> {
  const shape = openFirst(fields, attribute).flatMap((key) => {
    const field = fields[key];
    return field === undefined ? [] : [[key, field.hidden ? field.wire.optional() : field.wire]];
  });
  return Object.fromEntries(shape) as ShapeWith<T, A>;
}

function filterKind(key: string, { kind, values }: Kind): FilterKind {
  if (kind === 'choice') return { type: 'choice', values: values ?? [] };
  if (kind === 'text' || kind === 'integer' || kind === 'time') return { type: kind };
  throw new Error(`${key} cannot be filtered: it is a ${kind}`);
}

/** How each field with `filter` is filtered; those that are hidden only where they are asked for. */
function filtersOf(fields: FieldTable, which: 'open' | 'hidden'): ListSpec['filters'] {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) =>
      field.filter && (field.hidden === true) === (which === 'hidden') ? [[key, filterKind(key, field)]] : [],
    ),
  );
}

function inPlace(fields: FieldTable, attribute: 'range' | 'sort'): string[] {
  const place = (key: string): number => fields[key]?.[attribute] ?? 0;
  return keysWith(fields, attribute).sort((a, b) => place(a) - place(b));
}

/** A list as the attributes of its fields describe it; `more` are conditions that are no plain field. */
export function listOf(
  fields: FieldTable,
  rest: Pick<ListSpec, 'defaultSort' | 'q' | 'cursors'> & { readonly more?: ListSpec['filters'] },
): ListSpec {
  const { more, ...spec } = rest;
  return {
    filters: { ...filtersOf(fields, 'open'), ...more, ...filtersOf(fields, 'hidden') },
    ranges: inPlace(fields, 'range'),
    sorts: inPlace(fields, 'sort'),
    ...spec,
  };
}
