import { and, desc, eq, ne, notInArray, sql } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';

// Written out, since the index of acts is a partial one.
const isAct = ne(entries.kind, 'call').inlineParams();

const settled = and(eq(entries.action, 'order.orphan_settled').inlineParams(), isAct);

/** Whether an entry tells of a placing whose answer was lost, and that nobody has cleared up. */
export const IS_OPEN_ORPHAN = and(
  eq(entries.action, 'order.place_orphaned').inlineParams(),
  isAct,
  notInArray(entries.callId, sql`(SELECT ${entries.callId} FROM ${entries} WHERE ${settled})`),
);

const orphans = statement({ limit: 'integer' }, (db, { limit }) =>
  db
    .select({
      id: entries.callId,
      at: entries.at,
      actor: entries.actor,
      externalId: entries.externalId,
      outcome: entries.outcome,
      subject: entries.subjectId,
      detail: entries.detail,
    })
    .from(entries)
    .where(IS_OPEN_ORPHAN)
    .orderBy(desc(entries.seq))
    .limit(limit),
);

type Orphan = ReturnType<ReturnType<typeof orphans>['all']>[number];

/** A call to place an order whose answer was lost: an order may exist at SRS that nobody knows. */
type PossibleOrphan = Orphan & { id: number };

/** Those that were not cleared up, newest first. */
export function listPossibleOrphans(reader: Reader, limit: number): PossibleOrphan[] {
  return orphans(reader)
    .all({ limit })
    .filter((orphan): orphan is PossibleOrphan => orphan.id !== null);
}
