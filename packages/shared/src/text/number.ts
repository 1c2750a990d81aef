import { plainText } from './signs.ts';

/** Why a text is not a number that can be called. */
const NUMBER_PROBLEMS = [
  'number_unreadable',
  'number_no_such_country',
  'number_too_short',
  'number_too_long',
  'number_no_such_range',
] as const;
export type NumberProblem = (typeof NUMBER_PROBLEMS)[number];

/** A number in E.164 (`+41791234567`), or what is wrong with it. */
export type NumberReading = { readonly msisdn: string } | { readonly problem: NumberProblem };

/** Reads a typed number. Only the server knows the numbering plans; see {@link numberShape}. */
export type ReadNumber = (typed: string) => NumberReading;

const LABEL =
  'tel(?:efon|ephone)?|phone|mobil(?:e|nummer|telefon)?|natel|handy|cell|nummer|number|nr|no|msisdn|m|t|privat|private|gesch(?:äft)?|office|work|home';
const LABELS = new RegExp(`(?<!\\p{L})(?:${LABEL})(?!\\p{L})[.:]*`, 'giu');
const DIGITS = /\+?[\d(][\d\s().\-/]*\d/g;
const FEWEST_AMONG_WORDS = 7;

/** Only digits, the signs between them and words that say "telephone": may be a part of a number. */
function bareNumber(text: string): string | null {
  const rest = text
    .replace(/^tel:/i, '')
    .replace(LABELS, ' ')
    .replace(/[:;,<>"'[\]{}]|\(\s*\)/g, ' ')
    .trim();
  return /^\+?[\d\s().\-/]+$/.test(rest) && /\d/.test(rest) ? rest : null;
}

/** The one number among other words; null when there is none or there are several. */
function numberAmongWords(text: string): string | null {
  const found = [...text.matchAll(DIGITS)].filter(([run], at, all) => {
    const { index } = all[at] ?? { index: 0 };
    const apart =
      /^$|[\s(:;,<"'+]/.test(text.slice(0, index).slice(-1)) &&
      /^$|[\s);,>"'.]/.test(text[index + run.length] ?? '');
    return apart && run.replace(/\D/g, '').length >= FEWEST_AMONG_WORDS;
  });
  return found.length === 1 ? (found[0]?.[0] ?? null) : null;
}

/**
 * The digits of a typed number or of a part of one, led by `+` where the country is told (`0041…` too): without the
 * words and signs around and between. Null when the text holds no number.
 */
export function typedNumber(typed: string): string | null {
  const text = plainText(typed);
  const number = bareNumber(text) ?? numberAmongWords(text);
  if (number === null) return null;
  const digits = number.replace(/\D/g, '');
  return number.startsWith('+') || digits.startsWith('00') ? `+${digits.replace(/^00/, '')}` : digits;
}

/** Reads a number by its form alone: what a page can tell before the server, which knows the numbering plans. */
export const numberShape: ReadNumber = (typed) => {
  const digits = typedNumber(typed);
  if (digits === null) return { problem: 'number_unreadable' };
  if (digits.length < 7) return { problem: 'number_too_short' };
  return digits.length > 17 ? { problem: 'number_too_long' } : { msisdn: digits };
};
