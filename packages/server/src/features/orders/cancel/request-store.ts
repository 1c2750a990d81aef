import { isPending, ORDER_STATUSES } from '@srs-desk/shared/order/status.ts';
import type { Reader } from '../../../platform/db/reader.ts';

/** A cancellation somebody asked for who may not cancel. Times in ms since epoch. */
export interface StoredRequest {
  id: number;
  refId: string;
  successorRefId: string | null;
  requestedBy: string;
  requestedAt: number;
  orderId: string | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  status: string;
}

const SELECT = `SELECT r.id, r.ref_id AS refId, r.successor_ref_id AS successorRefId, r.requested_by AS requestedBy,
    r.requested_at AS requestedAt, o.order_id AS orderId, o.external_id AS externalId, o.issuer, o.method, o.status
  FROM cancellation_requests r JOIN orders o ON o.ref_id = r.ref_id
  WHERE r.state = 'open'`;

const PENDING = JSON.stringify(ORDER_STATUSES.filter(isPending));

/** Open requests whose order is still pending, oldest first: those whose order has ended need nobody any more. */
export function listOpenRequests(reader: Reader, limit: number): StoredRequest[] {
  return reader
    .sql(
      `${SELECT} AND o.gone_at IS NULL AND o.status IN (SELECT value FROM json_each(?)) ORDER BY r.id LIMIT ?`,
    )
    .all(PENDING, limit) as StoredRequest[];
}

/** The open request of this number, or undefined. */
export function findOpenRequest(reader: Reader, id: number): StoredRequest | undefined {
  return reader.sql(`${SELECT} AND r.id = ?`).get(id) as StoredRequest | undefined;
}

/** The open request about an order, or undefined. */
export function openRequestOf(reader: Reader, refId: string): StoredRequest | undefined {
  return reader.sql(`${SELECT} AND r.ref_id = ?`).get(refId) as StoredRequest | undefined;
}
