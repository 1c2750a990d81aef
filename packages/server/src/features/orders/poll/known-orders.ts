import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orders } from '../table.ts';

const FIELDS = {
  refId: orders.refId,
  orderId: orders.orderId,
  externalId: orders.externalId,
  subjectId: orders.subjectId,
  status: orders.status,
  issuer: orders.issuer,
  method: orders.method,
  jurisdiction: orders.jurisdiction,
  loa: orders.loa,
  msisdn: orders.msisdn,
  firstName: orders.firstName,
  lastName: orders.lastName,
  country: orders.country,
  erasedAt: orders.erasedAt,
};

const byRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select(FIELDS).from(orders).where(eq(orders.refId, refId)),
);
const latest = statement({ msisdn: orders.msisdn }, (db, { msisdn }) =>
  db
    .select(FIELDS)
    .from(orders)
    .where(eq(orders.msisdn, msisdn))
    .orderBy(sql`${orders.status} = 'cancelled'`, desc(orders.createdAt), desc(orders.id))
    .limit(1),
);
const newest = statement((db) =>
  db
    .select(FIELDS)
    .from(orders)
    .where(and(isNull(orders.goneAt), isNull(orders.erasedAt)))
    .orderBy(desc(orders.id))
    .limit(1),
);

/** What the gateway must know of an order to record a call about it. */
export type KnownOrder = NonNullable<ReturnType<ReturnType<typeof byRefId>['get']>>;

/** The order with this Ref ID, or null. */
export function knownByRefId(reader: Reader, refId: string): KnownOrder | null {
  return byRefId(reader).get({ refId }) ?? null;
}

/** The latest order of a number (E.164) that was not cancelled, or null. */
export function latestOfNumber(reader: Reader, msisdn: string): KnownOrder | null {
  return latest(reader).get({ msisdn }) ?? null;
}

/** The order that was placed last, of those SRS still knows; null when none is known. */
export function newestOrder(reader: Reader): KnownOrder | null {
  return newest(reader).get() ?? null;
}
