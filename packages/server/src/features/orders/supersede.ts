import { foldName, type PersonFacts } from '@srs-desk/shared/cancellation/same-person.ts';
import {
  laterThanFailed,
  type Supersession,
  type SupersessionOrder,
  supersessionOf,
} from '@srs-desk/shared/cancellation/superseded.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import { and, asc, desc, eq, lte } from 'drizzle-orm';
import { inJsonList } from '../../platform/db/columns.ts';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { calls } from '../../platform/recorder/table.ts';
import { orders } from './table.ts';

/** Orders of one person that are compared: a person with more is a test number, not a person. */
const MOST_SIBLINGS = 100;

const FIELDS = {
  refId: orders.refId,
  orderId: orders.orderId,
  externalId: orders.externalId,
  status: orders.status,
  issuer: orders.issuer,
  method: orders.method,
  jurisdiction: orders.jurisdiction,
  createdAt: orders.createdAt,
  createdAtKnown: orders.createdAtKnown,
  registeredAt: orders.registeredAt,
  knownBy: orders.knownBy,
  startedAt: orders.startedAt,
  statusChangedAt: orders.statusChangedAt,
  goneAt: orders.goneAt,
  erasedAt: orders.erasedAt,
  predecessorRefId: orders.predecessorRefId,
  msisdn: orders.msisdn,
  firstName: orders.firstName,
  lastName: orders.lastName,
  birthDate: orders.birthDate,
  supersededBy: orders.supersededBy,
};

const byRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select(FIELDS).from(orders).where(eq(orders.refId, refId)),
);
const ofNumber = statement({ msisdn: orders.msisdn }, (db, { msisdn }) =>
  db
    .select(FIELDS)
    .from(orders)
    .where(eq(orders.msisdn, msisdn))
    .orderBy(desc(orders.createdAt))
    .limit(MOST_SIBLINGS),
);
const ofBirthDate = statement({ birthDate: orders.birthDate }, (db, { birthDate }) =>
  db
    .select(FIELDS)
    .from(orders)
    .where(eq(orders.birthDate, birthDate))
    .orderBy(desc(orders.createdAt))
    .limit(1000),
);
const insteadOf = statement({ refIds: 'text' }, (db, { refIds }) =>
  db.select(FIELDS).from(orders).where(inJsonList(orders.predecessorRefId, refIds)),
);
const placingOf = statement(
  { refId: calls.refId, registeredAt: calls.startedAt },
  (db, { refId, registeredAt }) =>
    db
      .select({ startedAt: calls.startedAt })
      .from(calls)
      .where(
        and(eq(calls.refId, refId), eq(calls.operation, 'place_order'), lte(calls.startedAt, registeredAt)),
      )
      .orderBy(asc(calls.id))
      .limit(1),
);
const firstCall = statement({}, (db) =>
  db.select({ startedAt: calls.startedAt }).from(calls).orderBy(asc(calls.id)).limit(1),
);
const setSuperseded = statement(
  { refId: orders.refId, by: orders.supersededBy, now: orders.updatedAt },
  (db, { refId, by, now }) =>
    db
      .update(orders)
      .set({ supersededBy: by, updatedAt: now, triageDueAt: now })
      .where(eq(orders.refId, refId)),
);

/** What triage makes of an order is made anew by its next run. */
const lookAgain = statement({ refId: orders.refId, now: orders.triageDueAt }, (db, { refId, now }) =>
  db.update(orders).set({ triageDueAt: now }).where(eq(orders.refId, refId)),
);

type Row = NonNullable<ReturnType<ReturnType<typeof byRefId>['get']>>;

/** So many orders in place of one another are followed. */
export const MOST_HOPS = 20;

/** How orders became known that were placed elsewhere: among their many calls there is no placing to look for. */
const NOT_PLACED: ReadonlySet<string> = new Set(['register', 'import']);

type Dated = Row & SupersessionOrder;

/** With since when it can be there: an order that was placed here was not there before the call. */
function dated(db: Db, row: Row): Dated {
  const { refId, createdAt, createdAtKnown, registeredAt, knownBy } = row;
  if (createdAtKnown) return { ...row, createdNotBefore: createdAt };
  const placing = NOT_PLACED.has(knownBy) ? undefined : placingOf(db).get({ refId, registeredAt });
  return { ...row, createdNotBefore: placing?.startedAt ?? null };
}

function once<Key, Value>(read: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

/** Its person's name and birth date, where both are known in full. */
function nameOf({ birthDate, firstName, lastName }: PersonFacts): [birthDate: string, name: string] | null {
  return birthDate && firstName && lastName ? [birthDate, foldName(`${firstName} ${lastName}`)] : null;
}

/** Reads the orders of persons, each number and birth date once, however many of their orders are judged. */
class Families {
  readonly #db: Db;
  readonly #ofNumber: (msisdn: string) => readonly Row[];
  readonly #ofBirthDate: (birthDate: string) => ReadonlyMap<string, readonly Row[]>;
  readonly #dated: (row: Row) => Dated;
  readonly #instead = new Map<string, Row[]>();
  readonly #around = new Map<string, ReadonlyMap<string, Dated>>();

  constructor(db: Db) {
    this.#db = db;
    this.#ofNumber = once((msisdn) => ofNumber(db).all({ msisdn }));
    this.#ofBirthDate = once((birthDate) => byName(ofBirthDate(db).all({ birthDate })));
    this.#dated = once((row) => dated(db, row));
  }

  byPerson(person: PersonFacts): Row[] {
    const [birthDate, name] = nameOf(person) ?? [];
    const namesakes =
      birthDate === undefined || name === undefined ? [] : (this.#ofBirthDate(birthDate).get(name) ?? []);
    return [...(person.msisdn ? this.#ofNumber(person.msisdn) : []), ...namesakes.slice(0, MOST_SIBLINGS)];
  }

  /** The order and the others of its person. */
  of(order: Row): Map<string, Row> {
    return new Map([...this.byPerson(order), order].map((row) => [row.refId, row]));
  }

  /** The same with the orders that were placed in place of them, whoever those are for, and in place of these. */
  withPlacedInstead(family: ReadonlyMap<string, Row>): Map<string, Row> {
    const all = new Map(family);
    let last: readonly Row[] = [...family.values()];
    for (let hop = 0; hop < MOST_HOPS && last.length > 0; hop++) {
      last = this.#placedInstead(last).filter(({ refId }) => !all.has(refId));
      for (const row of last) all.set(row.refId, row);
    }
    return all;
  }

  #placedInstead(rows: readonly Row[]): Row[] {
    const refIds = rows.map(({ refId }) => refId).filter((refId) => !this.#instead.has(refId));
    for (const refId of refIds) this.#instead.set(refId, []);
    const found = refIds.length === 0 ? [] : insteadOf(this.#db).all({ refIds: JSON.stringify(refIds) });
    for (const row of found) this.#instead.get(row.predecessorRefId ?? '')?.push(row);
    return rows.flatMap(({ refId }) => this.#instead.get(refId) ?? []);
  }

  /** The order itself and the others that may have taken its place, by Ref ID. */
  around(order: Row): ReadonlyMap<string, Dated> {
    const person = JSON.stringify([order.msisdn, nameOf(order)]);
    const known = this.#around.get(person);
    // It is missing among the orders of its own person where those are too many.
    if (known?.has(order.refId)) return known;
    const all = this.withPlacedInstead(this.of(order));
    const around = new Map([...all].map(([refId, row]) => [refId, this.#dated(row)] as const));
    this.#around.set(person, around);
    return around;
  }
}

function byName(rows: readonly Row[]): Map<string, Row[]> {
  const names = new Map<string, Row[]>();
  for (const row of rows) {
    const name = foldName(`${row.firstName ?? ''} ${row.lastName ?? ''}`);
    const same = names.get(name);
    if (same === undefined) names.set(name, [row]);
    else same.push(row);
  }
  return names;
}

/**
 * Ref ID of the later order of the same person after one that has failed; null where there is none. Unlike the mark of a
 * pending order it is not written down: nothing is cancelled by it.
 */
export function laterOrderOf(db: Db, refId: string): string | null {
  const order = byRefId(db).get({ refId });
  if (order?.status !== 'error') return null;
  const around = new Families(db).around(order);
  const failed = around.get(refId);
  return (failed === undefined ? null : laterThanFailed(failed, [...around.values()])?.by) ?? null;
}

function mark(tx: Tx, order: Row, supersession: Supersession | null): void {
  setSuperseded(tx).run({ refId: order.refId, by: supersession?.by ?? null, now: tx.now });
  tx.append({
    action: 'order.superseded',
    actor: 'system',
    origin: 'system',
    refId: order.refId,
    orderId: order.orderId,
    externalId: order.externalId,
    detail: supersession === null ? { by: null, was: order.supersededBy } : { ...supersession },
  });
  tx.rowChanged('orders', order.refId);
}

/**
 * Brings `superseded_by` of a person's pending orders up to date, and of those in whose place this one was placed: the later
 * order that took the place of each (guide §7.2), or none any more. To be called when an order is placed, when its person,
 * method, jurisdiction or time of creation became known or changed, and when it was cancelled, is gone or came back. Each change
 * leaves an entry; gives the Ref IDs that changed. Those that have failed are read anew by triage, see `laterOrderOf`. Every
 * look-up is by index: a few of them, and as many again for each order in whose place the next was placed, and for each other
 * number or name and birth date of those whose mark changes.
 *
 * @param was the person that the order was known to be for, where that has changed: the orders of that one are judged as well
 */
export function markSuperseded(tx: Tx, refId: string, was: PersonFacts | null = null): string[] {
  const changed: string[] = [];
  let order = byRefId(tx).get({ refId });
  for (let hop = 0; hop < MOST_HOPS && order !== undefined; hop++) {
    changed.push(...markFamily(tx, order, hop === 0 ? was : null));
    const { predecessorRefId }: Row = order;
    order = predecessorRefId === null ? undefined : byRefId(tx).get({ refId: predecessorRefId });
  }
  return changed;
}

/** Its placing may have been pruned: nobody can tell any more that there was none. */
function isBeforeCalls(db: Db, { knownBy, registeredAt }: Pick<Row, 'knownBy' | 'registeredAt'>): boolean {
  return !NOT_PLACED.has(knownBy) && registeredAt < (firstCall(db).get({})?.startedAt ?? Infinity);
}

/** The order was placed through this desk, or nobody can tell that it was not: it cannot have gone on before it was known. */
export function mayBePlacedHere(
  db: Db,
  { refId, knownBy, registeredAt }: Pick<Row, 'refId' | 'knownBy' | 'registeredAt'>,
): boolean {
  if (NOT_PLACED.has(knownBy)) return false;
  // The gateway also hears of orders that were placed without it: all their calls are read to find that none placed them.
  if (knownBy !== 'gateway' || isBeforeCalls(db, { knownBy, registeredAt })) return true;
  return placingOf(db).get({ refId, registeredAt }) !== undefined;
}

/** Whether {@link markSuperseded} would change the mark of this pending order. */
export function isMarkOutdated(db: Db, refId: string): boolean {
  const order = byRefId(db).get({ refId });
  if (order === undefined || !isPending(order.status)) return false;
  const around = new Families(db).around(order);
  const by = order.supersededBy === null ? undefined : around.get(order.supersededBy);
  if (by !== undefined && by.createdNotBefore === null && isBeforeCalls(db, by)) return false;
  return newMark(db, order, around) !== undefined;
}

/** What the mark of a pending order is to become, by itself and the others; undefined where it stands. */
function newMark(
  db: Db,
  { refId, supersededBy }: Row,
  around: ReadonlyMap<string, SupersessionOrder>,
): Supersession | null | undefined {
  const own = around.get(refId);
  const supersession = own === undefined ? null : supersessionOf(own, [...around.values()]);
  if ((supersession?.by ?? null) === supersededBy) return undefined;
  // Nobody can tell any more whose an erased order was.
  const by = supersession === null && supersededBy !== null ? byRefId(db).get({ refId: supersededBy }) : null;
  return (by?.erasedAt ?? null) === null ? supersession : undefined;
}

function markFamily(tx: Tx, order: Row, was: PersonFacts | null): string[] {
  const families = new Families(tx);
  const family = families.of(order);
  const before = was === null ? [] : families.byPerson(was);
  const isAlone = families.withPlacedInstead(family).size < 2;
  if (isAlone && before.length === 0 && order.supersededBy === null) return [];
  const around = families.around(order);
  const others = [...around.values()];
  const changed: string[] = [];
  for (const row of new Map([...before.map((one) => [one.refId, one] as const), ...family]).values()) {
    if (row.status === 'error' && row.supersededBy === null)
      lookAgain(tx).run({ refId: row.refId, now: tx.now });
    // The mark of an order that has ended stays: it tells why it was cancelled.
    if (!isPending(row.status)) continue;
    const here = around.get(row.refId);
    if (here !== undefined && (supersessionOf(here, others)?.by ?? null) === row.supersededBy) continue;
    // Its own number or name may be shared with orders that were not read here.
    const supersession = newMark(tx, row, families.around(row));
    if (supersession === undefined) continue;
    mark(tx, row, supersession);
    changed.push(row.refId);
  }
  return changed;
}

/** An order that has failed names the one placed in its place, whoever that is for: it is nobody's turn any more. */
export function markReplaced(tx: Tx, refId: string, by: string): void {
  const order = byRefId(tx).get({ refId });
  if (order === undefined || order.status !== 'error' || order.supersededBy === by) return;
  mark(tx, order, { by, person: 'placed_instead', differs: [] });
}
