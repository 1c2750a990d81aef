import { nearTerms as nearOf, personTerms as termsOf } from '@srs-desk/shared/order/person-terms.ts';
import { METHODS_SETTING, TRIAGE_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { and, asc, count, eq, gt, like, lte, max, or, sql } from 'drizzle-orm';
import { inJsonList } from '../../platform/db/columns.ts';
import type { Db } from '../../platform/db/connection.ts';
import {
  type DerivedDifference,
  type DerivedPiece,
  derivedDifferences,
} from '../../platform/db/derived-difference.ts';
import { statement, statementOf } from '../../platform/db/statement.ts';
import { counters } from '../../platform/ledger/table.ts';
import { settings } from '../../platform/settings/table.ts';
import { COUNTED_ANEW } from './order-counts.ts';
import { readOrderRow } from './order-row.ts';
import { triageDifferences } from './poll/derive.ts';
import { nearTerms, orders, personTerms } from './table.ts';

/** Orders compared in one reading transaction. */
const AT_ONCE = 500;

const kept = statement((db) =>
  db
    .select({ name: counters.name, value: counters.value })
    .from(counters)
    .where(or(eq(counters.name, sql`'orders'`), like(counters.name, sql`'orders.%'`))),
);

const anew = statementOf(
  (text: string) => text,
  (db, text) => db.rows({ name: counters.name, value: counters.value }, () => sql`${sql.raw(text)}`),
);

/** Counters of orders that differ from a count made anew, a kind at a time; one of no orders may be left out. */
export function* counterDifferences(db: Db): Generator<DerivedPiece> {
  const known: string[] = [];
  const byName = (rows: readonly { name: string; value: number }[]) =>
    new Map(rows.filter(({ value }) => value !== 0).map(({ name, value }) => [name, { value }]));
  for (const { prefix, sql: text } of COUNTED_ANEW) {
    const isOfKind = ({ name }: { name: string }) =>
      name.startsWith(prefix) && !known.some((other) => name.startsWith(other));
    const stored = byName(kept(db).all().filter(isOfKind));
    const differences = derivedDifferences('counters', stored, byName(anew(db, text).all({})));
    known.push(prefix);
    yield { rows: stored.size, differences };
  }
}

const nextOrders = statement({ after: orders.id }, (db, { after }) =>
  db
    .select({ id: orders.id, refId: orders.refId })
    .from(orders)
    .where(gt(orders.id, after))
    .orderBy(asc(orders.id))
    .limit(AT_ONCE),
);

const termsOfOrder = statement({ orderId: personTerms.orderId }, (db, { orderId }) =>
  db.select({ term: personTerms.term }).from(personTerms).where(eq(personTerms.orderId, orderId)),
);

const ruledAt = statement({ names: 'text' }, (db, { names }) =>
  db
    .select({ at: max(settings.changedAt) })
    .from(settings)
    .where(inJsonList(settings.name, names)),
);

/** Terms stand for a person: how many there are is told, not which. */
const termsDiffer = (table: string, row: string, wanted: number, there: number): DerivedDifference => ({
  table,
  row,
  field: 'terms',
  anew: `${wanted} terms`,
  stored: wanted === there ? `${there} others` : `${there} terms`,
});

const isSame = (wanted: ReadonlySet<string>, there: readonly string[]): boolean =>
  wanted.size === there.length && there.every((one) => wanted.has(one));

const strayTerms = statement({ after: 'integer', upTo: 'integer' }, (db, { after, upTo }) =>
  db
    .select({ n: count() })
    .from(personTerms)
    .where(
      and(
        gt(personTerms.orderId, after),
        lte(personTerms.orderId, upTo),
        sql`NOT EXISTS (SELECT 1 FROM ${orders} WHERE ${orders.id} = ${personTerms.orderId})`,
      ),
    ),
);

/** Whose turn it is with orders, and by what they are found, held against the same made anew as it is at `now` (ms); some hundred at a time. */
export function* orderDifferences(db: Db, now: number): Generator<DerivedPiece> {
  for (let after = -1; ; ) {
    const page = nextOrders(db).all({ after });
    const upTo = page.length < AT_ONCE ? Number.MAX_SAFE_INTEGER : (page.at(-1)?.id ?? after);
    // What was triaged by other limits than today's is triaged anew when its time comes.
    const names = JSON.stringify([TRIAGE_SETTING.name, METHODS_SETTING.name]);
    const ruled = ruledAt(db).get({ names })?.at ?? 0;
    const differences = page.flatMap((order) => compareOrder(db, order, now, ruled));
    const stray = strayTerms(db).get({ after, upTo })?.n ?? 0;
    if (stray > 0) differences.push(termsDiffer('person_terms', 'no order', 0, stray));
    yield { rows: page.length, differences };
    if (page.length < AT_ONCE) return;
    after = upTo;
  }
}

function compareOrder(
  db: Db,
  { id, refId }: { id: number; refId: string },
  now: number,
  ruledAt: number,
): DerivedDifference[] {
  const order = readOrderRow(db, refId);
  if (order === null) return [];
  const found = order.updatedAt > ruledAt ? triageDifferences(db, order, now) : [];
  const there = termsOfOrder(db)
    .all({ orderId: id })
    .map(({ term }) => term);
  const wanted = new Set(termsOf(order));
  if (!isSame(wanted, there)) found.push(termsDiffer('person_terms', refId, wanted.size, there.length));
  return found;
}

const nextTerms = statement({ after: personTerms.term }, (db, { after }) =>
  db
    .selectDistinct({ term: personTerms.term })
    .from(personTerms)
    .where(gt(personTerms.term, after))
    .orderBy(asc(personTerms.term))
    .limit(AT_ONCE),
);

const spellingsOf = statement({ term: nearTerms.term }, (db, { term }) =>
  db.select({ spelling: nearTerms.spelling }).from(nearTerms).where(eq(nearTerms.term, term)),
);

const orderOf = statement({ term: personTerms.term }, (db, { term }) =>
  db
    .select({ refId: orders.refId })
    .from(personTerms)
    .innerJoin(orders, eq(orders.id, personTerms.orderId))
    .where(eq(personTerms.term, term))
    .orderBy(asc(personTerms.orderId))
    .limit(1),
);

/** The spellings by which terms are found in spite of a typo, held against the same made anew; some hundred terms at a time. */
export function* termDifferences(db: Db): Generator<DerivedPiece> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { term: string }[] = nextTerms(db).all({ after });
    yield { rows: 0, differences: page.flatMap(({ term }) => compareTerm(db, term)) };
    after = page.length < AT_ONCE ? undefined : page.at(-1)?.term;
  }
}

function compareTerm(db: Db, term: string): DerivedDifference[] {
  const wanted = new Set(nearOf(term));
  const there = spellingsOf(db).all({ term });
  const spellings = there.map(({ spelling }) => spelling);
  if (isSame(wanted, spellings)) return [];
  const row = orderOf(db).get({ term })?.refId ?? 'no order';
  return [termsDiffer('near_terms', row, wanted.size, there.length)];
}
