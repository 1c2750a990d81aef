import { nearTerms as nearOf, personTerms as termsOf } from '@srs-desk/shared/order/person-terms.ts';
import { METHODS_SETTING, TRIAGE_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { asc, count, eq, gt, like, max, or, sql } from 'drizzle-orm';
import { inJsonList } from '../../platform/db/columns.ts';
import type { Db } from '../../platform/db/connection.ts';
import { type DerivedDifference, derivedDifferences } from '../../platform/db/derived-difference.ts';
import { statement } from '../../platform/db/statement.ts';
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

const anew = statement((db) =>
  db.rows({ name: counters.name, value: counters.value }, () => sql`${sql.raw(COUNTED_ANEW)}`),
);

/** Counters of orders that differ from a count made anew; one of no orders may be left out. */
export function counterDifferences(db: Db): { rows: number; differences: DerivedDifference[] } {
  const byName = (rows: readonly { name: string; value: number }[]) =>
    new Map(rows.filter(({ value }) => value !== 0).map(({ name, value }) => [name, { value }]));
  const stored = byName(kept(db).all());
  return { rows: stored.size, differences: derivedDifferences('counters', stored, byName(anew(db).all())) };
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

const spellingsOf = statement({ term: nearTerms.term }, (db, { term }) =>
  db.select({ spelling: nearTerms.spelling }).from(nearTerms).where(eq(nearTerms.term, term)),
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

/** Whose turn it is with orders, and by what they are found, held against the same made anew; some hundred at a time. */
export class OrdersDerived {
  #after = 0;
  /** Terms whose spellings were compared. */
  readonly #spelt = new Set<string>();

  /** Compares the next orders, as they stand at `now` (ms); null when there are no more. */
  next(db: Db, now: number): { rows: number; differences: DerivedDifference[] } | null {
    const page = nextOrders(db).all({ after: this.#after });
    const last = page.at(-1);
    if (last === undefined) return null;
    this.#after = last.id;
    // What was triaged by other limits than today's is triaged anew when its time comes.
    const names = JSON.stringify([TRIAGE_SETTING.name, METHODS_SETTING.name]);
    const ruled = ruledAt(db).get({ names })?.at ?? 0;
    return { rows: page.length, differences: page.flatMap((order) => this.#compare(db, order, now, ruled)) };
  }

  #compare(
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
    for (const term of there) found.push(...this.#spellings(db, refId, term));
    return found;
  }

  #spellings(db: Db, refId: string, term: string): DerivedDifference[] {
    if (this.#spelt.has(term)) return [];
    this.#spelt.add(term);
    const wanted = new Set(nearOf(term));
    const there = spellingsOf(db).all({ term });
    const spellings = there.map(({ spelling }) => spelling);
    return isSame(wanted, spellings) ? [] : [termsDiffer('near_terms', refId, wanted.size, there.length)];
  }
}

const strayTerms = statement((db) =>
  db
    .select({ n: count() })
    .from(personTerms)
    .where(sql`NOT EXISTS (SELECT 1 FROM ${orders} WHERE ${orders.id} = ${personTerms.orderId})`),
);

/** Terms by which orders would be found that are not there. */
export function strayTermDifferences(db: Db): DerivedDifference[] {
  const stray = strayTerms(db).get()?.n ?? 0;
  return stray === 0 ? [] : [termsDiffer('person_terms', 'no order', 0, stray)];
}
