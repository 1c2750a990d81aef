import { MANY_WORDS, nameTerm, PAIR, pairTerm } from '@srs-desk/shared/order/person-terms.ts';
import {
  core,
  isOneTypoApart,
  nearSpellings,
  SHORTEST_WITH_TYPO,
  type SoughtWord,
} from '@srs-desk/shared/text/fold.ts';
import { eq, type SQL, sql } from 'drizzle-orm';
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

/** So many terms of a word are named one by one; more are given as a list, which takes longer to look up in. */
const MOST_NAMED = 8;

/** What one more word must fit: so many terms, or a list of any number; and so many beginnings. */
interface WordForm {
  readonly terms: number | 'list';
  readonly begins: number;
}

interface Form {
  /** Whether the orders are taken by a whole term, by the beginning of one, or by a pair of which both words are but begun. */
  readonly by: 'term' | 'beginning' | 'pair';
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
    const begun = sql`${personTerms.term} >= ${given('from')} AND ${personTerms.term} < ${given('to')}`;
    const first = {
      term: sql`${personTerms.term} = ${given('term')}`,
      beginning: begun,
      pair: sql`${begun} AND ${personTerms.term} GLOB ${given('pattern')}`,
    }[by];
    const order = by === 'term' ? sql` ORDER BY ${personTerms.orderId} DESC` : sql``;
    return db.rows(
      { id: personTerms.orderId },
      (columns) =>
        sql`SELECT ${columns} FROM ${personTerms} WHERE ${first}${sql.join(others.map(fits))}${order} LIMIT ${sql.raw(String(MOST_FOUND))}`,
    );
  },
);

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

type Rows = readonly { id: number }[];

/** Collects orders until there are enough. */
class Taken {
  readonly ids = new Set<number>();

  from(find: () => Rows): void {
    if (this.ids.size < MOST_FOUND) for (const { id } of find()) this.ids.add(id);
  }
}

/** Orders of one word. */
function takeWord(db: Db, taken: Taken, { terms, begins }: WordTerms): void {
  for (const term of terms) taken.from(() => idsOf(db, { by: 'term', others: [] }).all({ term }));
  for (const from of begins)
    taken.from(() => idsOf(db, { by: 'beginning', others: [] }).all({ from, to: from + LAST }));
}

/** Orders whose name has the pair of two words, whole or but for a typo, and fits the others. */
function takePairs(db: Db, taken: Taken, [one, two, ...others]: readonly Word[]): void {
  if (one === undefined || two === undefined) return;
  const forms = { by: 'term', others: others.map(({ fit }) => formOf(fit)) } as const;
  const values = valuesOf(others.map(({ fit }) => fit));
  const pairs = one.cores.flatMap((a) => two.cores.map((b) => pairTerm(a, b)));
  for (const term of new Set(pairs)) taken.from(() => idsOf(db, forms).all({ ...values, term }));
}

/** Orders whose name has two words that begin like these, and fits them and the others. */
function takeBegunPairs(db: Db, taken: Taken, words: readonly Word[]): void {
  const [one, two] = words;
  if (one === undefined || two === undefined) return;
  // A pair tells of the words' cores: that says it all, unless what was typed goes beyond its core (`noe` and Nora).
  const others = words.filter((word, at) => at > 1 || !saysItAll(word)).map(({ fit }) => fit);
  const form = { by: 'pair', others: others.map(formOf) } as const;
  const values = valuesOf(others);
  const open = ({ fit }: Word): string => (fit.begins.length > 0 ? '*' : '');
  const range = (a: string, aEnd: string, b: string, bEnd: string): void => {
    // The words of a pair stand in order, so that the greater beginning cannot come first.
    if (a > b && !a.startsWith(b)) return;
    const from = PAIR + a;
    const pattern = `${from}${aEnd} ${b}${bEnd}`;
    taken.from(() => idsOf(db, form).all({ ...values, from, to: from + LAST, pattern }));
  };
  for (const a of one.cores) {
    for (const b of two.cores) {
      range(a, open(one), b, open(two));
      range(b, open(two), a, open(one));
    }
  }
}

function saysItAll({ fit, cores }: Word): boolean {
  return fit.begins.length === 0 || cores.every((one) => fit.begins.includes(nameTerm(one)));
}

/** A sought word: what fits it, and the cores of that. */
interface Word {
  readonly fit: WordTerms;
  readonly cores: readonly string[];
}

function wordFor(db: Db, sought: SoughtWord, match: NameMatch): Word {
  const fit = termsFor(db, sought, match);
  if (match !== 'typo') return { fit, cores: sought.cores };
  return { fit, cores: [...new Set(fit.terms.map((term) => core(term.slice(2))))] };
}

/** Longest first, for those say most; a word that stands twice counts once. */
function distinct(sought: readonly SoughtWord[]): SoughtWord[] {
  const length = ({ cores }: SoughtWord): number => cores[0]?.length ?? 0;
  const byCore = new Map(sought.map((word) => [word.cores[0], word]));
  return [...byCore.values()].sort((a, b) => length(b) - length(a));
}

/**
 * Numbers of the orders whose person has a name with all of these words, {@link MOST_FOUND} or a little more. Two words are
 * found by their pair, so that two frequent names cost no more than one; further ones are looked up in what that finds.
 */
export function idsOfName(db: Db, sought: readonly SoughtWord[], match: NameMatch): number[] {
  const words = distinct(sought).map((word) => wordFor(db, word, match));
  const taken = new Taken();
  const [only, ...more] = words;
  if (only === undefined) return [];
  if (more.length === 0) takeWord(db, taken, only.fit);
  else {
    if (match === 'begun') takeBegunPairs(db, taken, words);
    else takePairs(db, taken, words);
    const fits = words.map(({ fit }) => fit);
    const form = { by: 'term', others: fits.map(formOf) } as const;
    taken.from(() => idsOf(db, form).all({ ...valuesOf(fits), term: MANY_WORDS }));
  }
  return [...taken.ids];
}
