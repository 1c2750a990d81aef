import type { OrderStatus, VerifyStatus } from '@srs-desk/shared/order/status.ts';
import type { Reader } from '../../db/reader.ts';
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

/** Which of these Ref IDs the desk knows. */
export function knownRefIds(reader: Reader, refIds: readonly string[]): Set<string> {
  const rows = reader
    .sql('SELECT ref_id FROM orders WHERE ref_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(refIds)) as string[];
  return new Set(rows);
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
