/**
 * Phone numbers as support hears and types them. Rules on digits only: no number plan is known here, so a
 * number is judged by its form, not by whether its operator exists.
 */

/** Country calling codes whose national numbers keep a leading zero. */
const KEEPS_TRUNK_ZERO: ReadonlySet<string> = new Set(['39', '378']);

const PHONE_CHARACTERS = /^\+?[\d\s().\-/‐-―]+$/;
const E164 = /^\+[1-9]\d{6,14}$/;
const SHORTEST_BARE_INTERNATIONAL = 11;

/** What a typed number, whole or part of one, asks of a stored `+41…` number. */
export interface MsisdnPattern {
  /** The whole number in E.164 form, when the text has one. */
  readonly exact: string | null;
  /** What the stored number begins with (`+4179123`), when the text shows where it begins. */
  readonly prefix: string | null;
  /** The digits the stored number ends with, when the text may be its tail. */
  readonly suffix: string | null;
}

/** Every digit of the text, full-width digits included, in their order. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D+/g, '');
}

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/\(\s*0\s*\)/g, ' ')
    .trim();
}

/** True when the text holds nothing but digits and the signs people write between them. */
export function isPhoneShaped(text: string): boolean {
  const tidied = tidy(text);
  return PHONE_CHARACTERS.test(tidied) && /\d/.test(tidied);
}

/** The leading part of an E.164 number that the text spells out, or null when it shows no beginning. */
function internationalHead(text: string, defaultCountryCode: string): string | null {
  const tidied = tidy(text);
  if (!isPhoneShaped(tidied)) return null;
  const digits = digitsOf(tidied);
  if (tidied.startsWith('+')) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (digits.startsWith('0')) {
    const national = KEEPS_TRUNK_ZERO.has(defaultCountryCode) ? digits : digits.slice(1);
    return `+${defaultCountryCode}${national}`;
  }
  return digits.length >= SHORTEST_BARE_INTERNATIONAL ? `+${digits}` : null;
}

/**
 * A number in any notation as E.164 (`+41791234567`), or null when the text is not a whole number.
 * `defaultCountryCode` (digits, no `+`) completes national notation such as `079 123 45 67`.
 */
export function normaliseMsisdn(text: string, defaultCountryCode = '41'): string | null {
  const head = internationalHead(text, defaultCountryCode);
  return head !== null && E164.test(head) && head.length >= 9 ? head : null;
}

/**
 * How to look for a number of which perhaps only a part is known. Null when the text is no number or has
 * fewer than three digits.
 */
export function msisdnPattern(text: string, defaultCountryCode = '41'): MsisdnPattern | null {
  if (!isPhoneShaped(text)) return null;
  const digits = digitsOf(tidy(text));
  if (digits.length < 3 || digits.length > 17) return null;
  const head = internationalHead(text, defaultCountryCode);
  return {
    exact: normaliseMsisdn(text, defaultCountryCode),
    prefix: head,
    suffix: tidy(text).startsWith('+') || digits.startsWith('00') ? null : digits,
  };
}

/** Whether a stored E.164 number fits what was typed, from either end. */
export function matchesMsisdn(stored: string, text: string, defaultCountryCode = '41'): boolean {
  const pattern = msisdnPattern(text, defaultCountryCode);
  if (pattern === null) return false;
  if (pattern.exact !== null && stored === pattern.exact) return true;
  if (pattern.prefix !== null && stored.startsWith(pattern.prefix)) return true;
  return pattern.suffix !== null && stored.endsWith(pattern.suffix);
}

/** The number with all but its country's first digits and its last two hidden: `+41 ••• ••• 67`. */
export function maskMsisdn(msisdn: string): string {
  const digits = digitsOf(msisdn);
  if (digits.length < 6) return '•••';
  return `+${digits.slice(0, 2)} ••• ••• ${digits.slice(-2)}`;
}
