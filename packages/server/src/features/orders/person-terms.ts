import type { Tx } from '../../platform/ledger/tx.ts';

/** What of a person is found by the beginning of a word. */
export interface NamedPerson {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  email?: string | null | undefined;
}

/** A name's word as it is compared: no case, no accents, `ß` as `ss`. */
export function foldWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** The folded words of a name, without doubles. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldWord(text).split(/[^\p{L}\p{N}]+/u))].filter((word) => word !== '');
}

/**
 * Makes an order findable by the person's names and e-mail address: replaces what stood there. To be called by
 * every change that writes these columns; with nothing in `person` it takes the order out of the search.
 */
export function writePersonTerms(tx: Tx, refId: string, person: NamedPerson): void {
  tx.sql('DELETE FROM person_terms WHERE ref_id = ?').run(refId);
  const insert = tx.sql('INSERT OR IGNORE INTO person_terms (term, ref_id) VALUES (?, ?)');
  for (const word of wordsOf(`${person.firstName ?? ''} ${person.lastName ?? ''}`))
    insert.run(`n:${word}`, refId);
  if (person.email) insert.run(`e:${person.email.trim().toLowerCase()}`, refId);
}
