import Database from 'better-sqlite3';
import { and, inArray, isNotNull, lt } from 'drizzle-orm';
import { Connection, type Db } from '../../../platform/db/connection.ts';
import { keepPrivate } from '../../../platform/db/private-file.ts';
import { statement } from '../../../platform/db/statement.ts';
import { auditStub, checkpoints, entries } from '../../../platform/ledger/table.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { checkpointStamps } from '../stamp/table.ts';
import type { StubRow } from './queries.ts';

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
// By the entries that go: there is no index of calls by their entries.
const removeCalls = statement({ seq: entries.seq }, (db, { seq }) =>
  db.delete(calls).where(
    inArray(
      calls.id,
      db
        .select({ id: entries.callId })
        .from(entries)
        .where(and(lt(entries.seq, seq), isNotNull(entries.callId))),
    ),
  ),
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
