import * as z from 'zod';

/** An ISO 4217 currency code. */
export type Currency = string;

/** Accepts a currency code that the runtime knows, in capitals. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency is an ISO 4217 code such as CHF')
  .refine((code) => KNOWN.has(code), 'this currency is not known');

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const digitsOf = new Map<Currency, number>();

/** How many decimals the currency has: 2 for CHF, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: Currency): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/** `-1234` of CHF as `-12.34`: plain digits with a point, for files that machines read. */
export function formatMinor(amount: number, currency: Currency): string {
  const digits = minorDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Which sign separates the decimals of an amount in a file. */
export const DECIMAL_SIGNS = ['auto', 'comma', 'point'] as const;
export type DecimalSign = (typeof DECIMAL_SIGNS)[number];

/** An amount read from text, or why it could not be. */
type ParsedAmount =
  | { ok: true; minor: number }
  | { ok: false; code: 'empty' | 'not_a_number' | 'ambiguous' | 'too_many_decimals' | 'too_large' };

/** `12.-`, `12.\u2013`: dashes in the place of the decimals say that there are none. */
const NO_DECIMALS = /[.,]\s*[-\u2212\u2013\u2014]+(?=\)?$)/;
const GROUP_SIGNS = /['\u2019\u02bc\u00a0\u202f\u2009 ]/g;
/** What such signs part into threes: the whole part, from its first digit on. */
const GROUPED = new RegExp(`^\\d{1,3}(?:${GROUP_SIGNS.source}\\d{3})+(?=[.,]|$)`);

/** The decimal sign of a number text, or null for an integer; 'ambiguous' for `1,234` when nobody said which. */
function decimalAt(text: string, sign: DecimalSign): number | 'ambiguous' | 'malformed' {
  const commas = text.split(',').length - 1;
  const points = text.split('.').length - 1;
  if (sign === 'comma') return commas > 1 ? 'malformed' : text.lastIndexOf(',');
  if (sign === 'point') return points > 1 ? 'malformed' : text.lastIndexOf('.');
  if (commas + points === 0) return -1;
  if (commas > 0 && points > 0) {
    const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
    return (text[last] === ',' ? commas : points) > 1 ? 'malformed' : last;
  }
  if (commas > 1 || points > 1) return -1;
  const at = commas === 1 ? text.indexOf(',') : text.indexOf('.');
  return /^\d{1,3}$/.test(text.slice(0, at)) && text.length - at === 4 && text[0] !== '0' ? 'ambiguous' : at;
}

function ungroup(whole: string): string | null {
  if (/^\d+$/.test(whole)) return whole;
  return /^\d{1,3}([.,]\d{3})+$/.test(whole) ? whole.replace(/[.,]/g, '') : null;
}

/**
 * Reads `1'234.50`, `1.234,50`, `1 234,5`, `12`, `12.-` or `-3.10` as integer minor units of the currency. With `auto`,
 * `1,234` could be either of two numbers and is refused as ambiguous. More decimals than the currency has are
 * refused unless they are zeros.
 */
export function parseAmount(text: string, currency: Currency, sign: DecimalSign = 'auto'): ParsedAmount {
  const trimmed = text.trim().replace(NO_DECIMALS, '');
  if (trimmed === '') return { ok: false, code: text.trim() === '' ? 'empty' : 'not_a_number' };
  const negative = /^[-\u2212]|[-\u2212]$|^\(.*\)$/.test(trimmed);
  const unsigned = trimmed.replace(/^\(|\)$|^[-+\u2212]|[-\u2212]$/g, '').trim();
  const digits = unsigned.replace(GROUPED, (whole) => whole.replace(GROUP_SIGNS, ''));
  if (!/^[\d.,]+$/.test(digits) || !/\d/.test(digits)) return { ok: false, code: 'not_a_number' };
  // Without decimals all that stands between digits groups them.
  const at = NO_DECIMALS.test(text.trim()) ? -1 : decimalAt(digits, sign);
  if (at === 'ambiguous') return { ok: false, code: 'ambiguous' };
  if (at === 'malformed') return { ok: false, code: 'not_a_number' };
  const whole = ungroup((at < 0 ? digits : digits.slice(0, at)) || '0');
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  if (whole === null || !/^\d*$/.test(fraction)) return { ok: false, code: 'not_a_number' };
  return toMinor(whole, fraction, minorDigits(currency), negative);
}

function toMinor(whole: string, fraction: string, digits: number, negative: boolean): ParsedAmount {
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) return { ok: false, code: 'too_many_decimals' };
  const minor = Number(`${whole}${kept}`);
  if (!Number.isSafeInteger(minor)) return { ok: false, code: 'too_large' };
  return { ok: true, minor: negative && minor !== 0 ? -minor : minor };
}
