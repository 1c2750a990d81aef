import { nameTerm } from '@srs-desk/shared/order/person-terms.ts';
import {
  isOneTypoApart,
  nearSpellings,
  SHORTEST_WITH_TYPO,
  type SoughtWord,
} from '@srs-desk/shared/text/fold.ts';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
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
const FREQUENT = 2000;

interface Form {
  /** Whether the orders are taken by a whole term, or by the beginning of one. */
  readonly by: 'term' | 'beginning';
  /** How many more words must fit. */
  readonly others: number;
}

const given = sql.placeholder;

/** The orders of a term or beginning, of which all other words must fit too; by a term those placed last first. */
const idsOf = statementOf(
  ({ by, others }: Form) => `${by} ${others}`,
  (db, { by, others }) => {
    const first =
      by === 'term'
        ? sql`${personTerms.term} = ${given('term')}`
        : sql`${personTerms.term} >= ${given('from')} AND ${personTerms.term} < ${given('to')}`;
    const more = Array.from({ length: others }, (_, at) => {
      const begun = [0, 1].map(
        (n) => sql`o.term >= ${given(`from${at}${n}`)} AND o.term < ${given(`to${at}${n}`)}`,
      );
      return sql` AND EXISTS (SELECT 1 FROM ${personTerms} o WHERE o.order_id = ${personTerms.orderId} AND (
        o.term IN (SELECT value FROM json_each(${given(`terms${at}`)})) OR ${sql.join(begun, sql` OR `)}))`;
    });
    const order = by === 'term' ? sql` ORDER BY ${personTerms.orderId} DESC` : sql``;
    return db.rows(
      { id: personTerms.orderId },
      (columns) =>
        sql`SELECT ${columns} FROM ${personTerms} WHERE ${first}${sql.join(more)}${order} LIMIT ${sql.raw(String(MOST_FOUND))}`,
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

function frequency(db: Db, { terms, begins }: WordTerms): number {
  const count = (from: string, to: string) => countBetween(db).get({ from, to })?.n ?? 0;
  // A whole term is the range up to the next text there is.
  const whole = terms.reduce((sum, term) => sum + count(term, `${term}\u0000`), 0);
  return whole + begins.reduce((sum, begin) => sum + count(begin, begin + LAST), 0);
}

/** What an order's other words are compared with, by the names of the statement's values. */
function valuesOf(words: readonly WordTerms[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap(({ terms, begins }, at) => [
      [`terms${at}`, JSON.stringify(terms)],
      ...[0, 1].flatMap((n) => {
        const begin = begins[n];
        return [
          [`from${at}${n}`, begin ?? ''],
          [`to${at}${n}`, begin === undefined ? '' : begin + LAST],
        ];
      }),
    ]),
  );
}

/**
 * Numbers of the orders whose person has a name with all of these words, {@link MOST_FOUND} at most. Orders are taken by
 * the rarest word, the others are looked up in them.
 */
export function idsOfName(db: Db, sought: readonly SoughtWord[], match: NameMatch): number[] {
  const words = sought.map((word) => termsFor(db, word, match));
  const counted = words.length === 1 ? [0] : words.map((word) => frequency(db, word));
  const rarest = words[counted.indexOf(Math.min(...counted))];
  if (rarest === undefined) return [];
  const others = words.filter((word) => word !== rarest);
  const values = valuesOf(others);
  const ids = new Set<number>();
  for (const term of rarest.terms) {
    for (const { id } of idsOf(db, { by: 'term', others: others.length }).all({ ...values, term }))
      ids.add(id);
  }
  for (const from of rarest.begins) {
    const range = { ...values, from, to: from + LAST };
    for (const { id } of idsOf(db, { by: 'beginning', others: others.length }).all(range)) ids.add(id);
  }
  return [...ids];
}
