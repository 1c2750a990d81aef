import { and, desc, eq, ne, notInArray } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';

// Written out, since the index of acts is a partial one.
const isAct = ne(entries.kind, 'call').inlineParams();

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
    .where(
      and(
        eq(entries.action, 'order.place_orphaned').inlineParams(),
        isAct,
        notInArray(
          entries.callId,
          db
            .select({ callId: entries.callId })
            .from(entries)
            .where(and(eq(entries.action, 'order.orphan_settled').inlineParams(), isAct)),
        ),
      ),
    )
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
