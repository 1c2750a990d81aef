import { nameTerms, nearSpellings, SHORTEST_WITH_TYPO } from '../text/fold.ts';

/** What of a person an order is found by, beside the number and the birth date. */
export interface NamedPerson {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** The term that stands for a word of a name. */
export const nameTerm = (word: string): string => `n:${word}`;
/** The term that stands for an e-mail address. */
export const emailTerm = (address: string): string => `e:${address.trim().toLowerCase()}`;

/** Everything under which a person's orders are found, without doubles. */
export function personTerms({ firstName, lastName, email }: NamedPerson): string[] {
  const names = nameTerms(`${firstName ?? ''} ${lastName ?? ''}`).map(nameTerm);
  return email ? [...names, emailTerm(email)] : names;
}

/** The spellings by which a term is found in spite of a typo; none for what is too short, or no name. */
export function nearTerms(term: string): string[] {
  const word = term.startsWith('n:') ? term.slice(2) : '';
  return word.length < SHORTEST_WITH_TYPO ? [] : nearSpellings(word);
}
