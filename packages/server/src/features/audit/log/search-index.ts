import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EntryFormatError } from '@srs-desk/shared/audit/entry.ts';
import Database from 'better-sqlite3';
import { asc, gt, sql } from 'drizzle-orm';
import { Connection } from '../../../platform/db/connection.ts';
import { LASTING_CACHE_KIB, openReadOnly } from '../../../platform/db/open-read-only.ts';
import { keepPrivate } from '../../../platform/db/private-file.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entryOf, type StoredEntry, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { indexDifferences } from './check-search-index.ts';
import { entryRow, logEnds } from './queries.ts';
import { blocks, state } from './search-index-table.ts';
import { indexText } from './search-terms.ts';

/** Entries summed up in one row of `blocks`: the times within, so that a time filter becomes a range of numbers. */
export const TIME_BLOCK = 1024;

/** Where the search index of a data folder lies. */
export function searchIndexPath(dataDir: string): string {
  return join(dataDir, 'audit-index.db');
}

const VERSION = 3;

const SCHEMA = `
  CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, indexed INTEGER NOT NULL,
    last_hash BLOB NOT NULL) STRICT;
  CREATE TABLE blocks (block INTEGER PRIMARY KEY, min_at INTEGER NOT NULL, max_at INTEGER NOT NULL) STRICT;
  CREATE VIRTUAL TABLE terms USING fts5(text, content='', columnsize=0, detail=none,
    tokenize='unicode61 remove_diacritics 2');
`;

const entriesAfter = statement({ seq: entries.seq, limit: 'integer' }, (db, { seq, limit }) =>
  db
    .select(storedEntry(entries))
    .from(entries)
    .where(gt(entries.seq, seq))
    .orderBy(asc(entries.seq))
    .limit(limit),
);

const stateOf = statement((db) => db.select().from(state));

const insertState = statement({ version: state.version, indexed: state.indexed }, (db, row) =>
  db.insert(state).values({ id: 1, ...row, lastHash: sql`zeroblob(32)` }),
);

const advance = statement({ indexed: state.indexed, lastHash: state.lastHash }, (db, row) =>
  db.update(state).set(row),
);

const insertTerms = statement({ seq: 'integer', text: 'text' }, (db, { seq, text }) =>
  db.change(sql`INSERT INTO terms (rowid, text) VALUES (${seq}, ${text})`),
);

const widenBlock = statement({ block: blocks.block, at: blocks.minAt }, (db, { block, at }) =>
  db
    .insert(blocks)
    .values({ block, minAt: at, maxAt: at })
    .onConflictDoUpdate({
      target: blocks.block,
      set: { minAt: sql`min(${blocks.minAt}, ${at})`, maxAt: sql`max(${blocks.maxAt}, ${at})` },
    }),
);

/**
 * The search index over the log: a file of its own beside the database, without facts and without anything sealed, so
 * that it may lag behind, be lost and be made again. One writer: the index thread.
 */
export class SearchIndexWriter {
  readonly #log: Database.Database;
  readonly #index: Database.Database;
  readonly #batch: (limit: number) => number;
  /** In how many entries the index that was found differed from the log: it was made anew. */
  readonly lacked: number;

  constructor(databasePath: string, indexPath: string) {
    this.#log = openReadOnly(databasePath, LASTING_CACHE_KIB);
    const kept = tryOpen(indexPath, this.#log);
    this.lacked = kept === null ? 0 : countDifferences(this.#log, kept);
    if (this.lacked > 0) kept?.close();
    this.#index = kept === null || this.lacked > 0 ? newIndex(indexPath, this.#log) : kept;
    this.#batch = this.#prepare();
  }

  /** Indexes up to `limit` further entries; gives how many there were. */
  catchUp(limit: number): number {
    return this.#batch(limit);
  }

  /** How many entries are not indexed yet. */
  behind(): number {
    const indexed = stateOf(new Connection(this.#index)).get()?.indexed ?? 0;
    return (logEnds(new Connection(this.#log)).last ?? 0) - indexed;
  }

  close(): void {
    this.#index.close();
    this.#log.close();
  }

  #prepare(): (limit: number) => number {
    const [log, index] = [new Connection(this.#log), new Connection(this.#index)];
    return this.#index.transaction((limit: number) => {
      const rows = entriesAfter(log).all({ seq: stateOf(index).get()?.indexed ?? 0, limit });
      for (const row of rows) {
        const { seq, at } = row;
        insertTerms(index).run({ seq, text: termsOf(row) });
        widenBlock(index).run({ block: Math.floor((seq - 1) / TIME_BLOCK), at });
      }
      const last = rows.at(-1);
      if (last !== undefined) advance(index).run({ indexed: last.seq, lastHash: last.hash });
      return rows.length;
    });
  }
}

// What was spoilt is the verification's to tell of; the search goes on past it.
function termsOf(row: StoredEntry): string {
  try {
    return indexText(entryOf(row));
  } catch (error) {
    if (error instanceof EntryFormatError) return 'unreadable';
    throw error;
  }
}

function countDifferences(log: Database.Database, index: Database.Database): number {
  let sum = 0;
  for (const { differences } of indexDifferences(new Connection(log), new Connection(index)))
    for (const { anew, stored } of differences) sum += Math.abs(Number(anew) - Number(stored));
  return sum;
}

function newIndex(path: string, log: Database.Database): Database.Database {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  keepPrivate(path);
  const index = new Database(path);
  index.pragma('journal_mode = WAL');
  index.pragma('synchronous = OFF');
  index.pragma(`cache_size = -${LASTING_CACHE_KIB}`);
  index.exec(SCHEMA);
  const first = logEnds(new Connection(log)).first ?? 1;
  insertState(new Connection(index)).run({ version: VERSION, indexed: first - 1 });
  return index;
}

// An index of another log, of an older form or of entries that are no longer there is made anew.
function tryOpen(path: string, log: Database.Database): Database.Database | null {
  if (!existsSync(path)) return null;
  let index: Database.Database | undefined;
  try {
    index = new Database(path);
    index.pragma('synchronous = OFF');
    index.pragma(`cache_size = -${LASTING_CACHE_KIB}`);
    const kept = stateOf(new Connection(index)).get();
    const hash = entryRow(new Connection(log), kept?.indexed ?? 0)?.hash;
    const fresh = kept?.lastHash.every((byte) => byte === 0) === true;
    if (kept?.version === VERSION && (fresh || hash?.equals(kept.lastHash))) return index;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  index?.close();
  return null;
}
