import type { Reader } from '../../../platform/db/reader.ts';
import type { PlannedOrder } from './plan-sync.ts';

/** What the gateway must know of an order to record a call about it. */
export interface KnownOrder extends PlannedOrder {
  refId: string;
  orderId: string | null;
  externalId: string | null;
  subjectId: string;
  status: string;
}

const FIELDS = `ref_id AS refId, order_id AS orderId, external_id AS externalId, subject_id AS subjectId, status, issuer, method,
  jurisdiction, loa, msisdn, first_name AS firstName, last_name AS lastName, country, erased_at AS erasedAt`;

/** The order with this Ref ID, or null. */
export function knownByRefId(reader: Reader, refId: string): KnownOrder | null {
  const row = reader.sql(`SELECT ${FIELDS} FROM orders WHERE ref_id = ?`).get(refId) as
    | KnownOrder
    | undefined;
  return row ?? null;
}

/** The latest order of a number (E.164) that was not cancelled, or null. */
export function latestOfNumber(reader: Reader, msisdn: string): KnownOrder | null {
  const row = reader
    .sql(
      `SELECT ${FIELDS} FROM orders WHERE msisdn = ? ORDER BY status = 'cancelled', created_at DESC, id DESC LIMIT 1`,
    )
    .get(msisdn) as KnownOrder | undefined;
  return row ?? null;
}

/** The order that was placed last, of those SRS still knows; null when none is known. */
export function newestOrder(reader: Reader): KnownOrder | null {
  const row = reader
    .sql(`SELECT ${FIELDS} FROM orders WHERE gone_at IS NULL AND erased_at IS NULL ORDER BY id DESC LIMIT 1`)
    .get() as KnownOrder | undefined;
  return row ?? null;
}
