import type { OrderStatus, VerifyStatus } from '@srs-desk/shared/order/status.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { DETAIL_JSON, type OrderView } from './order-columns.ts';

/** One order as JSON text of `OrderDetail`, the person masked or left out; undefined when there is none. */
export function orderDetailJson(reader: Reader, view: OrderView, refId: string): string | undefined {
  return reader
    .sql(
      `SELECT ${DETAIL_JSON[view]} FROM orders o LEFT JOIN order_sync s ON s.ref_id = o.ref_id
       WHERE o.ref_id = ?`,
    )
    .pluck()
    .get(refId) as string | undefined;
}

/** What verbs decide on. Times in ms since epoch. */
export interface OrderFacts {
  refId: string;
  orderId: string | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  status: OrderStatus;
  verifyStatus: VerifyStatus;
  subjectId: string;
  goneAt: number | null;
  erasedAt: number | null;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  dueAt: number | null;
  viewedAt: number | null;
  failures: number;
  lastFailure: string | null;
}

/** The order's facts, or undefined when the desk does not know it. */
export function findOrder(reader: Reader, refId: string): OrderFacts | undefined {
  return reader
    .sql(
      `SELECT o.ref_id AS refId, o.order_id AS orderId, o.external_id AS externalId, o.issuer, o.method, o.status,
         o.verify_status AS verifyStatus, o.subject_id AS subjectId, o.gone_at AS goneAt, o.erased_at AS erasedAt,
         s.last_synced_at AS lastSyncedAt, s.last_verify_at AS lastVerifyAt, s.due_at AS dueAt,
         s.viewed_at AS viewedAt, coalesce(s.failures, 0) AS failures, s.last_failure AS lastFailure
       FROM orders o LEFT JOIN order_sync s ON s.ref_id = o.ref_id WHERE o.ref_id = ?`,
    )
    .get(refId) as OrderFacts | undefined;
}

/** Whether SRS has been asked about each of these orders, and whether it knew them. */
export function syncStates(
  reader: Reader,
  refIds: readonly string[],
): { refId: string; asked: boolean; gone: boolean }[] {
  const rows = reader
    .sql(
      `SELECT o.ref_id AS refId, s.last_synced_at IS NOT NULL AS asked, o.gone_at IS NOT NULL AS gone
       FROM orders o LEFT JOIN order_sync s ON s.ref_id = o.ref_id
       WHERE o.ref_id IN (SELECT lower(value) FROM json_each(?))`,
    )
    .all(JSON.stringify(refIds)) as { refId: string; asked: number; gone: number }[];
  return rows.map(({ refId, asked, gone }) => ({ refId, asked: asked === 1, gone: gone === 1 }));
}

/** The person of an order in clear. Only a reveal or a call on the person's behalf may ask for it. */
export interface ClearPerson {
  msisdn: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  birthDate: string | null;
}

/** See {@link ClearPerson}. */
export function clearPerson(reader: Reader, refId: string): ClearPerson | undefined {
  return reader
    .sql(
      `SELECT msisdn, first_name AS firstName, last_name AS lastName, email, birth_date AS birthDate
       FROM orders WHERE ref_id = ?`,
    )
    .get(refId) as ClearPerson | undefined;
}

/** What the desk knows of a replaced order, to place its successor with. */
export interface PlacedBefore extends ClearPerson {
  externalId: string | null;
  country: string | null;
  language: string | null;
  jurisdiction: string | null;
  loa: string | null;
}

/** See {@link PlacedBefore}. The person in clear: only for sending it to SRS again. */
export function placedBefore(reader: Reader, refId: string): PlacedBefore | undefined {
  return reader
    .sql(
      `SELECT external_id AS externalId, country, language, jurisdiction, loa, msisdn, first_name AS firstName,
         last_name AS lastName, email, birth_date AS birthDate FROM orders WHERE ref_id = ?`,
    )
    .get(refId) as PlacedBefore | undefined;
}

/** External IDs in use that begin with `prefix`, in order; each a single look-up in the index. */
export function externalIdsFrom(reader: Reader, prefix: string, limit: number): string[] {
  return reader
    .sql(
      `WITH RECURSIVE found (id, n) AS (
         SELECT (SELECT external_id FROM orders WHERE external_id >= @prefix ORDER BY external_id LIMIT 1), 1
         UNION ALL
         SELECT (SELECT external_id FROM orders WHERE external_id > found.id ORDER BY external_id LIMIT 1), n + 1
         FROM found WHERE found.id IS NOT NULL AND n < @limit)
       SELECT id FROM found WHERE id IS NOT NULL AND substr(id, 1, length(@prefix)) = @prefix`,
    )
    .pluck()
    .all({ prefix, limit }) as string[];
}

/** Reveals in force: which fields `username` may see of an order, and until when (ms since epoch). */
export function activeReveal(
  reader: Reader,
  refId: string,
  username: string,
  now: number,
): { fields: string[]; until: number } | null {
  const rows = reader
    .sql(
      'SELECT fields, expires_at AS until FROM reveals WHERE ref_id = ? AND username = ? AND expires_at > ?',
    )
    .all(refId, username, now) as { fields: string; until: number }[];
  if (rows.length === 0) return null;
  const fields = new Set(rows.flatMap((row) => JSON.parse(row.fields) as string[]));
  return { fields: [...fields], until: Math.min(...rows.map((row) => row.until)) };
}
