import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  max,
  ne,
  sql,
} from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entryOf, type StoredEntry, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { auditStub, checkpoints, counters, entries, subjectKeys } from '../../../platform/ledger/table.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { orders } from '../../orders/table.ts';
import { COMPACTION_DUE } from './changes.ts';

/** A stored checkpoint. */
export type CheckpointRow = typeof checkpoints.$inferSelect;

const { id: _, ...STUB } = getTableColumns(auditStub);

/** What stands in place of pruned entries. */
export type StubRow = Omit<typeof auditStub.$inferSelect, 'id'>;

const LISTED = storedEntry(entries);

const bySeq = statement({ seq: entries.seq }, (db, { seq }) =>
  db.select(LISTED).from(entries).where(eq(entries.seq, seq)),
);

/** One entry of the log. */
export function entryRow(db: Db, seq: number): StoredEntry | undefined {
  return bySeq(db).get({ seq });
}

// Each end is asked for by itself: asked for together, SQLite reads the whole log.
const ends = statement((db) =>
  db.rows(
    {
      first: sql<number | null>`(SELECT min(seq) FROM entries)`,
      last: sql<number | null>`(SELECT max(seq) FROM entries)`,
    },
    (columns) => sql`SELECT ${columns}`,
  ),
);

/** The first and the last number in the log, null in an empty one. */
export function logEnds(db: Db): { first: number | null; last: number | null } {
  return ends(db).get() ?? { first: null, last: null };
}

const timeBySeq = statement({ seq: entries.seq }, (db, { seq }) =>
  db.select({ at: entries.at }).from(entries).where(eq(entries.seq, seq)),
);

/** When entry `seq` was written, ms. */
export function timeOfEntry(db: Db, seq: number): number | null {
  return timeBySeq(db).get({ seq })?.at ?? null;
}

/** The log's first and last number and the last entry's time (ms); zeros when it is empty. */
export function logEdges(db: Db): { first: number; last: number; lastAt: number } {
  const { first, last } = logEnds(db);
  return { first: first ?? 0, last: last ?? 0, lastAt: timeOfEntry(db, last ?? 0) ?? 0 };
}

const entriesByCall = statement({ id: calls.id }, (db, { id }) =>
  db.select({ intent: calls.seqIntent, outcome: calls.seqOutcome }).from(calls).where(eq(calls.id, id)),
);

/** The two entries of a call. */
export function callEntries(db: Db, callId: number): { intent: number; outcome: number | null } | undefined {
  return entriesByCall(db).get({ id: callId });
}

const coveringCheckpoint = statement({ size: checkpoints.size }, (db, { size }) =>
  db.select().from(checkpoints).where(gte(checkpoints.size, size)).orderBy(asc(checkpoints.size)).limit(1),
);

/** The smallest signed checkpoint that covers entry `seq`. */
export function checkpointOver(db: Db, seq: number): CheckpointRow | undefined {
  return coveringCheckpoint(db).get({ size: seq });
}

/** So many checkpoints tell how the clock went. */
const MOST_TIMES = 1000;

const timesSince = statement({ size: checkpoints.size }, (db, { size }) =>
  db
    .select({ at: checkpoints.at })
    .from(checkpoints)
    .where(gt(checkpoints.size, size))
    .orderBy(desc(checkpoints.size))
    .limit(MOST_TIMES),
);

/** When the log was signed with more than `size` entries, ms, oldest first. */
export function checkpointTimesSince(db: Db, size: number): number[] {
  return timesSince(db)
    .all({ size })
    .map(({ at }) => at)
    .reverse();
}

const checkpointBySize = statement({ size: checkpoints.size }, (db, { size }) =>
  db.select().from(checkpoints).where(eq(checkpoints.size, size)),
);

/** The signed checkpoint over the first `size` entries. */
export function checkpointAt(db: Db, size: number): CheckpointRow | undefined {
  return checkpointBySize(db).get({ size });
}

const largestCheckpoint = statement((db) =>
  db.select().from(checkpoints).orderBy(desc(checkpoints.size)).limit(1),
);

export function newestCheckpoint(db: Db): CheckpointRow | undefined {
  return largestCheckpoint(db).get();
}

const largestExported = statement((db) =>
  db
    .select()
    .from(checkpoints)
    .where(isNotNull(checkpoints.exportedAt))
    .orderBy(desc(checkpoints.size))
    .limit(1),
);

export function newestExported(db: Db): CheckpointRow | undefined {
  return largestExported(db).get();
}

const newestAct = statement({ action: entries.action }, (db, { action }) =>
  db
    .select(LISTED)
    .from(entries)
    .where(and(eq(entries.action, action), ne(entries.kind, 'call')))
    .orderBy(desc(entries.seq))
    .limit(1),
);

const lastActs = statement({ action: entries.action }, (db, { action }) =>
  db
    .select(LISTED)
    .from(entries)
    .where(and(eq(entries.action, action), ne(entries.kind, 'call')))
    .orderBy(desc(entries.seq))
    .limit(20),
);

/** The last twenty entries of an action that is no call, newest first. */
export function newestActs(db: Db, action: AuditAction): EntryV1[] {
  return lastActs(db).all({ action }).map(entryOf);
}

const lastByTarget = statement({ action: entries.action }, (db, { action }) =>
  db
    .select(LISTED)
    .from(entries)
    .where(
      inArray(
        entries.seq,
        db
          .select({ seq: max(entries.seq) })
          .from(entries)
          .where(and(eq(entries.action, action), ne(entries.kind, 'call')))
          .groupBy(entries.target),
      ),
    ),
);

/** The newest entry of an action that is no call, for each target. */
export function newestByTarget(db: Db, action: AuditAction): EntryV1[] {
  return lastByTarget(db).all({ action }).map(entryOf);
}

/** The newest entry of an action that is no call. */
export function newestOfAction(db: Db, action: AuditAction): StoredEntry | undefined {
  return newestAct(db).get({ action });
}

/** The number of the newest entry that put an order under legal hold; 0 where there is none. */
export function newestHold(db: Db): number {
  return newestOfAction(db, 'order.legal_hold')?.seq ?? 0;
}

const openCalls = statement((db) =>
  db.select({ n: count() }).from(calls).where(eq(calls.outcome, 'in_flight')),
);

export function countOpenCalls(db: Db): number {
  return openCalls(db).get()?.n ?? 0;
}

const erasedKeys = statement((db) =>
  db.select({ n: count() }).from(subjectKeys).where(isNotNull(subjectKeys.erasedAt)),
);

export function countErased(db: Db): number {
  return erasedKeys(db).get()?.n ?? 0;
}

const erasedKey = statement({ id: subjectKeys.subjectId }, (db, { id }) =>
  db
    .select({ id: subjectKeys.subjectId })
    .from(subjectKeys)
    .where(and(eq(subjectKeys.subjectId, id), isNotNull(subjectKeys.erasedAt))),
);

/** Whether a subject's key was destroyed. */
export function isErased(db: Db, subjectId: string): boolean {
  return erasedKey(db).get({ id: subjectId }) !== undefined;
}

const stub = statement((db) => db.select(STUB).from(auditStub));

/** What stands in place of pruned entries, where there are any. */
export function readStub(db: Db): StubRow | undefined {
  return stub(db).get();
}

const aboutOrder = statement(
  { refId: calls.refId, subjectId: entries.subjectId },
  (db, { refId, subjectId }) =>
    db.rows(
      LISTED,
      (columns) => sql`SELECT ${columns} FROM ${entries} WHERE ${entries.seq} IN (
      SELECT seq FROM ${entries} WHERE ${entries.refId} = ${refId} AND ${entries.kind} <> 'call'
      UNION SELECT ${calls.seqIntent} FROM ${calls} WHERE ${calls.refId} = ${refId}
      UNION SELECT ${calls.seqOutcome} FROM ${calls} WHERE ${calls.refId} = ${refId} AND ${calls.seqOutcome} IS NOT NULL
      UNION SELECT seq FROM ${entries} WHERE ${entries.subjectId} = ${subjectId}
        AND ${entries.subjectId} IS NOT NULL AND ${entries.refId} IS NULL)
      ORDER BY ${entries.seq}`,
    ),
);

/** Everything the log holds about an order: by Ref ID, by its calls (a placing call's intent has no Ref ID yet), by its subject. */
export function entriesOfOrder(db: Db, refId: string, subjectId: string | null): StoredEntry[] {
  return aboutOrder(db).all({ refId, subjectId });
}

const packedOrder = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({ subjectId: orders.subjectId, erasedAt: orders.erasedAt })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

/** By what a proof pack finds the entries of its order, as far as the desk has a row of it. */
export function orderOfPack(db: Db, refId: string): ReturnType<ReturnType<typeof packedOrder>['get']> {
  return packedOrder(db).get({ refId });
}

const counter = statement({ name: counters.name }, (db, { name }) =>
  db.select({ value: counters.value }).from(counters).where(eq(counters.name, name)),
);

/** Whether the file waits to be rewritten after an erasure. */
export function isCompactionDue(db: Db): boolean {
  return counter(db).get({ name: COMPACTION_DUE })?.value === 1;
}
