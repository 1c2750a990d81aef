import type { TriageFacts } from '@srs-desk/shared/process/triage.ts';
import { and, desc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { type OrderRow, readOrderRow } from './order-row.ts';
import { laterOrderOf, MOST_HOPS } from './supersede.ts';
import { orders } from './table.ts';

const own = alias(orders, 'own');

// Evidence counts for the jurisdiction it was given for and up to its level, as far as those are known.
const validOfPerson = statement({ refId: own.refId, now: orders.evidenceValidUntil }, (db, { refId, now }) =>
  db
    .select({ refId: orders.refId, validUntil: orders.evidenceValidUntil })
    .from(own)
    .innerJoin(orders, eq(orders.personToken, own.personToken))
    .where(
      and(
        eq(own.refId, refId),
        ne(orders.refId, own.refId),
        eq(orders.status, 'terminated'),
        eq(orders.verifyStatus, 'valid'),
        or(isNull(orders.evidenceValidUntil), gt(orders.evidenceValidUntil, now)),
        sql`coalesce(lower(${orders.jurisdiction}) = lower(${own.jurisdiction}), 1)`,
        sql`coalesce(${orders.loa} >= ${own.loa}, 1)`,
      ),
    )
    .orderBy(desc(orders.createdAt))
    .limit(1),
);

/** Valid evidence by another order of the same person, the latest; `now` in ms since epoch. */
export function otherEvidenceOf(reader: Reader, refId: string, now: number): TriageFacts['otherEvidence'] {
  return validOfPerson(reader).get({ refId, now }) ?? null;
}

const placedInstead = statement({ refId: orders.predecessorRefId }, (db, { refId }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(eq(orders.predecessorRefId, refId))
    .orderBy(desc(orders.createdAt))
    .limit(1),
);

/** The order that took the place of this one in the end; null when none did. */
export function successorOf(reader: Reader, order: OrderRow): OrderRow | null {
  const seen = new Set([order.refId]);
  let last: OrderRow | null = null;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const from = last ?? order;
    const next =
      from.supersededBy ??
      placedInstead(reader).get({ refId: from.refId })?.refId ??
      laterOrderOf(reader, from.refId);
    if (next === null || seen.has(next)) return last;
    seen.add(next);
    const row = readOrderRow(reader, next);
    if (row === null) return last;
    last = row;
  }
  return last;
}
