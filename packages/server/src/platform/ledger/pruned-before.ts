import { eq } from 'drizzle-orm';
import type { Db } from '../db/connection.ts';
import { statement } from '../db/statement.ts';
import { auditStub, entries } from './table.ts';

const firstLeft = statement((db) =>
  db.select({ at: entries.at }).from(auditStub).innerJoin(entries, eq(entries.seq, auditStub.firstSeq)),
);

/** When the first entry was written that pruning left (ms): of what was before, the log tells nothing. Null: nothing was pruned. */
export function prunedBefore(db: Db): number | null {
  return firstLeft(db).get()?.at ?? null;
}
