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

/** The term that stands for a name with two words, by their cores: two frequent names together are few. */
export const pairTerm = (a: string, b: string): string => (a < b ? `${PAIR}${a} ${b}` : `${PAIR}${b} ${a}`);
/** What the terms of pairs begin with. */
export const PAIR = 'p:';
/** The term of a name with so many words that its pairs are not kept. */
export const MANY_WORDS = 'm:';
const MOST_PAIRED = 8;

function pairsOf(cores: readonly string[]): string[] {
  if (cores.length > MOST_PAIRED) return [MANY_WORDS];
  return cores.flatMap((one, at) => cores.slice(at + 1).map((other) => pairTerm(one, other)));
}

/** Everything under which a person's orders are found, without doubles. */
export function personTerms({ firstName, lastName, email }: NamedPerson): string[] {
  const { terms, cores } = nameTerms(`${firstName ?? ''} ${lastName ?? ''}`);
  const names = [...terms.map(nameTerm), ...pairsOf(cores)];
  return email ? [...names, emailTerm(email)] : names;
}

/** The spellings by which a term is found in spite of a typo; none for what is too short, or no name. */
export function nearTerms(term: string): string[] {
  const word = term.startsWith('n:') ? term.slice(2) : '';
  return word.length < SHORTEST_WITH_TYPO ? [] : nearSpellings(word);
}
