import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Db } from '../../platform/db/connection.ts';
import type { EntryFilter } from './log/entry-filter.ts';
import { personScope } from './log/person-scope.ts';
import { TERM_FIELDS, type TermField } from './log/search-terms.ts';

function isTermField(field: string): field is TermField {
  return TERM_FIELDS.some((known) => known === field);
}

/** The persons of these orders; an order that is not known stands for itself. */
function personsOf(db: Db, refIds: readonly string[]): NonNullable<EntryFilter['persons']> {
  const scopes = refIds.map((refId) => personScope(db, refId));
  return {
    refIds: [...new Set([...refIds, ...scopes.flatMap((scope) => scope?.refIds ?? [])])],
    subjects: [...new Set(scopes.flatMap((scope) => scope?.subjects ?? []))],
  };
}

/** The filter of a list query, as the store wants it. A null value (field absent) finds nothing. */
export function entryFilterOf(db: Db, where: ListQuery['where']): EntryFilter {
  const filter: EntryFilter = { terms: {} };
  for (const condition of where) {
    if (condition.op === 'q') filter.q = condition.text;
    else if (condition.op !== 'in') filter[condition.op === 'gte' ? 'atFrom' : 'atTo'] = condition.at;
    else if (condition.field === 'person') filter.persons = personsOf(db, condition.values.map(String));
    else if (isTermField(condition.field)) filter.terms[condition.field] = condition.values.map(String);
    else filter.seqs = condition.values.filter((value) => typeof value === 'number');
  }
  return filter;
}

/** What an entry about a view or an export may say of its filter: not the words searched for, which may name somebody. */
export function describeFilter(filter: EntryFilter): Record<string, string | number | boolean | string[]> {
  const said: Record<string, string | number | boolean | string[]> = {};
  for (const [field, values] of Object.entries(filter.terms)) said[field] = [...values];
  if (filter.atFrom !== undefined) said.from = new Date(filter.atFrom).toISOString();
  if (filter.atTo !== undefined) said.to = new Date(filter.atTo).toISOString();
  // All orders of the person: what was looked at, not what was typed.
  if (filter.persons !== undefined) said.ordersOfPerson = [...filter.persons.refIds];
  if (filter.seqs !== undefined) said.entries = filter.seqs.length;
  if (filter.q !== undefined) said.fullText = true;
  return said;
}
