import { and, asc, eq, lte } from 'drizzle-orm';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { calls } from '../../platform/recorder/table.ts';
import type { orders } from './table.ts';

type Known = Pick<typeof orders.$inferSelect, 'refId' | 'knownBy' | 'registeredAt'>;

const placingOf = statement(
  { refId: calls.refId, registeredAt: calls.startedAt },
  (db, { refId, registeredAt }) =>
    db
      .select({ startedAt: calls.startedAt })
      .from(calls)
      .where(
        and(eq(calls.refId, refId), eq(calls.operation, 'place_order'), lte(calls.startedAt, registeredAt)),
      )
      .orderBy(asc(calls.id))
      .limit(1),
);
const firstCall = statement({}, (db) =>
  db.select({ startedAt: calls.startedAt }).from(calls).orderBy(asc(calls.id)).limit(1),
);

/** How orders became known that were placed elsewhere: among their many calls there is no placing to look for. */
const NOT_PLACED: ReadonlySet<string> = new Set(['register', 'import']);

/** When the call began that placed an order through this desk, ms since epoch; undefined where there is none, or it was pruned. */
export function placedAt(db: Db, { refId, knownBy, registeredAt }: Known): number | undefined {
  return NOT_PLACED.has(knownBy) ? undefined : placingOf(db).get({ refId, registeredAt })?.startedAt;
}

/** Its placing may have been pruned: nobody can tell any more that there was none. */
export function isBeforeCalls(db: Db, { knownBy, registeredAt }: Omit<Known, 'refId'>): boolean {
  return !NOT_PLACED.has(knownBy) && registeredAt < (firstCall(db).get({})?.startedAt ?? Infinity);
}

/** The order was placed through this desk, or nobody can tell that it was not: it cannot have gone on before it was known. */
export function mayBePlacedHere(db: Db, order: Known): boolean {
  const { knownBy } = order;
  if (NOT_PLACED.has(knownBy)) return false;
  // The gateway also hears of orders that were placed without it: all their calls are read to find that none placed them.
  if (knownBy !== 'gateway' || isBeforeCalls(db, order)) return true;
  return placedAt(db, order) !== undefined;
}
