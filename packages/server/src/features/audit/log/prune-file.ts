import Database from 'better-sqlite3';
import { keepPrivate } from '../../../platform/db/private-file.ts';
import { LOG_EDGES, type LogEdges } from './log-rows.ts';

/** Entries are pruned in whole blocks of this many: then the tree's kept nodes still prove all that stay. */
export const PRUNE_BLOCK = 256;

/** What the stub says, beside the entries it stands for. */
export interface NewStub {
  firstSeq: number;
  frontier: string;
  lastHash: Uint8Array;
  note: string;
  prunedAt: number;
}

/**
 * The first entry that must stay if everything before `before` (ms) may go: a block's first, and not between the intent
 * and the outcome of a call. 1 when nothing can go.
 */
export function firstToKeep(path: string, before: number): number {
  const database = new Database(path, { readonly: true });
  try {
    const edges = database.prepare(LOG_EDGES).get() as LogEdges;
    const oldest = edges.first ?? 1;
    const young = database.prepare('SELECT min(seq) FROM entries WHERE at >= ?').pluck().get(before) as
      | number
      | null;
    // The newest entry always stays: the log goes on from it.
    let keep = blockStart(Math.min(young ?? Number.MAX_SAFE_INTEGER, edges.last ?? 1));
    const straddling = database
      .prepare(
        'SELECT min(seq_intent) FROM calls WHERE seq_intent < @keep AND (seq_outcome >= @keep OR seq_outcome IS NULL)',
      )
      .pluck();
    for (
      let intent = straddling.get({ keep });
      typeof intent === 'number';
      intent = straddling.get({ keep })
    ) {
      keep = blockStart(intent);
    }
    return Math.max(keep, oldest);
  } finally {
    database.close();
  }
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

/** Takes everything before the stub's first entry out of a copy that nobody else has open, and puts the stub in. */
export function pruneCopy(path: string, stub: NewStub): { removed: number } {
  const database = new Database(path);
  try {
    database.pragma('secure_delete = ON');
    const triggers = database
      .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entries'`)
      .all() as { name: string; sql: string }[];
    const removed = database.transaction(() => {
      for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
      const { changes } = database.prepare('DELETE FROM entries WHERE seq < ?').run(stub.firstSeq);
      database.prepare('DELETE FROM calls WHERE seq_intent < ?').run(stub.firstSeq);
      database.prepare('DELETE FROM checkpoints WHERE size < ?').run(stub.firstSeq - 1);
      database
        .prepare(
          `INSERT OR REPLACE INTO audit_stub (id, first_seq, frontier, last_hash, note, pruned_at)
           VALUES (1, ?, ?, ?, ?, ?)`,
        )
        .run(stub.firstSeq, stub.frontier, stub.lastHash, stub.note, stub.prunedAt);
      for (const { sql } of triggers) database.exec(sql);
      return changes;
    })();
    database.exec('VACUUM');
    return { removed };
  } finally {
    database.close();
  }
}
