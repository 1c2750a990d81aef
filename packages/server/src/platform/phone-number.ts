import {
  type NumberProblem,
  type NumberReading,
  type ReadNumber,
  typedNumber,
} from '@srs-desk/shared/text/number.ts';
import { AsYouType, ParseError, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';

/** What to say of a number that cannot be used. */
export const NUMBER_PROBLEM_WORDS: Readonly<Record<NumberProblem, string>> = {
  number_unreadable: 'is not a phone number such as +41 79 123 45 67',
  number_no_such_country: 'is not a possible phone number: no country has this calling code',
  number_too_short: 'is not a possible phone number: it has too few digits',
  number_too_long: 'is not a possible phone number: it has too many digits',
  number_no_such_range: 'is not a possible phone number: its country has no numbers that begin like this',
};

const PROBLEM_OF: Readonly<Record<string, NumberProblem>> = {
  INVALID_COUNTRY: 'number_no_such_country',
  TOO_SHORT: 'number_too_short',
  TOO_LONG: 'number_too_long',
};

/**
 * A number written whole, of Switzerland or a neighbour: nothing but a trunk zero is ever taken off there. SRS tells one at
 * every poll; the numbering plans take 9 µs to find it as it stands.
 */
const WHOLE = /^\+(?:41|43|49|33|39)[1-9]\d{5,11}$/;

/** Eleven digits or more without a sign before them: perhaps the country stands first. */
const SHORTEST_WITH_COUNTRY = 11;

function parse(number: string, countryCode: string): PhoneNumber | NumberProblem {
  try {
    return parsePhoneNumberWithError(number, { defaultCallingCode: countryCode });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return PROBLEM_OF[error.message] ?? 'number_unreadable';
  }
}

function problemOf(parsed: PhoneNumber | NumberProblem): NumberProblem | null {
  if (typeof parsed === 'string') return parsed;
  if (parsed.isValid()) return null;
  if (parsed.isPossible()) return 'number_no_such_range';
  return parsed.nationalNumber.length < 9 ? 'number_too_short' : 'number_too_long';
}

function read(typed: string, countryCode: string): PhoneNumber | NumberProblem {
  const number = typedNumber(typed);
  if (number === null) return 'number_unreadable';
  const parsed = parse(number, countryCode);
  if (problemOf(parsed) === null || number.startsWith('+') || number.length < SHORTEST_WITH_COUNTRY)
    return parsed;
  const withCountry = parse(`+${number}`, countryCode);
  return problemOf(withCountry) === null ? withCountry : parsed;
}

/**
 * Reads what people type by the numbering plans of all countries; `countryCode` (digits) completes national notation. A
 * trunk zero behind the country code goes, except where it belongs to the number (Italy).
 */
export function numberReader(countryCode: string): ReadNumber {
  return (typed): NumberReading => {
    const parsed = read(typed, countryCode);
    const problem = problemOf(parsed);
    if (problem !== null) return { problem };
    return typeof parsed === 'string' ? { problem: parsed } : { msisdn: parsed.number };
  };
}

/**
 * The number (E.164) in what a service or an application wrote; null when there is none. It is theirs to know which numbers
 * there are, so one that the numbering plans lack is taken as it stands.
 */
export function msisdnFrom(written: string, countryCode = '41'): string | null {
  if (WHOLE.test(written)) return written;
  const parsed = read(written, countryCode);
  return typeof parsed === 'string' || parsed.number.length < 9 || parsed.number.length > 16
    ? null
    : parsed.number;
}

/** What the stored number (E.164) begins with, as far as the digits of {@link typedNumber} tell; null: nowhere near. */
export function msisdnBeginning(digits: string, countryCode: string): string | null {
  const typing = new AsYouType({ defaultCallingCode: countryCode });
  typing.input(digits);
  if (digits.startsWith('+') || digits.startsWith('0')) return typing.getNumberValue() ?? null;
  return digits.length >= SHORTEST_WITH_COUNTRY ? `+${digits}` : null;
}
