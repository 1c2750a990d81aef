import { OWN_SUBJECTS } from '@srs-desk/shared/audit/own-subject.ts';
import { UNSUCCESSFUL_STATUSES, VERIFIED_STATUSES } from '@srs-desk/shared/order/status.ts';
import { asc, eq, gt, sql } from 'drizzle-orm';
import { inSet } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries, subjectKeys } from '../../../platform/ledger/table.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { orders } from '../../orders/table.ts';

/** Orders or keys that are gone through in one go: a tenth of a second or two where there are millions. */
const AT_ONCE = 5_000;

/** `isFinal` in SQL. */
const IS_FINAL = sql`(${inSet(orders.status, UNSUCCESSFUL_STATUSES)}
  OR (${eq(orders.status, 'terminated')} AND ${inSet(orders.verifyStatus, VERIFIED_STATUSES)}))`;

/**
 * Of nobody who has an order under legal hold, as far as their number (or name and birth date) is known. Held orders are few;
 * left to itself SQLite would go through the tokens of all.
 */
const isOfNobodyHeld = (token: typeof orders.personToken | typeof subjectKeys.personToken) =>
  sql`(${token} IS NULL OR ${token} NOT IN (SELECT ${orders.personToken} FROM ${orders} INDEXED BY orders_held
    WHERE ${eq(orders.legalHold, true).inlineParams()} AND ${orders.personToken} IS NOT NULL))`;

const nthOrder = statement({ after: 'integer', skipped: 'integer' }, (db, { after, skipped }) =>
  db
    .select({ id: orders.id })
    .from(orders)
    .where(gt(orders.id, after))
    .orderBy(asc(orders.id))
    .limit(1)
    .offset(skipped),
);

const unerased = statement({ after: 'integer', upTo: 'integer' }, (db, { after, upTo }) =>
  db.rows(
    { n: sql<number>`count(*)` },
    (columns) => sql`SELECT ${columns} FROM ${orders} NOT INDEXED
      WHERE ${orders.id} > ${after} AND ${orders.id} <= ${upTo} AND ${orders.erasedAt} IS NULL`,
  ),
);

const finished = statement(
  { after: 'integer', upTo: 'integer', before: orders.updatedAt },
  (db, { after, upTo, before }) =>
    db.rows(
      { refId: orders.refId },
      (columns) => sql`SELECT ${columns} FROM ${orders} NOT INDEXED
        WHERE ${orders.id} > ${after} AND ${orders.id} <= ${upTo} AND ${orders.updatedAt} < ${before}
          AND ${orders.erasedAt} IS NULL AND ${eq(orders.legalHold, false)} AND ${IS_FINAL}
          AND ${isOfNobodyHeld(orders.personToken)} ORDER BY ${orders.id}`,
    ),
);

/** What is past its time among some of the orders, or of the keys. */
interface Slice<Place> {
  /** Where it ends, to go on after; null: there is nothing behind it. */
  upTo: Place | null;
}

/**
 * Of the next orders after the one with number `after`: which were final before `before` (ms) and may be erased by age (no order of their
 * person on legal hold, not erased yet), and how many are not erased.
 */
export function ordersPastRetention(
  db: Db,
  { before, after, atOnce = AT_ONCE }: { before: number; after: number; atOnce?: number },
): Slice<number> & { refIds: string[]; unerased: number } {
  const upTo = nthOrder(db).get({ after, skipped: atOnce - 1 })?.id ?? null;
  const span = { after, upTo: upTo ?? Number.MAX_SAFE_INTEGER };
  const refIds = finished(db)
    .all({ ...span, before })
    .map(({ refId }) => refId);
  return { upTo, refIds, unerased: unerased(db).get(span)?.n ?? 0 };
}

const nthKey = statement({ after: 'text', skipped: 'integer' }, (db, { after, skipped }) =>
  db
    .select({ id: subjectKeys.subjectId })
    .from(subjectKeys)
    .where(gt(subjectKeys.subjectId, after))
    .orderBy(asc(subjectKeys.subjectId))
    .limit(1)
    .offset(skipped),
);

const loneKeys = statement(
  { after: 'text', upTo: 'text', before: subjectKeys.createdAt },
  (db, { after, upTo, before }) =>
    db.rows(
      { id: subjectKeys.subjectId },
      (columns) => sql`SELECT ${columns} FROM ${subjectKeys}
        WHERE ${subjectKeys.subjectId} > ${after} AND ${subjectKeys.subjectId} <= ${upTo}
          AND ${subjectKeys.createdAt} < ${before} AND ${subjectKeys.erasedAt} IS NULL
          AND substr(${subjectKeys.subjectId}, 1, ${OWN_SUBJECTS.length}) <> ${OWN_SUBJECTS}
          AND ${isOfNobodyHeld(subjectKeys.personToken)}
          AND NOT EXISTS (SELECT 1 FROM ${orders} WHERE ${orders.subjectId} = ${subjectKeys.subjectId})
          AND NOT EXISTS (SELECT 1 FROM ${calls} JOIN ${orders} ON ${orders.refId} = ${calls.refId}
            WHERE ${calls.id} IN (SELECT ${entries.callId} FROM ${entries}
              WHERE ${entries.subjectId} = ${subjectKeys.subjectId} AND ${entries.refId} IS NULL))`,
    ),
);

/** Greater than every name of a key. */
const BEYOND = '\u{10ffff}';

/**
 * Of the next keys after `after`: those of calls that led to no order (look-ups, verify calls), older than `before` (ms), whose
 * person has no order on legal hold.
 */
export function loneSubjectsPastRetention(
  db: Db,
  { before, after, atOnce = AT_ONCE }: { before: number; after: string; atOnce?: number },
): Slice<string> & { subjects: string[] } {
  const upTo = nthKey(db).get({ after, skipped: atOnce - 1 })?.id ?? null;
  const subjects = loneKeys(db)
    .all({ after, upTo: upTo ?? BEYOND, before })
    .map(({ id }) => id);
  return { upTo, subjects };
}

/** What the read thread goes through for the erasure by age: as much as there is. */
export const retentionReads = {
  'retention.orders': ordersPastRetention,
  'retention.subjects': loneSubjectsPastRetention,
};

type RetentionReads = typeof retentionReads;

declare module '../../../platform/threads/reads.ts' {
  interface Reads extends RetentionReads {}
}
