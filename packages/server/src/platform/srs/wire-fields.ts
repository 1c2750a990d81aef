import { isDay } from '@srs-desk/shared/billing/periods.ts';
import { parseBirthDate } from '@srs-desk/shared/text/birth-date.ts';
import { LONGEST_EXTERNAL_ID } from '@srs-desk/shared/text/ids.ts';
import { withoutInvisible } from '@srs-desk/shared/text/signs.ts';
import { msisdnFrom } from '../phone-number.ts';
import type { ReadTime } from './wire-time.ts';

/** In which form a value stands on the wire. */
const WIRE_FORMS = ['nothing', 'text', 'long_text', 'number', 'boolean', 'list', 'object'] as const;
type WireForm = (typeof WIRE_FORMS)[number];

/** A field of an answer that could not be read, or not whole: its name on the wire and the form it came in. */
export interface UnreadField {
  field: string;
  form: WireForm;
}

/** Longest text that is kept, and longest id (a name in the log), in characters. */
const LONGEST_TEXT = 4096;
const LONGEST_ID = LONGEST_EXTERNAL_ID;

/** Half of a character: it has no UTF-8, so the log cannot hold it. */
const BROKEN = /\p{Surrogate}/u;

const PLAIN_DAY = /^\d{4}-\d\d-\d\d$/;
const YEAR_FIRST = /^(\d{4})([/.]?)(\d\d)\2(\d\d)$/;
/** What programs put behind a day that has no time: no time of a day is meant, and no zone may move it. */
const MIDNIGHT =
  /(?<=\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?|Z|[+-]\d\d:\d\d)(?:\[[\w/+-]+\])?$/i;

type Fields = Readonly<Record<string, unknown>>;

/** The form of a value; `null`, `""` and what is absent are nothing. */
export function formOf(value: unknown): WireForm {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : 'list';
  switch (typeof value) {
    case 'string':
      return value.length > LONGEST_TEXT ? 'long_text' : 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'object';
  }
}

/** A value as text: numbers by their digits, a list of such joined. Null when it is neither. */
function plainText(value: unknown): string | null {
  if (typeof value === 'string') return BROKEN.test(value) ? null : value;
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return null;
  const parts = value
    .filter((part) => formOf(part) !== 'nothing')
    .map((part) => (Array.isArray(part) ? null : plainText(part)));
  return parts.includes(null) ? null : parts.join(', ');
}

// An object of the wire may bring a `toString` that is none, so that String() would throw.
function spelled(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Reads the fields of one JSON object, each by itself: whatever form it comes in, it is read where its meaning is
 * plain, else dropped and noted in `unread`. One field never costs another.
 */
export class WireFields {
  readonly #fields: Fields;
  readonly #path: string;
  readonly unread: UnreadField[];

  constructor(fields: Fields, unread: UnreadField[] = [], path = '') {
    this.#fields = fields;
    this.#path = path;
    this.unread = unread;
  }

  /** The names of all fields that came. */
  names(): string[] {
    return Object.keys(this.#fields);
  }

  /** Notes a field as not read. */
  drop(name: string): null {
    const field = this.#path + name;
    const form = formOf(this.#fields[name]);
    if (!this.unread.some((one) => one.field === field && one.form === form))
      this.unread.push({ field, form });
    return null;
  }

  /** A text as it was written; null when there is none. One that is too long is cut, and tells its full length. */
  free(name: string): string | null {
    const value = this.#fields[name];
    if (formOf(value) === 'nothing') return null;
    const text = plainText(value);
    if (text === null) return this.drop(name);
    if (text.length <= LONGEST_TEXT) return text;
    this.drop(name);
    const length = ` … [${text.length}]`;
    return `${text.slice(0, LONGEST_TEXT - length.length).replace(BROKEN, '')}${length}`;
  }

  /** The same without blanks around it. */
  text(name: string): string | null {
    return this.free(name)?.trim() || null;
  }

  /** An id, as it was written but for blanks around it where `trim`; one that is cut would be another id. */
  id(name: string, trim = true): string | null {
    const text = trim ? this.text(name) : this.free(name);
    return text === null || text.length <= LONGEST_ID ? text : this.drop(name);
  }

  /** A secret text of any length, without its type, blanks, line ends and invisible signs around it. */
  token(name: string): string | null {
    const value = this.#fields[name];
    const [only, ...others] = Array.isArray(value) ? value : [value];
    if (typeof only !== 'string' || others.length > 0) return null;
    return withoutInvisible(only).replace(/^bearer\s+/i, '') || null;
  }

  time(name: string, read: ReadTime): number | null {
    const value = this.#fields[name];
    if (formOf(value) === 'nothing') return null;
    return read(value) ?? this.drop(name);
  }

  /** Only an http(s) address can be opened by a user. */
  url(name: string): string | null {
    const text = this.text(name);
    return text === null || (/^https?:\/\/\S+$/i.test(text) && text.length < LONGEST_TEXT)
      ? text
      : this.drop(name);
  }

  /** A phone number in E.164. */
  msisdn(name: string): string | null {
    const text = this.text(name);
    return text === null ? null : (msisdnFrom(text) ?? this.drop(name));
  }

  /** A calendar day as `1984-02-29`: also `[1984, 2, 29]`, `19840229`, `29.2.1984`, and one with midnight behind it. */
  day(name: string): string | null {
    const value = this.#fields[name];
    const text = Array.isArray(value) && value.length === 3 ? value.map(spelled).join('-') : this.text(name);
    if (text === null || (PLAIN_DAY.test(text) && isDay(text))) return text;
    const day = text.replace(MIDNIGHT, '').replace(YEAR_FIRST, '$1-$3-$4');
    return parseBirthDate(day) ?? this.drop(name);
  }

  /** Yes or no, also as text or 1 and 0; null when it is not told. */
  flag(name: string): boolean | null {
    const value = this.#fields[name];
    const text = spelled(value).trim().toLowerCase();
    if (text === '') return null;
    if (text === 'true' || text === '1') return true;
    return text === 'false' || text === '0' ? false : this.drop(name);
  }

  /** Several short texts; a single value counts as a list of one, and may name several between commas. */
  many(name: string): string[] {
    const value = this.#fields[name];
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => {
      if (formOf(item) === 'nothing') return [];
      const text = Array.isArray(item) ? null : plainText(item);
      if (text !== null && text.length <= LONGEST_ID)
        return text.split(',').flatMap((one) => one.trim() || []);
      this.drop(name);
      return [];
    });
  }

  /** Several objects, as readers of their fields; a single one counts as a list of one. */
  objects(name: string): WireFields[] {
    const value = this.#fields[name];
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => {
      if (formOf(item) === 'nothing') return [];
      if (typeof item === 'object' && item !== null && !Array.isArray(item))
        return [new WireFields({ ...item }, this.unread, `${this.#path}${name}.`)];
      this.drop(name);
      return [];
    });
  }

  /** True when the field holds a list. */
  isList(name: string): boolean {
    return Array.isArray(this.#fields[name]);
  }
}
