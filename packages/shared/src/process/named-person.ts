/** What may name a person in a text, in clear. */
interface NamedPerson {
  readonly msisdn: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
}

/** Fewer digits than this are no number. */
const LEAST_DIGITS = 7;
/** A number may be written with or without its country code: so many of its last digits count. */
const NATIONAL_DIGITS = 9;

/** Whether a text names this person in clear: the number in any spacing, the address, or the surname as a word. */
export function namesPerson(text: string, person: NamedPerson): boolean {
  return hasNumber(text, person.msisdn) || hasAddress(text, person.email) || hasWord(text, person.lastName);
}

function hasNumber(text: string, msisdn: string | null): boolean {
  const digits = (msisdn ?? '').replace(/\D/g, '').slice(-NATIONAL_DIGITS);
  if (digits.length < LEAST_DIGITS) return false;
  return new RegExp(`${[...digits].join('[\\s()./-]*')}(?!\\d)`).test(text);
}

function hasAddress(text: string, email: string | null): boolean {
  if (!email?.includes('@')) return false;
  return text.toLowerCase().includes(email.toLowerCase());
}

function hasWord(text: string, word: string | null): boolean {
  if (word === null || word.trim().length < 2) return false;
  const escaped = word.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}
