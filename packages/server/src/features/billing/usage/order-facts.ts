import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import type { Calendar } from '@srs-desk/shared/billing/periods.ts';
import { type Contribution, contributionOf, givenExternalId } from '@srs-desk/shared/billing/usage.ts';
import { IDENTIFIED_STATUSES, isFinishedWork } from '@srs-desk/shared/order/status.ts';
import { and, asc, eq, gt, gte, lt, or, sql } from 'drizzle-orm';
import { inJsonList, inSet } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orderStatusHistory, orders } from '../../orders/table.ts';
import { billingAssignments } from '../external-ids/table.ts';

/** What an order adds, and where its External ID came from. */
export type SourcedContribution = Contribution & { readonly source: string };

const { status, happenedAt, refId: ofOrder } = orderStatusHistory;

/** When an order was first identified, first terminated, first failed; each ms since epoch or null. */
type FirstReached = readonly [
  identifiedAt: number | null,
  terminatedAt: number | null,
  failedAt: number | null,
];

// One look at the history of an order, by its Ref ID: three looks cost three times as much.
const firstReached = sql`(SELECT json_array(
    min(CASE WHEN ${inSet(status, IDENTIFIED_STATUSES)} THEN ${happenedAt} END),
    min(CASE ${status} WHEN 'terminated' THEN ${happenedAt} END),
    min(CASE ${status} WHEN 'error' THEN ${happenedAt} END))
  FROM ${orderStatusHistory} WHERE ${ofOrder} = ${orders.refId})`.mapWith(
  (json): FirstReached => JSON.parse(json),
);

const FACTS = {
  id: orders.id,
  externalId: orders.externalId,
  externalIdSource: orders.externalIdSource,
  /** Billed to this External ID, whatever SRS says. */
  assigned: billingAssignments.externalId,
  knownBy: orders.knownBy,
  issuer: orders.issuer,
  method: orders.method,
  status: orders.status,
  verifyStatus: orders.verifyStatus,
  createdAt: orders.createdAt,
  statusChangedAt: orders.statusChangedAt,
  verifiedAt: orders.verifiedAt,
  firstReached,
};

const assignment = eq(billingAssignments.refId, orders.refId);

const byRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select(FACTS).from(orders).leftJoin(billingAssignments, assignment).where(eq(orders.refId, refId)),
);

const after = statement({ id: orders.id, limit: 'integer' }, (db, { id, limit }) =>
  db
    .select(FACTS)
    .from(orders)
    .leftJoin(billingAssignments, assignment)
    .where(gt(orders.id, id))
    .orderBy(asc(orders.id))
    .limit(limit),
);

const placedWithin = statement(
  { id: orders.id, from: orders.createdAt, to: orders.createdAt, limit: 'integer' },
  (db, { id, from, to, limit }) =>
    db
      .select(FACTS)
      .from(orders)
      .leftJoin(billingAssignments, assignment)
      .where(and(gt(orders.id, id), gte(orders.createdAt, from), lt(orders.createdAt, to)))
      .orderBy(asc(orders.id))
      .limit(limit),
);

const wanted = statement(
  { from: orders.createdAt, to: orders.createdAt, refIds: 'text' },
  (db, { from, to, refIds }) =>
    db
      .select({ ...FACTS, refId: orders.refId, orderId: orders.orderId })
      .from(orders)
      .leftJoin(billingAssignments, assignment)
      .where(
        or(and(gte(orders.createdAt, from), lt(orders.createdAt, to)), inJsonList(orders.refId, refIds)),
      ),
);

/** Orders placed in [from, to) (ms since epoch), and those with these Ref IDs, as the rollups read them. */
export function readFactsFor(db: Db, { from, to }: { from: number; to: number }, refIds: readonly string[]) {
  return wanted(db).all({ from, to, refIds: JSON.stringify(refIds) });
}

/** An order as the rollups read it. */
export type OrderFacts = NonNullable<ReturnType<typeof readOrderFacts>>;

/** One order as the rollups read it. */
export function readOrderFacts(db: Db, refId: string) {
  return byRefId(db).get({ refId });
}

/** The next orders after a row number, as the rollups read them. */
export function readFactsAfter(db: Db, id: number, limit: number): OrderFacts[] {
  return after(db).all({ id, limit });
}

/** The next orders after a row number that were placed in [from, to) (ms since epoch), as the rollups read them. */
export function readFactsPlaced(
  db: Db,
  id: number,
  { from, to }: { from: number; to: number },
  limit: number,
): OrderFacts[] {
  return placedWithin(db).all({ id, from, to, limit });
}

/** Where the External ID that an order is billed to came from. */
function sourceOf({ externalIdSource, assigned, knownBy }: OrderFacts, billedTo: string | null): string {
  if (billedTo === null) return `none_${knownBy}`;
  if (givenExternalId(billedTo) === null) return 'none_blank';
  return assigned === null ? (externalIdSource ?? 'srs') : 'assigned';
}

/** What an order adds to usage under the rules. */
export function contributionOfOrder(
  order: OrderFacts,
  rules: readonly BillableRule[],
  calendar: Calendar,
): SourcedContribution {
  const [identifiedAt, terminatedAt, failedAt] = order.firstReached;
  const reached = order.status === 'terminated' ? (terminatedAt ?? order.statusChangedAt) : terminatedAt;
  const done = isFinishedWork(order.status);
  const externalId = order.assigned ?? order.externalId;
  const contribution = contributionOf(
    {
      issuer: order.issuer,
      method: order.method,
      status: order.status,
      verifyStatus: order.verifyStatus,
      createdAt: order.createdAt,
      verifiedAt: order.verifiedAt,
      externalId,
      terminatedAt: reached,
      identifiedAt: identifiedAt ?? (done ? order.statusChangedAt : reached),
      failedAt: failedAt ?? (order.status === 'error' ? order.statusChangedAt : null),
    },
    rules,
    calendar,
  );
  return { ...contribution, source: sourceOf(order, externalId) };
}
