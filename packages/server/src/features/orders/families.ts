import { foldName, type PersonFacts } from '@srs-desk/shared/cancellation/same-person.ts';
import type { SupersessionOrder } from '@srs-desk/shared/cancellation/superseded.ts';
import { desc, eq } from 'drizzle-orm';
import { inJsonList } from '../../platform/db/columns.ts';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { placedAt } from './placed-here.ts';
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

const byRef = statement({ refId: orders.refId }, (db, { refId }) =>
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

/** What of an order says whose it is, and whether another took its place. */
export type Row = NonNullable<ReturnType<ReturnType<typeof byRef>['get']>>;

/** The order with this Ref ID. */
export function orderOf(db: Db, refId: string): Row | undefined {
  return byRef(db).get({ refId });
}

/** So many orders in place of one another are followed. */
export const MOST_HOPS = 20;

type Dated = Row & SupersessionOrder;

/** With since when it can be there: an order that was placed here was not there before the call. */
function dated(db: Db, row: Row): Dated {
  return { ...row, createdNotBefore: row.createdAtKnown ? row.createdAt : (placedAt(db, row) ?? null) };
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
export class Families {
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
