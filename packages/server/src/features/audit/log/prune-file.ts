import Database from 'better-sqlite3';
import { and, eq, gte, isNull, lt, min, or } from 'drizzle-orm';
import { Connection, type Db } from '../../../platform/db/connection.ts';
import { keepPrivate } from '../../../platform/db/private-file.ts';
import { statement } from '../../../platform/db/statement.ts';
import { auditStub, checkpoints, entries } from '../../../platform/ledger/table.ts';
import { startOfAnswerDay } from '../../../platform/recorder/known-answers.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { orders } from '../../orders/table.ts';
import { checkpointStamps } from '../stamp/table.ts';
import { logEnds, type StubRow, timeOfEntry } from './queries.ts';

/** Entries are pruned in whole blocks of this many: then the tree's kept nodes still prove all that stay. */
const PRUNE_BLOCK = 256;

const firstSince = statement({ at: entries.at }, (db, { at }) =>
  db
    .select({ seq: min(entries.seq) })
    .from(entries)
    .where(gte(entries.at, at)),
);

const firstStraddling = statement({ seq: calls.seqIntent }, (db, { seq }) =>
  db
    .select({ intent: min(calls.seqIntent) })
    .from(calls)
    .where(and(lt(calls.seqIntent, seq), or(gte(calls.seqOutcome, seq), isNull(calls.seqOutcome)))),
);

const heldOrders = statement((db) =>
  db
    .select({ refId: orders.refId, subjectId: orders.subjectId })
    .from(orders)
    .where(eq(orders.legalHold, true)),
);

const firstAbout = statement(
  { refId: orders.refId, subjectId: orders.subjectId },
  (db, { refId, subjectId }) =>
    db
      .select({ seq: min(entries.seq) })
      .from(entries)
      .where(or(eq(entries.refId, refId), eq(entries.subjectId, subjectId))),
);

const firstCallAbout = statement({ refId: calls.refId }, (db, { refId }) =>
  db
    .select({ seq: min(calls.seqIntent) })
    .from(calls)
    .where(eq(calls.refId, refId)),
);

/** The first entries about orders under legal hold and their persons; a call may be known as theirs by its outcome alone. */
function heldEntries(db: Db): number[] {
  return heldOrders(db)
    .all()
    .flatMap((order) => [firstAbout(db).get(order)?.seq ?? [], firstCallAbout(db).get(order)?.seq ?? []])
    .flat();
}

/**
 * The first entry that must stay if everything before `before` (ms) may go: a block's first, not between the intent
 * and the outcome of a call, and none about an order under legal hold or its person; with what has to stay, the answers of its
 * day, to which it may refer. The log's first when nothing can go.
 */
export function firstToKeep(db: Db, before: number): number {
  const ends = logEnds(db);
  const young = firstSince(db).get({ at: before })?.seq ?? Number.MAX_SAFE_INTEGER;
  // The newest entry always stays: the log goes on from it.
  const wanted = Math.min(young, ...heldEntries(db), ends.last ?? 1);
  const day = startOfAnswerDay(timeOfEntry(db, wanted) ?? 0);
  const keep = Math.min(wanted, firstSince(db).get({ at: day })?.seq ?? wanted);
  return Math.max(wholeCallsBefore(db, keep), ends.first ?? 1);
}

/** The last number up to `seq` before which the log may be cut: a block's first, between no intent and its outcome. */
export function wholeCallsBefore(db: Db, seq: number): number {
  let keep = blockStart(seq);
  const straddling = () => firstStraddling(db).get({ seq: keep })?.intent ?? null;
  for (let intent = straddling(); intent !== null; intent = straddling()) keep = blockStart(intent);
  return keep;
}

function blockStart(seq: number): number {
  return Math.floor((seq - 1) / PRUNE_BLOCK) * PRUNE_BLOCK + 1;
}

/** Copies the whole database into a new file, compacted. */
export function copyDatabase(path: string, to: string): void {
  keepPrivate(to);
  const database = new Database(path, { readonly: true });
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}

const removeEntries = statement({ seq: entries.seq }, (db, { seq }) =>
  db.delete(entries).where(lt(entries.seq, seq)),
);
const removeCalls = statement({ seq: calls.seqIntent }, (db, { seq }) =>
  db.delete(calls).where(lt(calls.seqIntent, seq)),
);
const removeCheckpoints = statement({ size: checkpoints.size }, (db, { size }) =>
  db.delete(checkpoints).where(lt(checkpoints.size, size)),
);
const removeStamps = statement({ size: checkpointStamps.size }, (db, { size }) =>
  db.delete(checkpointStamps).where(lt(checkpointStamps.size, size)),
);

const removeStub = statement((db) => db.delete(auditStub));
const { firstSeq, frontier, lastHash, note, prunedAt } = auditStub;
const insertStub = statement({ firstSeq, frontier, lastHash, note, prunedAt }, (db, row) =>
  db.insert(auditStub).values({ id: 1, ...row }),
);

/** Puts the stub in and takes everything before its first entry out; gives how many entries went. In a transaction. */
export function pruneBehind(db: Db, stub: StubRow): number {
  removeStub(db).run();
  insertStub(db).run(stub);
  removeCalls(db).run({ seq: stub.firstSeq });
  removeStamps(db).run({ size: stub.firstSeq - 1 });
  removeCheckpoints(db).run({ size: stub.firstSeq - 1 });
  return removeEntries(db).run({ seq: stub.firstSeq }).changes;
}

/** As {@link pruneBehind}, in a copy that nobody else has open, which is compacted. */
export function pruneCopy(path: string, stub: StubRow): { removed: number } {
  const database = new Database(path);
  const db = new Connection(database);
  try {
    database.pragma('secure_delete = ON');
    const removed = database.transaction(() => pruneBehind(db, stub))();
    database.exec('VACUUM');
    return { removed };
  } finally {
    database.close();
  }
}
