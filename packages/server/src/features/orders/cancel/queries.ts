import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { inSet } from '../../../platform/db/columns.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orders } from '../table.ts';
import { cancellationRequests } from './table.ts';

const FIELDS = {
  id: cancellationRequests.id,
  refId: cancellationRequests.refId,
  successorRefId: cancellationRequests.successorRefId,
  requestedBy: cancellationRequests.requestedBy,
  requestedAt: cancellationRequests.requestedAt,
  orderId: orders.orderId,
  externalId: orders.externalId,
  issuer: orders.issuer,
  method: orders.method,
  status: orders.status,
};

// Written out, since the index of open requests is a partial one.
const isOpen = eq(cancellationRequests.state, 'open').inlineParams();

const open = statement({ limit: 'integer' }, (db, { limit }) =>
  db
    .select(FIELDS)
    .from(cancellationRequests)
    .innerJoin(orders, eq(orders.refId, cancellationRequests.refId))
    .where(and(isOpen, isNull(orders.goneAt), inSet(orders.status, PENDING_STATUSES)))
    .orderBy(asc(cancellationRequests.id))
    .limit(limit),
);
const openById = statement({ id: cancellationRequests.id }, (db, { id }) =>
  db
    .select(FIELDS)
    .from(cancellationRequests)
    .innerJoin(orders, eq(orders.refId, cancellationRequests.refId))
    .where(and(isOpen, eq(cancellationRequests.id, id))),
);
const openByRefId = statement({ refId: cancellationRequests.refId }, (db, { refId }) =>
  db
    .select(FIELDS)
    .from(cancellationRequests)
    .innerJoin(orders, eq(orders.refId, cancellationRequests.refId))
    .where(and(isOpen, eq(cancellationRequests.refId, refId))),
);

/** A cancellation somebody asked for who may not cancel. Times in ms since epoch. */
export type StoredRequest = ReturnType<ReturnType<typeof open>['all']>[number];

/** Open requests whose order is still pending, oldest first: those whose order has ended need nobody any more. */
export function listOpenRequests(reader: Reader, limit: number): StoredRequest[] {
  return open(reader).all({ limit });
}

/** The open request of this number, or undefined. */
export function findOpenRequest(reader: Reader, id: number): StoredRequest | undefined {
  return openById(reader).get({ id });
}

/** The open request about an order, or undefined. */
export function openRequestOf(reader: Reader, refId: string): StoredRequest | undefined {
  return openByRefId(reader).get({ refId });
}
