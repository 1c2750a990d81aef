import { isUnborn, parseBirthDate } from '../text/birth-date.ts';
import { emailsIn } from '../text/ids.ts';
import { type NumberProblem, numberShape, type ReadNumber } from '../text/number.ts';
import { withoutInvisible } from '../text/signs.ts';
import { methodSheet } from './catalogue.ts';
import { INITIAL_DATA_FIELDS, type InitialDataField, type InitialDatum, type MethodKey } from './sheet.ts';

/** What is wrong with a field, or worth knowing about it. */
type InitialDataCode =
  /** Mandatory for the method. */
  | 'missing'
  /** Not in the form SRS takes. */
  | 'malformed'
  /** A birth date that has not come yet. */
  | 'in_future'
  /** The number cannot be one. */
  | NumberProblem
  /** The method refuses it; it will be left out. */
  | 'not_accepted'
  /** Without the surname the provider's app cannot be used. */
  | 'surname_needed_for_app'
  /** Must be exactly as in the ID document. */
  | 'surname_exact'
  /** Compared with the ID document: a difference fails the identification. */
  | 'compared_with_document'
  /** Proved by a code by SMS: on no ID document. */
  | 'proved_by_sms'
  /** Compared with what the bank has on record. */
  | 'compared_with_account'
  /** The provider does not serve this language. */
  | 'language_not_offered';

/** One remark about one field. An `error` stops the placing, `advice` does not. */
export interface InitialDataRemark {
  readonly field: InitialDataField;
  readonly code: InitialDataCode;
  readonly severity: 'error' | 'advice';
}

/** What was entered; empty text counts as not given. */
export type InitialData = Readonly<Partial<Record<InitialDataField, string>>>;

/** Of each field that has a form, a value that has it. */
export const INITIAL_DATA_EXAMPLES: Readonly<Partial<Record<InitialDataField, string>>> = {
  mobile: '+41 79 123 45 67',
  dob: '1980-05-17',
  documentValidity: '2031-12-31',
  email: 'erika.muster@example.ch',
  country: 'CH',
  nationality: 'CH',
  language: 'de',
};

const DATE_FIELDS: ReadonlySet<InitialDataField> = new Set(['dob', 'documentValidity']);

function given(data: InitialData, field: InitialDataField): string | null {
  const value = withoutInvisible(data[field] ?? '');
  return value === '' ? null : value;
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => character < ' ' || character === '\u007f');
}

/** What data is read against: the number plans, and the time (ms since epoch). */
interface Checks {
  readonly readNumber: ReadNumber;
  readonly now: number;
}

function problemOf(
  field: InitialDataField,
  value: string,
  { readNumber, now }: Checks,
): InitialDataCode | null {
  if (field === 'mobile') {
    const read = readNumber(value);
    return 'problem' in read ? read.problem : null;
  }
  if (isMalformed(field, value)) return 'malformed';
  const birthDate = field === 'dob' ? parseBirthDate(value) : null;
  return birthDate !== null && isUnborn(birthDate, now) ? 'in_future' : null;
}

function isMalformed(field: InitialDataField, value: string): boolean {
  if (value.length > 256 || hasControlCharacter(value)) return true;
  if (DATE_FIELDS.has(field)) return parseBirthDate(value) === null;
  if (field === 'email') return emailsIn(value).length !== 1;
  if (field === 'country' || field === 'nationality') return !/^\p{L}{2,3}$/u.test(value);
  return field === 'language' && !/^[a-z]{2}([-_][a-z]{2})?$/i.test(value);
}

function adviceFor(key: MethodKey, datum: InitialDatum, value: string): InitialDataCode | null {
  const sheet = methodSheet(key);
  if (datum.field === 'language' && sheet !== null)
    return sheet.languages.includes(value.slice(0, 2).toLowerCase()) ? null : 'language_not_offered';
  if (!datum.mustMatch) return null;
  if (sheet?.flow === 'bank') return 'compared_with_account';
  if (datum.field === 'mobile') return 'proved_by_sms';
  return datum.field === 'lastName' ? 'surname_exact' : 'compared_with_document';
}

function remarkOn(
  key: MethodKey,
  datum: InitialDatum,
  data: InitialData,
  checks: Checks,
): InitialDataRemark | null {
  const value = given(data, datum.field);
  const remark = (code: InitialDataCode, severity: InitialDataRemark['severity']) => ({
    field: datum.field,
    code,
    severity,
  });
  if (value === null) {
    if (datum.rule === 'mandatory') return remark('missing', 'error');
    const appNeedsIt = methodSheet(key)?.flow === 'video' && datum.field === 'lastName';
    return appNeedsIt ? remark('surname_needed_for_app', 'advice') : null;
  }
  if (datum.rule === 'useless') return remark('not_accepted', 'advice');
  const problem = problemOf(datum.field, value, checks);
  if (problem !== null) return remark(problem, 'error');
  const advice = adviceFor(key, datum, value);
  return advice === null ? null : remark(advice, 'advice');
}

/**
 * What to tell about the data entered for a method, in the order of its data sheet (guide §7.2, §7.3). A
 * method that stands in no sheet gets none but on the number and a birth date to come: nobody knows its rules.
 */
export function checkInitialData(
  key: MethodKey | null,
  data: InitialData,
  now: number,
  readNumber: ReadNumber = numberShape,
): InitialDataRemark[] {
  const checks = { readNumber, now };
  if (key === null) return remarksOfAny(data, checks);
  const remarks = (methodSheet(key)?.initialData ?? []).map((datum) => remarkOn(key, datum, data, checks));
  return remarks.filter((remark) => remark !== null);
}

function remarksOfAny(data: InitialData, checks: Checks): InitialDataRemark[] {
  return (['dob', 'mobile'] as const).flatMap((field) => {
    const value = given(data, field);
    const code = value === null ? null : problemOf(field, value, checks);
    return code === null || code === 'malformed' ? [] : [{ field, code, severity: 'error' }];
  });
}

/** True when nothing stops the placing. */
export function isPlaceable(remarks: readonly InitialDataRemark[]): boolean {
  return remarks.every((remark) => remark.severity !== 'error');
}

/**
 * The data to send: names as given but for invisible signs, without what is empty or useless to the method, numbers as
 * `readNumber` gives them, dates as `yyyy-mm-dd`.
 */
export function initialDataToSend(
  key: MethodKey | null,
  data: InitialData,
  readNumber: ReadNumber = numberShape,
): Partial<Record<InitialDataField, string>> {
  const useless = new Set(
    (methodSheet(key)?.initialData ?? [])
      .filter((datum) => datum.rule === 'useless')
      .map((datum) => datum.field),
  );
  const result: Partial<Record<InitialDataField, string>> = {};
  for (const field of INITIAL_DATA_FIELDS) {
    const value = given(data, field);
    if (value === null || useless.has(field)) continue;
    if (field === 'mobile') {
      const read = readNumber(value);
      result[field] = 'msisdn' in read ? read.msisdn : value;
    } else if (field === 'email') result[field] = emailsIn(value)[0] ?? value;
    else if (DATE_FIELDS.has(field)) result[field] = parseBirthDate(value) ?? value;
    else result[field] = value;
  }
  return result;
}
