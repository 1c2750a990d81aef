import { foldedWords } from '@srs-desk/shared/text/fold.ts';
import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { placedSql, placedValues, type SqlPart } from '../../../platform/db/list-sql.ts';
import { statementOf } from '../../../platform/db/statement.ts';
import { type StoredEntry, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { type EntryFilter, isEmpty } from './entry-filter.ts';
import { type FoundEntries, type Haystack, lookThroughEntries } from './look-through-entries.ts';
import { logEnds } from './queries.ts';
import { fieldTerm, TERM_FIELDS } from './search-terms.ts';
import { timeSpan } from './time-span.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Totals above this are not counted out. */
const COUNT_CAP = 10_000;

/** A page of the log, newest or oldest first. */
export interface EntryPage {
  filter: EntryFilter;
  offset: number;
  limit: number;
  order: 'ASC' | 'DESC';
}

/** The rows of a page and how many there are, see `FoundEntries`. */
type FoundPage = Omit<FoundEntries, 'seqs'> & { rows: StoredEntry[] };

const BY_INDEX = 'idx.terms t';
/** Entries as found by the index. Nothing but what is shown is read from the log: it is far larger than the index. */
const WITH_ENTRIES = `${BY_INDEX} CROSS JOIN entries e ON e.seq = t.rowid`;

/** Numbers of the entries of orders, whose Ref IDs are a JSON array: the acts by their index, those of calls by the calls. */
const OF_REF_IDS = `WITH wanted AS (SELECT value AS ref_id FROM json_each(?))
  SELECT seq FROM entries WHERE ref_id IN (SELECT ref_id FROM wanted) AND kind <> 'call'
  UNION ALL SELECT seq_intent FROM calls WHERE ref_id IN (SELECT ref_id FROM wanted)
  UNION ALL SELECT seq_outcome FROM calls WHERE ref_id IN (SELECT ref_id FROM wanted) AND seq_outcome IS NOT NULL`;

/** Numbers of the entries of persons: of their orders, and what was sealed under their keys before an order was known. */
const OF_PERSONS = `${OF_REF_IDS}
  UNION ALL SELECT seq FROM entries WHERE ref_id IS NULL AND subject_id IN (SELECT value FROM json_each(?))`;

const e = alias(entries, 'e');

/** The column of each field that the database itself can be asked for; the others stand in the index alone. */
const COLUMNS = new Map<string, string>(
  (
    [
      ['kind', e.kind],
      ['action', e.action],
      ['actor', e.actor],
      ['operation', e.operation],
      ['outcome', e.outcome],
      ['refId', e.refId],
      ['orderId', e.orderId],
      ['externalId', e.externalId],
      ['callId', e.callId],
    ] as const
  ).map(([field, column]) => [field, `e.${column.name}`]),
);

const pageOf = statementOf(
  (from: string) => from,
  (db, from) => db.rows(storedEntry(e), (columns) => sql`SELECT ${columns} ${placedSql(from)}`),
);

const countOf = statementOf(
  (from: string) => from,
  (db, from) => db.rows({ n: sql<number>`count(*)` }, (columns) => sql`SELECT ${columns} ${placedSql(from)}`),
);

/** Finds entries: by number and by Ref ID in the database itself, by all else in the search index attached to it as `idx`. */
export class EntryFinder {
  readonly #db: Db;
  readonly #words: Vocabulary | null;

  /** `db`: where nothing but numbers is looked for, the index need not be attached. */
  constructor(db: Db, words: Vocabulary | null = null) {
    this.#db = db;
    this.#words = words;
  }

  /** A page with its total: by arithmetic or an index at once, else by a look in strides, see {@link lookThroughEntries}. */
  find(page: EntryPage, isOver: () => boolean): FoundPage {
    const { filter, order } = page;
    const names = filter.seqs ?? filter.persons ?? filter.terms.refId;
    if (isEmpty(filter) || names !== undefined) return { rows: this.page(page), ...this.count(filter) };
    const wanted = { ...page, countedUpTo: COUNT_CAP };
    const { seqs, ...found } = lookThroughEntries(this.#db, this.#find(filter), wanted, isOver);
    const shown = { filter: { terms: {}, seqs }, offset: 0, limit: page.limit, order };
    return { rows: this.page(shown), ...found };
  }

  page(page: EntryPage): StoredEntry[] {
    const part = this.pagePart(page);
    return pageOf(this.#db, part.sql).all(placedValues(part));
  }

  /** Where the rows of a page come from, from `FROM e` on, so that the plan can be looked at. */
  pagePart({ filter, offset, limit, order }: EntryPage): SqlPart {
    if (isEmpty(filter)) {
      // Numbers have no gaps, so that a page anywhere is reckoned and not walked to.
      const { first, last } = this.#ends();
      const [from, to] =
        order === 'ASC'
          ? [first + offset, first + offset + limit - 1]
          : [last - offset - limit + 1, last - offset];
      return {
        sql: `FROM entries e WHERE e.seq BETWEEN ? AND ? ORDER BY e.seq ${order}`,
        values: [from, to],
      };
    }
    const { from, key, where } = this.#find(filter);
    return {
      sql: `FROM ${entriesOf(from)} WHERE ${where.sql} ORDER BY ${key} ${order} LIMIT ? OFFSET ?`,
      values: [...where.values, limit, offset],
    };
  }

  /** The next entries after `seq`, oldest first: what an export walks by. */
  after(filter: EntryFilter, seq: number, upTo: number, limit: number): StoredEntry[] {
    const { from, key, where } = this.#find(filter);
    const part: SqlPart = {
      sql: `FROM ${entriesOf(from)} WHERE ${where.sql} AND ${key} > ? AND ${key} <= ? ORDER BY ${key} LIMIT ?`,
      values: [...where.values, seq, upTo, limit],
    };
    return pageOf(this.#db, part.sql).all(placedValues(part));
  }

  /** How many there are; exact up to {@link COUNT_CAP}, and without a filter. */
  count(filter: EntryFilter): { total: number; capped: boolean } {
    if (isEmpty(filter)) {
      const { first, last } = this.#ends();
      return { total: last - first + 1, capped: false };
    }
    const { from, where } = this.#find(filter);
    const found = this.#count({
      sql: `FROM (SELECT 1 FROM ${from} WHERE ${where.sql} LIMIT ${COUNT_CAP + 1})`,
      values: where.values,
    });
    return { total: Math.min(found, COUNT_CAP), capped: found > COUNT_CAP };
  }

  /** How many entries of `from … to` the filter lets through, counted out. */
  countBetween(filter: EntryFilter, from: number, to: number): number {
    const found = this.#find(filter);
    return this.#count({
      sql: `FROM ${found.from} WHERE ${found.where.sql} AND ${found.key} BETWEEN ? AND ?`,
      values: [...found.where.values, from, to],
    });
  }

  #count(part: SqlPart): number {
    return countOf(this.#db, part.sql).get(placedValues(part))?.n ?? 0;
  }

  /** The first and the last number in the log; of an empty one 1 and 0. */
  #ends(): { first: number; last: number } {
    const { first, last } = logEnds(this.#db);
    return { first: first ?? 1, last: last ?? 0 };
  }

  #find(filter: EntryFilter): Haystack {
    const match = this.#isDirect(filter) ? null : matchOf(filter, this.#words);
    const [from, key] = match === null ? ['entries e', 'e.seq'] : [BY_INDEX, 't.rowid'];
    const parts: SqlPart[] =
      match === null ? columnParts(filter) : [{ sql: 't.terms MATCH ?', values: [match] }];
    if (filter.seqs !== undefined) parts.push(among(key, filter.seqs));
    if (filter.persons !== undefined) {
      const { refIds, subjects } = filter.persons;
      parts.push({
        sql: `${key} IN (${OF_PERSONS})`,
        values: [JSON.stringify(refIds), JSON.stringify(subjects)],
      });
    }
    // The index still knows entries that were pruned.
    const { first, last } = this.#ends();
    if (match !== null) parts.push({ sql: `${key} >= ?`, values: [first] });
    const span = timeSpan(this.#db, filter, key);
    parts.push(...(span?.parts ?? []));
    return {
      from,
      key,
      first: Math.max(first, span?.lowest ?? first),
      last: Math.min(last, span?.highest ?? last),
      where: {
        sql: parts.map((part) => part.sql).join(' AND ') || 'true',
        values: parts.flatMap((part) => part.values),
      },
    };
  }

  // A Ref ID has indexes in the database; then there is no reason to wait for the other one.
  #isDirect(filter: EntryFilter): boolean {
    const fields = Object.keys(filter.terms);
    if (filter.q?.trim()) return false;
    if (fields.length === 0) return true;
    return fields.includes('refId') && fields.every((field) => COLUMNS.has(field));
  }
}

function entriesOf(from: string): string {
  return from === BY_INDEX ? WITH_ENTRIES : from;
}

/** One of these values, each bound by itself: a list of a few is the quickest so. */
function among(column: string, values: readonly (string | number)[]): SqlPart {
  return { sql: `${column} IN (${values.map(() => '?').join(', ') || 'NULL'})`, values: [...values] };
}

/** The filter's fields as conditions on the columns of `entries e`. */
function columnParts({ terms }: EntryFilter): SqlPart[] {
  const parts = Object.entries(terms).map(([field, wanted]) =>
    among(COLUMNS.get(field) ?? 'NULL', field === 'callId' ? wanted.map(Number) : wanted),
  );
  if (terms.refId === undefined) return parts;
  return [{ sql: `e.seq IN (${OF_REF_IDS})`, values: [JSON.stringify(terms.refId)] }, ...parts];
}

/** What FTS5 takes for one word. */
const ONE_WORD = /^[\p{L}\p{N}]+$/u;

/** What finds nothing in FTS5. */
const NOTHING = '""';

/** The filter as an FTS5 query. */
function matchOf(filter: EntryFilter, known: Vocabulary | null): string {
  const parts = TERM_FIELDS.flatMap((field) => {
    const values = filter.terms[field];
    if (values === undefined) return [];
    return `(${values.map((value) => `"${fieldTerm(field, value)}"`).join(' OR ') || NOTHING})`;
  });
  const words = foldedWords(filter.q ?? '');
  const last = words.pop();
  for (const word of words) parts.push(`"${word}"`);
  if (last !== undefined) {
    const all = (ONE_WORD.test(last) ? known?.beginningWith(last) : undefined) ?? null;
    parts.push(all === null ? `"${last}"*` : `(${all.map((word) => `"${word}"`).join(' OR ') || NOTHING})`);
  }
  return parts.join(' AND ') || NOTHING;
}
