import { HASH_BYTES } from '@srs-desk/shared/audit/chain.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { and, asc, between, count, eq, gt, lte, ne, sql } from 'drizzle-orm';
import { uuidOfHex } from '../../../platform/db/columns.ts';
import { Connection, type TupleOf } from '../../../platform/db/connection.ts';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import { hasTable, triggersOf } from '../../../platform/db/sqlite-schema.ts';
import { statement } from '../../../platform/db/statement.ts';
import { SPELLED_COLUMNS } from '../../../platform/ledger/entry-columns.ts';
import { entryOf, hashBefore, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { auditStub, checkpoints, entries, treeFrontier, treeNodes } from '../../../platform/ledger/table.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { checkpointStamps } from '../stamp/table.ts';
import { insistOnForm } from './older-log.ts';
import { keptNode } from './proof-nodes.ts';
import { type CheckpointRow, logEnds, readStub, type StubRow } from './queries.ts';
import { type Carried, carriedUpTo } from './statement-carriers.ts';

const [SEQ, AT, , ...REST] = SPELLED_COLUMNS;
const hexOf = (bytes: typeof entries.uuid | typeof entries.hash) => sql<string>`lower(hex(${bytes}))`;
// The short ones as hex digits: a buffer for each takes longer than all that is done with it.
const ENTRY_COLUMNS = [
  SEQ,
  AT,
  hexOf(entries.uuid).mapWith(uuidOfHex),
  ...REST,
  entries.text,
  hexOf(entries.hash),
] as const;

/** A row of `entries` as an array, in the order of its columns, its hash in hex: what the fast readers use. */
export type RawEntry = TupleOf<typeof ENTRY_COLUMNS>;

/** A row of `calls`. */
export type CallRow = typeof calls.$inferSelect;

/** What an authority answered over a checkpoint, and the checkpoint's note where it is still there. */
export type StampRow = { size: number; answer: Buffer; note: string | null };

/** Where a log begins and ends, read in one moment. */
export interface LogExtent {
  firstSeq: number;
  lastSeq: number;
  frontier: { size: number; frontier: string } | null;
  stub: StubRow | null;
}

const PIECE = 256;

const entryRange = statement({ from: entries.seq, to: entries.seq }, (db, { from, to }) =>
  db.tuples(
    ENTRY_COLUMNS,
    (columns) =>
      sql`SELECT ${columns} FROM ${entries} WHERE ${between(entries.seq, from, to)} ORDER BY ${entries.seq}`,
  ),
);

const leafBefore = statement({ seq: entries.seq }, (db, { seq }) =>
  db.rows({ hash: hashBefore(seq) }, (columns) => sql`SELECT ${columns}`),
);

const callById = statement({ id: calls.id }, (db, { id }) => db.select().from(calls).where(eq(calls.id, id)));

const callRange = statement({ from: calls.id, to: calls.id }, (db, { from, to }) =>
  db
    .select()
    .from(calls)
    .where(between(calls.id, from, to)),
);

const keptFrontier = statement((db) =>
  db.select({ size: treeFrontier.size, frontier: treeFrontier.frontier }).from(treeFrontier),
);

const checkpointRange = statement(
  { after: checkpoints.size, upTo: checkpoints.size },
  (db, { after, upTo }) =>
    db
      .select()
      .from(checkpoints)
      .where(and(gt(checkpoints.size, after), lte(checkpoints.size, upTo)))
      .orderBy(asc(checkpoints.size)),
);

// What was spoilt is no JSON: the verification tells of it elsewhere.
const exportEntry = statement({ size: 'integer', at: entries.at }, (db, { size, at }) =>
  db
    .select({ seq: entries.seq })
    .from(entries)
    .where(
      sql`${entries.action} = 'audit.checkpoint_export' AND ${entries.kind} <> 'call' AND ${entries.seq} > ${size}
        AND ${entries.at} = ${at}
        AND CASE WHEN json_valid(${entries.detail}) THEN ${entries.detail} ->> '$.size' END = ${size}`,
    )
    .limit(1),
);

const numberIn = (name: 'size' | 'firstSeq') =>
  sql<
    number | null
  >`CASE WHEN json_valid(${entries.detail}) THEN ${entries.detail} ->> ${sql.raw(`'$.${name}'`)} END`;

const lostExport = statement({ from: 'integer' }, (db, { from }) =>
  db
    .select({ seq: entries.seq, size: numberIn('size') })
    .from(entries)
    .where(
      sql`${entries.action} = 'audit.checkpoint_export' AND ${entries.kind} <> 'call' AND ${numberIn('size')} >= ${from}
        AND NOT EXISTS (SELECT 1 FROM ${checkpoints} WHERE ${checkpoints.size} = ${numberIn('size')})`,
    )
    .orderBy(asc(entries.seq))
    .limit(1),
);

const pruneEntry = statement({ firstSeq: 'integer' }, (db, { firstSeq }) =>
  db
    .select({ seq: entries.seq })
    .from(entries)
    .where(
      sql`${entries.action} = 'audit.prune' AND ${entries.kind} <> 'call' AND ${numberIn('firstSeq')} = ${firstSeq}`,
    )
    .limit(1),
);

const stampRows = statement((db) =>
  db
    .select({ size: checkpointStamps.size, answer: checkpointStamps.answer, note: checkpoints.note })
    .from(checkpointStamps)
    .leftJoin(checkpoints, eq(checkpoints.size, checkpointStamps.size)),
);

const stampEntries = statement((db) =>
  db
    .select(storedEntry(entries))
    .from(entries)
    .where(and(eq(entries.action, 'audit.time_stamp'), ne(entries.kind, 'call')))
    .orderBy(asc(entries.seq)),
);

const uuidRange = statement({ from: entries.seq, to: entries.seq }, (db, { from, to }) =>
  db
    .select({ seq: entries.seq, uuid: entries.uuid })
    .from(entries)
    .where(between(entries.seq, from, to))
    .orderBy(asc(entries.seq)),
);

const nodeCount = statement((db) =>
  db.rows(
    {
      nodes: sql<number>`(SELECT count(*) FROM ${treeNodes})`,
      lastSeq: sql<number>`(SELECT coalesce(max(${entries.seq}), 0) FROM ${entries})`,
    },
    (columns) => sql`SELECT ${columns}`,
  ),
);

const callCount = statement({ last: 'integer' }, (db, { last }) =>
  db
    .select({
      rows: count(),
      closed: sql<number>`coalesce(sum(${calls.seqOutcome} IS NOT NULL AND ${calls.seqOutcome} <= ${last}), 0)`,
    })
    .from(calls)
    .where(lte(calls.seqIntent, last)),
);

const openCallIds = statement((db) =>
  db.select({ id: calls.id }).from(calls).where(eq(calls.outcome, 'in_flight')).orderBy(asc(calls.id)),
);

/** Enough where the file is read through once from end to end. */
const CACHE_KIB = 8_192;

/** A log inside a database file, read for checking: no writing connection, no key, nothing else of the desk. */
export class LogFile {
  readonly #database: ReturnType<typeof openReadOnly>;
  readonly #db: Connection;

  /** @throws Error when the file is no database of the desk. */
  constructor(path: string) {
    this.#database = openReadOnly(path, CACHE_KIB);
    this.#db = new Connection(this.#database);
    try {
      insistOnForm(this.#database);
      for (const prepare of [entryRange, callById, callRange]) prepare(this.#db);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  extent(): LogExtent {
    return this.#database.transaction(() => {
      const ends = logEnds(this.#db);
      const stub = this.stub();
      const before = (stub?.firstSeq ?? 1) - 1;
      return {
        firstSeq: ends.first ?? before + 1,
        lastSeq: ends.last ?? before,
        frontier: keptFrontier(this.#db).get() ?? null,
        stub,
      };
    })();
  }

  stub(): StubRow | null {
    return hasTable(this.#db, auditStub) ? (readStub(this.#db) ?? null) : null;
  }

  /** Entries `from … to`, both included, in their order. */
  *entries(from: number, to: number): Generator<RawEntry> {
    // In pieces: faster than row by row, and still little memory.
    for (let next = from; next <= to; next += PIECE) {
      yield* entryRange(this.#db).all({ from: next, to: Math.min(to, next + PIECE - 1) });
    }
  }

  /** The hash that entry `seq` follows: of the entry before it, of what was pruned, or zeros. */
  hashBefore(seq: number): Buffer {
    return leafBefore(this.#db).get({ seq })?.hash ?? Buffer.alloc(HASH_BYTES);
  }

  call(id: number): CallRow | undefined {
    return callById(this.#db).get({ id });
  }

  /** Rows of the calls projection with these numbers, both included. */
  calls(from: number, to: number): CallRow[] {
    return callRange(this.#db).all({ from, to });
  }

  node(level: number, position: number): Buffer | undefined {
    return keptNode(this.#db, level, position);
  }

  /** Stored checkpoints with `after < size ≤ upTo`, smallest first. */
  checkpoints(after: number, upTo: number): CheckpointRow[] {
    return checkpointRange(this.#db).all({ after, upTo });
  }

  /** Whether an entry tells that the checkpoint of this size left the house at that time (ms). */
  hasExportEntry(size: number, at: number): boolean {
    return exportEntry(this.#db).get({ size, at }) !== undefined;
  }

  /** The first entry that tells of an exported checkpoint, of size `from` or more, which is not stored; null when all are there. */
  lostExport(from: number): { seq: number; size: number } | null {
    const lost = lostExport(this.#db).get({ from });
    return lost === undefined ? null : { seq: lost.seq, size: Number(lost.size) };
  }

  /** Whether an entry tells that the log was pruned up to this first entry. */
  hasPruneEntry(firstSeq: number): boolean {
    return pruneEntry(this.#db).get({ firstSeq }) !== undefined;
  }

  /** What entries carry about the log itself. */
  carried(): Carried[] {
    return carriedUpTo(this.#db, Number.MAX_SAFE_INTEGER);
  }

  /** The time stamps that are kept, and the entries that tell of them, as of one moment. */
  stamps(): { rows: StampRow[]; entries: EntryV1[] } {
    return this.#database.transaction(() => ({
      rows: hasTable(this.#db, checkpointStamps) ? stampRows(this.#db).all() : [],
      entries: stampEntries(this.#db).all().map(entryOf),
    }))();
  }

  /** Numbers and UUIDs of the entries `from … to`. */
  *uuids(from: number, to: number): Generator<{ seq: number; uuid: string }> {
    for (let next = from; next <= to; next += PIECE)
      yield* uuidRange(this.#db).all({ from: next, to: Math.min(to, next + PIECE - 1) });
  }

  /** How many inner nodes of the tree are kept, and the last entry at that moment. */
  countNodes(): { nodes: number; lastSeq: number } {
    return nodeCount(this.#db).get() ?? { nodes: 0, lastSeq: 0 };
  }

  /** Rows of the calls projection that belong to intents up to `lastSeq`, and how many of those have an outcome. */
  countCalls(lastSeq: number): { rows: number; closed: number } {
    return callCount(this.#db).get({ last: lastSeq }) ?? { rows: 0, closed: 0 };
  }

  /** Calls whose intent has no outcome. */
  openCalls(): number[] {
    return openCallIds(this.#db)
      .all()
      .map(({ id }) => id);
  }

  /** Names of the append-only triggers that are not there. */
  missingTriggers(): string[] {
    const there = new Set(triggersOf(this.#db, entries).map(({ name }) => name));
    return ['entries_chain', 'entries_no_update', 'entries_no_delete'].filter((name) => !there.has(name));
  }

  close(): void {
    this.#database.close();
  }
}
