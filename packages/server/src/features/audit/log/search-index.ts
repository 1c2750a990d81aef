import { existsSync, rmSync } from 'node:fs';
import { EntryFormatError, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import Database from 'better-sqlite3';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import { keepPrivate } from '../../../platform/db/private-file.ts';
import { indexText } from './search-terms.ts';

/** Entries summed up in one row of `blocks`: the times within, so that a time filter becomes a range of numbers. */
export const TIME_BLOCK = 1024;

const VERSION = 3;

const SCHEMA = `
  CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, indexed INTEGER NOT NULL,
    last_hash BLOB NOT NULL) STRICT;
  CREATE TABLE blocks (block INTEGER PRIMARY KEY, min_at INTEGER NOT NULL, max_at INTEGER NOT NULL) STRICT;
  CREATE VIRTUAL TABLE terms USING fts5(text, content='', columnsize=0, detail=none,
    tokenize='unicode61 remove_diacritics 2');
`;

/**
 * The search index over the log: a file of its own beside the database, without facts and without anything sealed, so
 * that it may lag behind, be lost and be made again. One writer: the index thread.
 */
export class SearchIndexWriter {
  readonly #log: Database.Database;
  readonly #index: Database.Database;
  readonly #batch: (limit: number) => number;

  constructor(databasePath: string, indexPath: string) {
    this.#log = openReadOnly(databasePath);
    this.#index = openIndex(indexPath, this.#log);
    this.#batch = this.#prepare();
  }

  /** Indexes up to `limit` further entries; gives how many there were. */
  catchUp(limit: number): number {
    return this.#batch(limit);
  }

  close(): void {
    this.#index.close();
    this.#log.close();
  }

  #prepare(): (limit: number) => number {
    const read = this.#log.prepare(
      'SELECT seq, at, bytes, hash FROM entries WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    const state = this.#index.prepare('SELECT indexed FROM state').pluck();
    const insert = this.#index.prepare('INSERT INTO terms (rowid, text) VALUES (?, ?)');
    const block = this.#index.prepare(
      `INSERT INTO blocks (block, min_at, max_at) VALUES (?, ?, ?) ON CONFLICT (block) DO UPDATE SET
         min_at = min(min_at, excluded.min_at), max_at = max(max_at, excluded.max_at)`,
    );
    const advance = this.#index.prepare('UPDATE state SET indexed = ?, last_hash = ?');
    return this.#index.transaction((limit: number) => {
      const rows = read.all(state.get(), limit) as { seq: number; at: number; bytes: string; hash: Buffer }[];
      for (const { seq, at, bytes } of rows) {
        insert.run(seq, textOf(bytes));
        block.run(Math.floor((seq - 1) / TIME_BLOCK), at, at);
      }
      const last = rows.at(-1);
      if (last !== undefined) advance.run(last.seq, last.hash);
      return rows.length;
    });
  }
}

// Spoilt bytes are the verification's to tell of; the search goes on past them.
function textOf(bytes: string): string {
  try {
    return indexText(parseEntry(bytes));
  } catch (error) {
    if (error instanceof EntryFormatError) return 'unreadable';
    throw error;
  }
}

function openIndex(path: string, log: Database.Database): Database.Database {
  const kept = tryOpen(path, log);
  if (kept !== null) return kept;
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  keepPrivate(path);
  const index = new Database(path);
  index.pragma('journal_mode = WAL');
  index.pragma('synchronous = OFF');
  index.exec(SCHEMA);
  const first = log.prepare('SELECT coalesce(min(seq), 1) FROM entries').pluck().get() as number;
  index.prepare('INSERT INTO state VALUES (1, ?, ?, zeroblob(32))').run(VERSION, first - 1);
  return index;
}

// An index of another log, of an older form or of entries that are no longer there is made anew.
function tryOpen(path: string, log: Database.Database): Database.Database | null {
  if (!existsSync(path)) return null;
  let index: Database.Database | undefined;
  try {
    index = new Database(path);
    index.pragma('synchronous = OFF');
    const state = index.prepare('SELECT version, indexed, last_hash AS hash FROM state').get() as
      | { version: number; indexed: number; hash: Buffer }
      | undefined;
    const hash = log
      .prepare('SELECT hash FROM entries WHERE seq = ?')
      .pluck()
      .get(state?.indexed ?? 0);
    const fresh = state?.hash.every((byte) => byte === 0) === true;
    if (state?.version === VERSION && (fresh || (hash instanceof Buffer && hash.equals(state.hash))))
      return index;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  index?.close();
  return null;
}
