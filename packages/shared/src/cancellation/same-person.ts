import { foldedWords } from '../text/fold.ts';

/** What of an order tells whose it is; the number in E.164, the birth date as ISO date. */
export interface PersonFacts {
  msisdn: string | null;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
}

/** By what two orders were found to be one person's. */
export type SamePersonBy = 'number' | 'name_and_birth_date';

/** A name as it is compared: its folded words in any order. */
export function foldName(text: string): string {
  return foldedWords(text).sort().join(' ');
}

function nameKey(person: PersonFacts): string | null {
  const first = foldName(person.firstName ?? '');
  const last = foldName(person.lastName ?? '');
  return first === '' || last === '' || person.birthDate === null || person.birthDate === ''
    ? null
    : `${first}|${last}|${person.birthDate}`;
}

/**
 * Whether two orders are the same person's: the same number, or the same full name and birth date. A surname alone
 * (all that guide §7.2 advises to submit) never makes two orders one person's.
 */
export function samePerson(a: PersonFacts, b: PersonFacts): SamePersonBy | null {
  if (a.msisdn !== null && a.msisdn !== '' && a.msisdn === b.msisdn) return 'number';
  const key = nameKey(a);
  return key !== null && key === nameKey(b) ? 'name_and_birth_date' : null;
}
