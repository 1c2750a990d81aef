import type { Revealable } from '@srs-desk/shared/order/fields.ts';
import { latestNoted } from '@srs-desk/shared/time/elapsed.ts';
import { and, count, eq, gt, lte, sql } from 'drizzle-orm';
import { maybe } from '../../platform/db/columns.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { reveals } from '../access/table.ts';
import { BESIDE_ORDER, DETAIL_JSON, type OrderView } from './order-columns.ts';
import { orderSync, orders } from './table.ts';

/** The order's row with what only its page needs, put together by SQLite. */
const detailOf = (view: OrderView) =>
  statement({ refId: orders.refId }, (db, { refId }) =>
    db.rows(
      { json: sql<string>`${sql.raw(DETAIL_JSON[view])}` },
      (columns) => sql`SELECT ${columns} FROM ${orders} o ${sql.raw(BESIDE_ORDER)}
        WHERE o.ref_id = ${refId}`,
    ),
  );
const DETAIL: Readonly<Record<OrderView, ReturnType<typeof detailOf>>> = {
  facts: detailOf('facts'),
  masked: detailOf('masked'),
};

/** One order as JSON text of `OrderDetail`, the person masked or left out; undefined when there is none. */
export function orderDetailJson(reader: Reader, view: OrderView, refId: string): string | undefined {
  return DETAIL[view](reader).get({ refId })?.json;
}

const factsByRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({
      refId: orders.refId,
      orderId: orders.orderId,
      externalId: orders.externalId,
      issuer: orders.issuer,
      method: orders.method,
      status: orders.status,
      verifyStatus: orders.verifyStatus,
      subjectId: orders.subjectId,
      registeredAt: orders.registeredAt,
      goneAt: orders.goneAt,
      erasedAt: orders.erasedAt,
      lastSyncedAt: maybe(orderSync.lastSyncedAt),
      lastVerifyAt: maybe(orderSync.lastVerifyAt),
      dueAt: maybe(orderSync.dueAt),
      viewedAt: maybe(orderSync.viewedAt),
      failures: sql<number>`coalesce(${orderSync.failures}, 0)`,
      lastFailure: maybe(orderSync.lastFailure),
    })
    .from(orders)
    .leftJoin(orderSync, eq(orderSync.id, orders.id))
    .where(eq(orders.refId, refId)),
);

/** What verbs decide on. Times in ms since epoch. */
export type OrderFacts = NonNullable<ReturnType<ReturnType<typeof factsByRefId>['get']>>;

/** The order's facts, or undefined when the desk does not know it. */
export function findOrder(reader: Reader, refId: string): OrderFacts | undefined {
  return factsByRefId(reader).get({ refId });
}

const PERSON = {
  msisdn: orders.msisdn,
  firstName: orders.firstName,
  lastName: orders.lastName,
  email: orders.email,
  birthDate: orders.birthDate,
};

const personOf = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select(PERSON).from(orders).where(eq(orders.refId, refId)),
);

/** The person of an order in clear. Only a reveal or a call on the person's behalf may ask for it. */
type ClearPerson = NonNullable<ReturnType<ReturnType<typeof personOf>['get']>>;

/** See {@link ClearPerson}. */
export function clearPerson(reader: Reader, refId: string): ClearPerson | undefined {
  return personOf(reader).get({ refId });
}

const placedOf = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({
      ...PERSON,
      externalId: orders.externalId,
      country: orders.country,
      language: orders.language,
      jurisdiction: orders.jurisdiction,
      loa: orders.loa,
    })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

/** What the desk knows of a replaced order, to place its successor with. */
type PlacedBefore = NonNullable<ReturnType<ReturnType<typeof placedOf>['get']>>;

/** See {@link PlacedBefore}. The person in clear: only for sending it to SRS again. */
export function placedBefore(reader: Reader, refId: string): PlacedBefore | undefined {
  return placedOf(reader).get({ refId });
}

const externalIds = statement({ prefix: 'text', limit: 'integer' }, (db, { prefix, limit }) =>
  db.rows(
    { id: sql<string>`id` },
    (columns) => sql`WITH RECURSIVE found (id, n) AS (
        SELECT (SELECT external_id FROM ${orders} WHERE external_id >= ${prefix} ORDER BY external_id LIMIT 1), 1
        UNION ALL
        SELECT (SELECT external_id FROM ${orders} WHERE external_id > found.id ORDER BY external_id LIMIT 1), n + 1
        FROM found WHERE found.id IS NOT NULL AND n < ${limit})
      SELECT ${columns} FROM found WHERE id IS NOT NULL AND substr(id, 1, length(${prefix})) = ${prefix}`,
  ),
);

/** External IDs in use that begin with `prefix`, in order; each a single look-up in the index. */
export function externalIdsFrom(reader: Reader, prefix: string, limit: number): string[] {
  return externalIds(reader)
    .all({ prefix, limit })
    .map(({ id }) => id);
}

const inForce = statement(
  {
    refId: reveals.refId,
    username: reveals.username,
    now: reveals.expiresAt,
    latest: reveals.grantedAt,
  },
  (db, { refId, username, now, latest }) =>
    db
      .select({ fields: reveals.fields, until: reveals.expiresAt })
      .from(reveals)
      .where(
        and(
          eq(reveals.refId, refId),
          eq(reveals.username, username),
          gt(reveals.expiresAt, now),
          lte(reveals.grantedAt, latest),
        ),
      ),
);

/** Reveals in force: which fields `username` may see of an order, and until when (ms since epoch). */
export function activeReveal(
  reader: Reader,
  refId: string,
  username: string,
  now: number,
): { fields: Revealable[]; until: number } | null {
  const rows = inForce(reader).all({ refId, username, now, latest: latestNoted(now) });
  if (rows.length === 0) return null;
  const fields = new Set(rows.flatMap((row) => row.fields));
  return { fields: [...fields], until: Math.min(...rows.map((row) => row.until)) };
}

const evidenceEnding = statement(
  { after: orders.evidenceValidUntil, until: orders.evidenceValidUntil },
  (db, { after, until }) =>
    db
      .select({ n: count() })
      .from(orders)
      .where(
        and(
          gt(orders.evidenceValidUntil, after),
          lte(orders.evidenceValidUntil, until),
          eq(orders.verifyStatus, 'valid'),
        ),
      ),
);

/** Orders whose valid evidence ends, at the latest, after `after` and by `until` (ms). */
export function countEvidenceEnding(reader: Reader, after: number, until: number): number {
  return evidenceEnding(reader).get({ after, until })?.n ?? 0;
}
