import { nameTerm } from '@srs-desk/shared/order/person-terms.ts';
import {
  isOneTypoApart,
  nearSpellings,
  SHORTEST_WITH_TYPO,
  type SoughtWord,
} from '@srs-desk/shared/text/fold.ts';
import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement, statementOf } from '../../../platform/db/statement.ts';
import { nearTerms, personTerms } from '../table.ts';
import { LAST, MOST_FOUND } from './find-ids.ts';

/** How near a name must come: every word whole, every word at least begun, every word but for one typo. */
type NameMatch = 'whole' | 'begun' | 'typo';

/** A word as it is looked up: any of the terms, or a term that begins with any of the beginnings. */
interface WordTerms {
  readonly terms: readonly string[];
  readonly begins: readonly string[];
}

/** From how many on a word counts as frequent: which of two such words comes first does not matter. */
const FREQUENT = 8192;
/** So many terms of a word are named one by one; more are given as a list, which takes longer to look up in. */
const MOST_NAMED = 8;

/** What one more word must fit: so many terms, or a list of any number; and so many beginnings. */
interface WordForm {
  readonly terms: number | 'list';
  readonly begins: number;
}

interface Form {
  /** Whether the orders are taken by a whole term, or by the beginning of one. */
  readonly by: 'term' | 'beginning';
  /** How the other words must fit. */
  readonly others: readonly WordForm[];
}

const given = sql.placeholder;

function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, at) => at);
}

/** That an order has a term of a word too. Each way stands alone, so that each is a look-up in an index. */
function fits({ terms, begins }: WordForm, at: number): SQL {
  const o = sql`SELECT 1 FROM ${personTerms} o WHERE o.order_id = ${personTerms.orderId} AND o.term`;
  const named =
    terms === 'list'
      ? sql`SELECT value FROM json_each(${given(`list${at}`)})`
      : sql.join(
          upTo(terms).map((n) => sql`${given(`term${at}_${n}`)}`),
          sql`, `,
        );
  const ways = [
    ...(terms === 0 ? [] : [sql`EXISTS (${o} IN (${named}))`]),
    ...upTo(begins).map(
      (n) => sql`EXISTS (${o} >= ${given(`from${at}_${n}`)} AND o.term < ${given(`to${at}_${n}`)})`,
    ),
  ];
  return sql` AND (${sql.join(ways, sql` OR `)})`;
}

/** The orders of a term or beginning, of which all other words must fit too; by a term those placed last first. */
const idsOf = statementOf(
  (form: Form) => JSON.stringify(form),
  (db, { by, others }) => {
    const first =
      by === 'term'
        ? sql`${personTerms.term} = ${given('term')}`
        : sql`${personTerms.term} >= ${given('from')} AND ${personTerms.term} < ${given('to')}`;
    const order = by === 'term' ? sql` ORDER BY ${personTerms.orderId} DESC` : sql``;
    return db.rows(
      { id: personTerms.orderId },
      (columns) =>
        sql`SELECT ${columns} FROM ${personTerms} WHERE ${first}${sql.join(others.map(fits))}${order} LIMIT ${sql.raw(String(MOST_FOUND))}`,
    );
  },
);

const countBetween = statement({ from: personTerms.term, to: personTerms.term }, (db, { from, to }) => {
  const some = db
    .select({ term: personTerms.term })
    .from(personTerms)
    .where(and(gte(personTerms.term, from), lt(personTerms.term, to)))
    .limit(FREQUENT)
    .as('some');
  return db.select({ n: sql<number>`count(*)` }).from(some);
});

const termsNear = statement({ spellings: 'text' }, (db, { spellings }) =>
  db
    .selectDistinct({ term: nearTerms.term })
    .from(nearTerms)
    .where(inJsonList(nearTerms.spelling, spellings)),
);

/** Orders with this very term, those placed last first. */
export const idsOfTerm = statement({ term: personTerms.term }, (db, { term }) =>
  db
    .select({ id: personTerms.orderId })
    .from(personTerms)
    .where(eq(personTerms.term, term))
    .orderBy(sql`${personTerms.orderId} DESC`)
    .limit(MOST_FOUND),
);

/** What is not too far from a word: its own terms, and those of names that differ by one typo. */
function nearTo(db: Db, { whole, begins }: SoughtWord): string[] {
  const long = begins.filter((word) => word.length >= SHORTEST_WITH_TYPO);
  const spellings = JSON.stringify(long.flatMap(nearSpellings));
  const found =
    long.length === 0
      ? []
      : termsNear(db)
          .all({ spellings })
          .map(({ term }) => term);
  const near = found.filter((term) => long.some((word) => isOneTypoApart(term.slice(2), word)));
  return [...new Set([...whole.map(nameTerm), ...near])];
}

function termsFor(db: Db, word: SoughtWord, match: NameMatch): WordTerms {
  if (match === 'typo') return { terms: nearTo(db, word), begins: [] };
  const begins = match === 'begun' ? word.begins.map(nameTerm) : [];
  return { terms: word.whole.map(nameTerm), begins };
}

/** How many orders have a term between two, counted up to {@link FREQUENT}. */
const countIn = (db: Db, from: string, to: string): number => countBetween(db).get({ from, to })?.n ?? 0;

/** The word without what no order has, and how often the rest stands, each counted up to {@link FREQUENT}. */
function weighed(db: Db, { terms, begins }: WordTerms): { word: WordTerms; count: number } {
  // A whole term is the range up to the next text there is.
  const ofTerms = terms.map((term) => countIn(db, term, `${term}\u0000`));
  const ofBegins = begins.map((begin) => countIn(db, begin, begin + LAST));
  const known = (counts: readonly number[]) => (_: string, at: number) => counts[at] !== 0;
  return {
    word: { terms: terms.filter(known(ofTerms)), begins: begins.filter(known(ofBegins)) },
    count: [...ofTerms, ...ofBegins].reduce((sum, n) => sum + n, 0),
  };
}

function formOf({ terms, begins }: WordTerms): WordForm {
  return { terms: terms.length > MOST_NAMED ? 'list' : terms.length, begins: begins.length };
}

/** What an order's other words are compared with, by the names of the statement's values. */
function valuesOf(words: readonly WordTerms[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap(({ terms, begins }, at) => [
      ...(terms.length > MOST_NAMED
        ? [[`list${at}`, JSON.stringify(terms)]]
        : terms.map((term, n) => [`term${at}_${n}`, term])),
      ...begins.flatMap((begin, n) => [
        [`from${at}_${n}`, begin],
        [`to${at}_${n}`, begin + LAST],
      ]),
    ]),
  );
}

/**
 * Numbers of the orders whose person has a name with all of these words, {@link MOST_FOUND} or a little more. Orders are taken
 * by the rarest word, the others are looked up in them.
 */
export function idsOfName(db: Db, sought: readonly SoughtWord[], match: NameMatch): number[] {
  const words = sought.map((word) => weighed(db, termsFor(db, word, match)));
  const least = Math.min(...words.map(({ count }) => count));
  const rarest = words.find(({ count }) => count === least)?.word;
  if (rarest === undefined || least === 0) return [];
  const others = words.flatMap(({ word }) => (word === rarest ? [] : [word]));
  const values = valuesOf(others);
  const forms = others.map(formOf);
  const ids = new Set<number>();
  const take = (rows: readonly { id: number }[]): void => rows.forEach(({ id }) => void ids.add(id));
  for (const term of rarest.terms) {
    if (ids.size < MOST_FOUND) take(idsOf(db, { by: 'term', others: forms }).all({ ...values, term }));
  }
  for (const from of rarest.begins) {
    const range = { ...values, from, to: from + LAST };
    if (ids.size < MOST_FOUND) take(idsOf(db, { by: 'beginning', others: forms }).all(range));
  }
  return [...ids];
}
