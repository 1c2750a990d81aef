import type { Database, Statement } from 'better-sqlite3';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import {
  CALL_COLUMNS,
  type CallRow,
  ENTRY_COLUMNS,
  LOG_EDGES,
  type LogEdges,
  type RawEntry,
} from './log-rows.ts';

/** What stands in place of pruned entries. */
export interface StubRow {
  first_seq: number;
  frontier: string;
  last_hash: Buffer;
  note: string;
  pruned_at: number;
}

/** A stored checkpoint. */
export interface CheckpointRow {
  size: number;
  root: Buffer;
  at: number;
  note: string;
  exported_at: number | null;
}

/** Where a log begins and ends, read in one moment. */
export interface LogExtent {
  firstSeq: number;
  lastSeq: number;
  frontier: { size: number; frontier: string } | null;
  stub: StubRow | null;
}

const PIECE = 256;

/** A log inside a database file, read for checking: no writing connection, no key, nothing else of the desk. */
export class LogFile {
  readonly #database: Database;
  readonly #range: Statement;
  readonly #call: Statement;
  readonly #calls: Statement;
  readonly #node: Statement;

  /** @throws Error when the file is no database of the desk. */
  constructor(path: string) {
    this.#database = openReadOnly(path);
    // Read through once from end to end, a mapped file would only stand in memory as a whole.
    this.#database.pragma('mmap_size = 0');
    this.#database.pragma('cache_size = -8192');
    try {
      this.#range = this.#database
        .prepare(`SELECT ${ENTRY_COLUMNS} FROM entries WHERE seq >= ? AND seq <= ? ORDER BY seq`)
        .raw(true);
      this.#call = this.#database.prepare(`SELECT ${CALL_COLUMNS} FROM calls WHERE id = ?`);
      this.#calls = this.#database.prepare(`SELECT ${CALL_COLUMNS} FROM calls WHERE id BETWEEN ? AND ?`);
      this.#node = this.#database
        .prepare('SELECT hash FROM tree_nodes WHERE level = ? AND position = ?')
        .pluck();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  extent(): LogExtent {
    return this.#database.transaction(() => {
      const edges = this.#database.prepare(LOG_EDGES).get() as LogEdges;
      const stub = this.stub();
      const frontier = this.#database.prepare('SELECT size, frontier FROM tree_frontier WHERE id = 1').get();
      const before = (stub?.first_seq ?? 1) - 1;
      return {
        firstSeq: edges.first ?? before + 1,
        lastSeq: edges.last ?? before,
        frontier: (frontier as LogExtent['frontier']) ?? null,
        stub,
      };
    })();
  }

  stub(): StubRow | null {
    const known = this.#database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'audit_stub'`).get();
    if (known === undefined) return null;
    const row = this.#database.prepare('SELECT * FROM audit_stub WHERE id = 1').get();
    return (row as StubRow | undefined) ?? null;
  }

  /** Entries `from … to`, both included, in their order. */
  *entries(from: number, to: number): Generator<RawEntry> {
    // In pieces: faster than row by row, and still little memory.
    for (let next = from; next <= to; next += PIECE) {
      yield* this.#range.all(next, Math.min(to, next + PIECE - 1)) as RawEntry[];
    }
  }

  call(id: number): CallRow | undefined {
    return this.#call.get(id) as CallRow | undefined;
  }

  /** Rows of the calls projection with these numbers, both included. */
  calls(from: number, to: number): CallRow[] {
    return this.#calls.all(from, to) as CallRow[];
  }

  node(level: number, position: number): Buffer | undefined {
    return this.#node.get(level, position) as Buffer | undefined;
  }

  /** Stored checkpoints with `after < size ≤ upTo`, smallest first. */
  checkpoints(after: number, upTo: number): CheckpointRow[] {
    return this.#database
      .prepare('SELECT * FROM checkpoints WHERE size > ? AND size <= ? ORDER BY size')
      .all(after, upTo) as CheckpointRow[];
  }

  /** Whether an entry tells that the checkpoint of this size left the house at that time (ms). */
  hasExportEntry(size: number, at: number): boolean {
    return (
      this.#database
        .prepare(
          `SELECT 1 FROM entries WHERE action = 'audit.checkpoint_export' AND kind <> 'call' AND seq > @size AND at = @at
             AND CASE WHEN json_valid(bytes) THEN bytes ->> '$.detail.size' END = @size LIMIT 1`,
        )
        .get({ size, at }) !== undefined
    );
  }

  /** How many inner nodes of the tree are kept, and the last entry at that moment. */
  countNodes(): { nodes: number; lastSeq: number } {
    return this.#database
      .prepare(
        `SELECT (SELECT count(*) FROM tree_nodes) AS nodes, (SELECT coalesce(max(seq), 0) FROM entries) AS lastSeq`,
      )
      .get() as { nodes: number; lastSeq: number };
  }

  /** Rows of the calls projection that belong to intents up to `lastSeq`, and how many of those have an outcome. */
  countCalls(lastSeq: number): { rows: number; closed: number } {
    return this.#database
      .prepare(
        `SELECT count(*) AS rows, coalesce(sum(seq_outcome IS NOT NULL AND seq_outcome <= @last), 0) AS closed
         FROM calls WHERE seq_intent <= @last`,
      )
      .get({ last: lastSeq }) as { rows: number; closed: number };
  }

  /** Calls whose intent has no outcome. */
  openCalls(): number[] {
    return this.#database
      .prepare(`SELECT id FROM calls WHERE outcome = 'in_flight' ORDER BY id`)
      .pluck()
      .all() as number[];
  }

  /** Names of the append-only triggers that are not there. */
  missingTriggers(): string[] {
    const there = new Set(
      this.#database
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entries'`)
        .pluck()
        .all() as string[],
    );
    return ['entries_chain', 'entries_no_update', 'entries_no_delete'].filter((name) => !there.has(name));
  }

  close(): void {
    this.#database.close();
  }
}
