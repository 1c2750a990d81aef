import { ASKED_FOR_MS } from '@srs-desk/shared/polling/ask-again.ts';
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, lte, min, ne, or } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { type EXTERNAL_ID_SOURCES, orders, registrations } from '../table.ts';

/** A Ref ID that somebody asked about and that is no order. Times in ms since epoch. */
export type Registration = typeof registrations.$inferSelect;

const byRefId = statement({ refId: registrations.refId }, (db, { refId }) =>
  db.select(getTableColumns(registrations)).from(registrations).where(eq(registrations.refId, refId)),
);

/** The registration of this Ref ID, or undefined. */
export function findRegistration(db: Db, refId: string): Registration | undefined {
  return byRefId(db).get({ refId });
}

/** The subject to go on with; null once asking has ended, for retention may have erased its key since. */
export function livingSubject({ dueAt, subjectId }: Registration): string | null {
  return dueAt === null ? null : subjectId;
}

const longestDue = statement(
  { now: registrations.dueAt, latest: registrations.dueAt, limit: 'integer' },
  (db, { now, latest, limit }) =>
    db
      .select(getTableColumns(registrations))
      .from(registrations)
      .where(or(lte(registrations.dueAt, now), gt(registrations.dueAt, latest)))
      .orderBy(asc(registrations.dueAt))
      .limit(limit),
);

/**
 * Those that SRS is to be asked about at `now` (ms), the longest due first; those too that are due later than any is asked about:
 * the clock was ahead when they were asked about last.
 */
export function dueRegistrations(reader: Reader, now: number, limit: number): Registration[] {
  return longestDue(reader).all({ now, latest: now + ASKED_FOR_MS, limit });
}

const first = statement((db) =>
  db
    .select({ at: min(registrations.dueAt) })
    .from(registrations)
    .where(isNotNull(registrations.dueAt)),
);

/** When SRS is to be asked next, ms since epoch; null when about none. May lie in the past. */
export function firstRegistrationDueAt(reader: Reader): number | null {
  return first(reader).get()?.at ?? null;
}

const newest = statement({ limit: 'integer' }, (db, { limit }) =>
  db
    .select({
      refId: registrations.refId,
      externalId: registrations.externalId,
      askedBy: registrations.askedBy,
      askedAt: registrations.askedAt,
      state: registrations.state,
      dueAt: registrations.dueAt,
    })
    .from(registrations)
    .orderBy(desc(registrations.askedAt), asc(registrations.refId))
    .limit(limit),
);

/** What was asked about last, first. */
export function newestRegistrations(
  reader: Reader,
  limit: number,
): Pick<Registration, 'refId' | 'externalId' | 'askedBy' | 'askedAt' | 'state' | 'dueAt'>[] {
  return newest(reader).all({ limit });
}

const among = statement({ list: 'text' }, (db, { list }) =>
  db
    .select({ refId: registrations.refId, state: registrations.state })
    .from(registrations)
    .where(inJsonList(registrations.refId, list)),
);
const ordersAmong = statement({ list: 'text' }, (db, { list }) =>
  db.select({ refId: orders.refId }).from(orders).where(inJsonList(orders.refId, list)),
);

/** What each of these Ref IDs is: an order, or a registration in its state; those that are neither are left out. */
export function standingOf(
  reader: Reader,
  refIds: readonly string[],
): Map<string, 'order' | Registration['state']> {
  const list = JSON.stringify(refIds);
  return new Map<string, 'order' | Registration['state']>([
    ...among(reader)
      .all({ list })
      .map(({ refId, state }) => [refId, state] as const),
    ...ordersAmong(reader)
      .all({ list })
      .map(({ refId }) => [refId, 'order'] as const),
  ]);
}

const named = statement({ list: 'text' }, (db, { list }) =>
  db
    .select({ refId: orders.refId, externalId: orders.externalId, source: orders.externalIdSource })
    .from(orders)
    .where(and(inJsonList(orders.refId, list), isNotNull(orders.externalId))),
);

/** The External IDs of those of these orders that have one, and who named it. */
export function externalIdsOf(
  reader: Reader,
  refIds: readonly string[],
): { refId: string; externalId: string | null; source: (typeof EXTERNAL_ID_SOURCES)[number] | null }[] {
  return named(reader).all({ list: JSON.stringify(refIds) });
}

const givenFor = statement({ list: 'text' }, (db, { list }) =>
  db
    .select({ refId: orders.refId, given: entries.externalId, known: orders.externalId })
    .from(orders)
    .innerJoin(entries, eq(entries.refId, orders.refId))
    .where(
      and(
        inJsonList(orders.refId, list),
        inArray(entries.action, ['order.register', 'order.import']),
        isNotNull(entries.externalId),
        ne(entries.externalId, orders.externalId),
      ),
    ),
);

/** The orders among these for which another External ID was given when they were registered than they have now. */
export function givenOtherwise(
  reader: Reader,
  refIds: readonly string[],
): { refId: string; given: string | null; known: string | null }[] {
  return givenFor(reader).all({ list: JSON.stringify(refIds) });
}
