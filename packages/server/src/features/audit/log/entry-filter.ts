import type { TermField } from './search-terms.ts';

/** What a list of entries is narrowed to. Values of one field are alternatives; fields add up. */
export interface EntryFilter {
  terms: Partial<Record<TermField, readonly string[]>>;
  /** Persons, each by the orders and keys of theirs that the keyed token of the number ties together. */
  persons?: { refIds: readonly string[]; subjects: readonly string[] } | undefined;
  /** Entry numbers. */
  seqs?: readonly number[] | undefined;
  /** ms since epoch, both included. */
  atFrom?: number | undefined;
  atTo?: number | undefined;
  /** Words, all of which an entry must have; the last one may be a beginning. */
  q?: string | undefined;
}

/** Whether the filter lets everything through. */
export function isEmpty(filter: EntryFilter): boolean {
  return (
    Object.keys(filter.terms).length === 0 &&
    filter.seqs === undefined &&
    filter.persons === undefined &&
    filter.atFrom === undefined &&
    filter.atTo === undefined &&
    !filter.q?.trim()
  );
}
