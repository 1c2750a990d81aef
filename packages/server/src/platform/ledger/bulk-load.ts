import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { and, count, inArray, isNotNull, sql } from 'drizzle-orm';
import { Connection } from '../db/connection.ts';
import { openReadOnly } from '../db/open-read-only.ts';
import { WAL_FILES } from '../db/private-file.ts';
import { hasTable, sqliteSchema } from '../db/sqlite-schema.ts';
import { statement } from '../db/statement.ts';
import type { FreshSubject } from './fresh-subjects.ts';
import type { AuditKeys } from './key-file.ts';
import { LogWriter } from './log-writer.ts';
import { openForLoading } from './open-for-writing.ts';
import type { PackedEntries } from './pack-entries.ts';
import { personToken, sealText } from './seal.ts';
import { SubjectKeys } from './subject-keys.ts';
import { entries } from './table.ts';
import type { Tx } from './tx.ts';

/** The data folder holds something that a bulk load would bury: says what. */
export class LoadRefused extends Error {
  override readonly name = 'LoadRefused';
}

/** Tables that grow with the log: their indexes and triggers are made when all rows are in. */
const BULKY = [
  'entries',
  'calls',
  'orders',
  'order_status_history',
  'order_sync',
  'person_terms',
  'usage_orders',
];
/** Rows between two commits. */
const BATCH = 50_000;

const madeAtTheEnd = statement((db) =>
  db
    .select({ type: sqliteSchema.type, name: sqliteSchema.name, sql: sqliteSchema.sql })
    .from(sqliteSchema)
    .where(
      and(
        inArray(sqliteSchema.type, ['index', 'trigger']),
        isNotNull(sqliteSchema.sql),
        inArray(sqliteSchema.tblName, BULKY),
      ),
    )
    .orderBy(sql`rowid`),
);

const entryCount = statement((db) => db.select({ n: count() }).from(entries));

type Part = ReturnType<ReturnType<typeof madeAtTheEnd>['all']>[number];

/**
 * Fills a new database past the writer thread: the same entries, keys and chain, without an fsync per group. It is
 * built in a file beside, and takes the database's name only when it is whole and on disk. The caller holds the lock.
 */
export class BulkLoad {
  readonly #path: string;
  readonly #database: Database;
  readonly #keys: AuditKeys;
  readonly #subjects: SubjectKeys;
  readonly #log: LogWriter;
  readonly #connection: Connection;
  readonly #parts: Part[];
  #now = 0;
  #sinceCommit = 0;

  /** The database at `path` was found to be empty ({@link refuseUnlessEmpty}). */
  constructor(path: string, keys: AuditKeys) {
    this.#path = path;
    this.#keys = keys;
    removeUnfinished(path);
    this.#database = openForLoading(this.#building);
    this.#connection = new Connection(this.#database);
    this.#subjects = new SubjectKeys(keys, this.#connection);
    this.#log = new LogWriter(this.#connection, keys, this.#subjects);
    this.#parts = madeAtTheEnd(this.#connection).all();
    for (const { type, name } of this.#parts) this.#database.exec(`DROP ${type} ${name}`);
    this.#database.exec('BEGIN');
  }

  get #building(): string {
    return buildingOf(this.#path);
  }

  /** What changes see of the load; `now` is the time last given to {@link at}. */
  readonly tx: Tx = (() => {
    const load = this;
    return {
      get now() {
        return load.#now;
      },
      undone: 0,
      get connection() {
        return load.#connection;
      },
      append: (draft) => load.#append(draft),
      ensureSubject: (id, token) => void load.#subjects.ensure(id, token ?? null, load.#now),
      seal: (id, context, plain) => sealText(load.#subjects.ensure(id, null, load.#now), context, plain),
      eraseSubject: (id) => load.#subjects.erase(id, load.#now),
      rewrapSubjects: (after, limit) => load.#subjects.rewrap(after, limit),
      personToken: (text) => personToken(load.#keys.token, text),
      rowChanged: () => undefined,
    } satisfies Tx;
  })();

  /** The time, in ms since epoch, at which what follows is said to have happened. */
  at(now: number): void {
    this.#now = now;
  }

  /** Chains entries that were prepared elsewhere, in their order. */
  link({ columns, leaves, ends, hashesAt }: PackedEntries): void {
    this.#makeRoom(columns.length);
    const bytes = Buffer.from(leaves.buffer, leaves.byteOffset, leaves.byteLength);
    let start = 0;
    columns.forEach((row, index) => {
      const end = ends[index] ?? start;
      this.#log.link(row, bytes.subarray(start, end), (hashesAt[index] ?? start) - start);
      start = end;
    });
  }

  /** Writes the keys of subjects that were made elsewhere. */
  addSubjects(subjects: readonly FreshSubject[]): void {
    this.#subjects.add(subjects);
  }

  /** All rows are in: indexes and triggers are made; changes that read by index work from here on. */
  complete(): void {
    this.#commit();
    for (const { sql } of this.#parts) if (sql !== null) this.#database.exec(sql);
    this.#database.exec('BEGIN');
  }

  /** Signs the log, brings the file to disk and gives it the database's name. */
  finish(now: number): { entries: number } {
    this.#log.checkpoint(now);
    this.#commit();
    // What the query planner learns from this many rows per index is what it would learn from all of them.
    this.#database.pragma('analysis_limit = 1000');
    this.#database.exec('ANALYZE');
    this.#database.pragma('journal_mode = WAL');
    this.#database.close();
    const file = openSync(this.#building, 'r+');
    fsyncSync(file);
    closeSync(file);
    removeDatabase(this.#path);
    renameSync(this.#building, this.#path);
    return { entries: this.#log.size };
  }

  /** Throws away what was built; the database's own file was never touched. */
  abandon(): void {
    if (this.#database.open) this.#database.close();
    removeUnfinished(this.#path);
  }

  #append(draft: Parameters<Tx['append']>[0]): number {
    this.#makeRoom(1);
    return this.#log.append(draft, this.#now);
  }

  #makeRoom(entries: number): void {
    this.#sinceCommit += entries;
    if (this.#sinceCommit < BATCH) return;
    this.#commit();
    this.#database.exec('BEGIN');
  }

  #commit(): void {
    this.#sinceCommit = 0;
    this.#log.keepEdge();
    this.#database.exec('COMMIT');
  }
}

/** @throws LoadRefused when the database at `path` has entries already. */
export function refuseUnlessEmpty(path: string): void {
  if (!existsSync(path)) return;
  const database = openReadOnly(path);
  try {
    const db = new Connection(database);
    const stored = hasTable(db, entries) ? (entryCount(db).get()?.n ?? 0) : 0;
    if (stored > 0) {
      throw new LoadRefused(
        `${path} holds a log of ${stored} entries already, and a log is never replaced: choose an empty DATA_DIR`,
      );
    }
  } finally {
    database.close();
  }
}

/** Removes what a load of the database at `path` that was broken off has left. */
export function removeUnfinished(path: string): void {
  removeDatabase(buildingOf(path));
}

function buildingOf(path: string): string {
  return `${path}.loading`;
}

function removeDatabase(path: string): void {
  for (const suffix of ['', ...WAL_FILES]) rmSync(path + suffix, { force: true });
}
