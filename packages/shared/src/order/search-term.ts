import { digitsOf, isPhoneShaped, type MsisdnPattern, msisdnPattern } from './msisdn.ts';

/** One way to read what somebody typed into the search box. */
export type SearchReading =
  | { readonly kind: 'ref_id'; readonly value: string }
  | { readonly kind: 'ref_id_part'; readonly prefix: string; readonly suffix: string | null }
  | { readonly kind: 'evidence_id'; readonly value: string }
  | { readonly kind: 'evidence_id_part'; readonly prefix: string }
  | { readonly kind: 'order_id'; readonly value: string }
  | { readonly kind: 'external_id'; readonly value: string }
  | { readonly kind: 'msisdn'; readonly pattern: MsisdnPattern }
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'birth_date'; readonly value: string }
  | { readonly kind: 'name'; readonly words: readonly string[] };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_HEAD = /^[0-9a-f]{1,8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,12})?$/;
const ABBREVIATED = /^([0-9a-f-]{2,})(?:…|\.{2,3})([0-9a-f]{1,12})$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const NAME_WORD = /^\p{L}[\p{L}\p{M}'’.-]*$/u;
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'ag gmbh sa sarl sàrl ltd llc inc kg ohg se plc bv nv srl spa co corp eg ev stiftung verein'.split(' '),
);

/** What surrounds an id when it is copied from a mail or a page, and does not belong to it. */
function unwrap(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:ref(?:erence)?|order|evidence|external)?[\s-]*id\s*[:=#]\s*/i, '')
    .replace(/^["'«“{<]+|["'»”}>,;]+$/g, '')
    .trim();
}

/** ISO date (`1980-04-12`) of a birth date written the ISO, Swiss/German or slashed way; null if it is none. */
export function parseBirthDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim());
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : local
      ? [Number(local[3]), Number(local[2]), Number(local[1])]
      : [0, 0, 0];
  if (year < 1880 || year > 2200 || month < 1 || month > 12 || day < 1) return null;
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > daysInMonth) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The words of a text that reads like a person's name (two or more words of letters, no company form). */
function fullNameWords(text: string): string[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length < 2 || words.length > 6) return null;
  if (!words.every((word) => NAME_WORD.test(word))) return null;
  return words.some((word) => LEGAL_FORMS.has(word.toLowerCase().replace(/\./g, ''))) ? null : words;
}

function refIdReading(lower: string): SearchReading[] {
  if (UUID.test(lower)) return [{ kind: 'ref_id', value: lower }];
  const compact = /^[0-9a-f]{32}$/.exec(lower);
  if (compact) {
    const value = lower.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return [{ kind: 'ref_id', value }];
  }
  const abbreviated = ABBREVIATED.exec(lower);
  if (abbreviated?.[1] !== undefined && abbreviated[2] !== undefined) {
    return [{ kind: 'ref_id_part', prefix: abbreviated[1], suffix: abbreviated[2] }];
  }
  const long = lower.length >= 3 && lower.length < 36;
  return long && UUID_HEAD.test(lower) ? [{ kind: 'ref_id_part', prefix: lower, suffix: null }] : [];
}

function evidenceReading(lower: string): SearchReading[] {
  const match = /^ras([0-9a-f]{0,24})$/.exec(lower);
  if (!match) return [];
  const hex = match[1] ?? '';
  if (hex.length === 24) return [{ kind: 'evidence_id', value: `RAS${hex}` }];
  return hex.length > 0 ? [{ kind: 'evidence_id_part', prefix: `RAS${hex}` }] : [];
}

function personReadings(text: string): SearchReading[] {
  if (EMAIL.test(text)) return [{ kind: 'email', value: text.toLowerCase() }];
  const birthDate = parseBirthDate(text);
  if (birthDate !== null) return [{ kind: 'birth_date', value: birthDate }];
  const pattern = msisdnPattern(text);
  if (pattern !== null) return [{ kind: 'msisdn', pattern }];
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.length > 0 && words.length <= 6 && words.every((word) => NAME_WORD.test(word))
    ? [{ kind: 'name', words }]
    : [];
}

/**
 * Every sensible reading of a search term, the most telling first. A term that names one thing beyond doubt
 * (a whole Ref ID, a whole evidence ID, an e-mail address) has one reading only.
 */
export function readSearchTerm(input: string, defaultCountryCode = '41'): SearchReading[] {
  const text = unwrap(input);
  if (text === '') return [];
  const lower = text.toLowerCase();
  const refId = refIdReading(lower);
  if (refId[0]?.kind === 'ref_id') return refId;
  const evidence = evidenceReading(lower);
  if (evidence[0]?.kind === 'evidence_id') return evidence;
  const person = personReadings(text).map(
    (reading): SearchReading =>
      reading.kind === 'msisdn'
        ? { kind: 'msisdn', pattern: msisdnPattern(text, defaultCountryCode) ?? reading.pattern }
        : reading,
  );
  if (person[0]?.kind === 'email') return person;
  const ids: SearchReading[] = [
    ...evidence,
    ...refId,
    ...(/^[\w./-]{2,64}$/.test(text) ? [{ kind: 'order_id', value: text } as const] : []),
    { kind: 'external_id', value: text },
  ];
  return looksLikePersonalData(text) ? [...person, ...ids] : [...ids, ...person];
}

/**
 * Whether a text is likely a person's data and so must not stand in a URL: an e-mail address, a birth date, a
 * phone number written as such, or a full name. A lone word is not: it may be the start of an External ID.
 */
export function looksLikePersonalData(input: string): boolean {
  const text = input.normalize('NFKC').trim();
  if (/\S@\S/.test(text) || parseBirthDate(text) !== null) return true;
  if (isPhoneShaped(text)) {
    const digits = digitsOf(text);
    const marked = /^(?:\+|00|0)\d/.test(text.replace(/[\s()-]/g, ''));
    const grouped = /\d[\s/.]+\d/.test(text);
    return (marked && digits.length >= 7) || (grouped && digits.length >= 9) || text.startsWith('+');
  }
  return fullNameWords(text) !== null;
}
