import { parseBirthDate } from './birth-date.ts';
import { type SoughtWord, soughtName } from './fold.ts';
import { emailsIn, evidenceIdsIn, refIdsIn } from './ids.ts';
import { typedNumber } from './number.ts';
import { plainDashes, plainText, tidyText } from './signs.ts';

/** One way to read what somebody typed into the search box. */
export type SearchReading =
  | { readonly kind: 'ref_id'; readonly value: string }
  | { readonly kind: 'ref_id_part'; readonly prefix: string; readonly suffix: string | null }
  | { readonly kind: 'evidence_id'; readonly value: string }
  | { readonly kind: 'evidence_id_part'; readonly prefix: string }
  | { readonly kind: 'order_id'; readonly value: string }
  | { readonly kind: 'external_id'; readonly value: string }
  | { readonly kind: 'target_url'; readonly value: string }
  /** Digits, led by `+` where the country is told; a whole number or a part of one. */
  | { readonly kind: 'msisdn'; readonly value: string }
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'birth_date'; readonly value: string }
  | { readonly kind: 'name'; readonly words: readonly SoughtWord[] };

const UUID_HEAD = /^[0-9a-f]{1,8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,12})?$/;
const ABBREVIATED = /^([0-9a-f-]{2,})(?:…|\.{2,3})([0-9a-f]{1,12})$/;
/** Its dashes are plain by then. */
const WORD_OF_NAME = /^['’]?\p{L}[\p{L}\p{M}'’‘ʼ`´′＇.-]*$/u;
const ADDRESS = /^https?:\/\/\S+$/i;
const LONGEST_NAME = 8;
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'ag gmbh sa sarl sàrl ltd llc inc kg ohg se plc bv nv srl spa co corp eg ev stiftung verein'.split(' '),
);

const OF_WHAT = 'ref(?:erence|erenz)?|order|auftrags?|evidence|external|externe|customer|kunden?';
const ALONE = `${OF_WHAT}|kundin|name|vornamen?|nachname|first names?|surname|last name`;
const LABEL = new RegExp(
  `^(?:(?:${OF_WHAT})?[\\s-]*(?:id|nr|no|number|nummer)\\.?|${ALONE})\\s*[:=#]\\s*`,
  'i',
);

/** What stands around an id or a name that is copied from a mail, a ticket or a page, and does not belong to it. */
function unwrap(text: string): string {
  return text
    .replace(LABEL, '')
    .replace(/^["'«»“”„‘’{<([]+|["'«»“”’}>,;)\]]+$/g, '')
    .trim();
}

/** The words of a text that reads like a person's name (two or more words of letters, no company form). */
function fullNameWords(text: string): string[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length < 2 || words.length > LONGEST_NAME) return null;
  if (!words.every((word) => WORD_OF_NAME.test(word))) return null;
  return words.some((word) => LEGAL_FORMS.has(word.toLowerCase().replace(/\./g, ''))) ? null : words;
}

function refIdParts(lower: string): SearchReading[] {
  const abbreviated = ABBREVIATED.exec(lower);
  if (abbreviated?.[1] !== undefined && abbreviated[2] !== undefined) {
    return [{ kind: 'ref_id_part', prefix: abbreviated[1], suffix: abbreviated[2] }];
  }
  const long = lower.length >= 3 && lower.length < 36;
  return long && UUID_HEAD.test(lower) ? [{ kind: 'ref_id_part', prefix: lower, suffix: null }] : [];
}

function evidenceParts(lower: string): SearchReading[] {
  const hex = /^ras([0-9a-f]{1,23})$/.exec(lower)?.[1];
  return hex === undefined ? [] : [{ kind: 'evidence_id_part', prefix: `RAS${hex}` }];
}

function nameReadings(text: string): SearchReading[] {
  const words = plainDashes(text)
    .replace(/<[^>]*(?:>|$)|\([^)]*(?:\)|$)/g, ' ')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > LONGEST_NAME || !words.every((word) => WORD_OF_NAME.test(word))) {
    return [];
  }
  return soughtName(words.join(' ')).map((sought) => ({ kind: 'name', words: sought }));
}

function personReadings(text: string): SearchReading[] {
  const emails = emailsIn(text).map(
    (email): SearchReading => ({ kind: 'email', value: email.toLowerCase() }),
  );
  if (emails.length > 0) return [...emails, ...nameReadings(text)];
  const birthDate = parseBirthDate(text);
  if (birthDate !== null) return [{ kind: 'birth_date', value: birthDate }];
  const number = typedNumber(text);
  const digits = number?.replace('+', '').length ?? 0;
  if (number !== null && digits >= 3 && digits <= 17) return [{ kind: 'msisdn', value: number }];
  return nameReadings(text);
}

/** Ids that leave no doubt, wherever in the text they stand. */
function wholeIds(text: string): SearchReading[] {
  return [
    ...refIdsIn(text).map((value): SearchReading => ({ kind: 'ref_id', value })),
    ...evidenceIdsIn(text).map((value): SearchReading => ({ kind: 'evidence_id', value })),
  ];
}

/**
 * Every sensible reading of a search term, the most specific first. Whole ids and e-mail addresses leave no doubt, whatever
 * stands around them: then nothing else is read into the text.
 */
export function readSearchTerm(input: string): SearchReading[] {
  const typed = tidyText(input);
  const text = unwrap(typed);
  if (text === '') return [];
  const whole = wholeIds(input);
  const address: SearchReading[] = ADDRESS.test(text) ? [{ kind: 'target_url', value: text }] : [];
  if (whole.length > 0 || address.length > 0) return [...address, ...whole];
  const person = personReadings(text);
  if (person[0]?.kind === 'email') return person;
  const plain = plainText(text);
  const lower = plain.toLowerCase();
  const ids: SearchReading[] = [
    ...evidenceParts(lower),
    ...refIdParts(lower),
    ...(/^[\w./-]{2,64}$/.test(plain) ? [{ kind: 'order_id', value: plain } as const] : []),
    { kind: 'external_id', value: text },
    ...(LABEL.test(typed) ? [{ kind: 'external_id', value: typed } as const] : []),
  ];
  return looksLikePersonalData(text) ? [...person, ...ids] : [...ids, ...person];
}

/**
 * Whether a text is likely a person's data and so must not stand in a URL: an e-mail address, a birth date, a
 * phone number written as such, or a full name. A lone word is not: it may be the start of an External ID.
 */
export function looksLikePersonalData(input: string): boolean {
  const text = plainText(input);
  if (/\S@\S/.test(text) || parseBirthDate(text) !== null) return true;
  if (wholeIds(text).length > 0) return false;
  const number = typedNumber(text);
  if (number !== null) {
    const digits = number.replace('+', '').length;
    const marked = number.startsWith('+') || number.startsWith('0');
    const grouped = /\d[\s/.]+\d/.test(text);
    return (marked && digits >= 7) || (grouped && digits >= 9) || number.startsWith('+');
  }
  return fullNameWords(text) !== null;
}
