import { sign as signBytes } from 'node:crypto';
import { zeroHash } from '@srs-desk/shared/audit/chain.ts';
import { signCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { ed25519KeyId } from '@srs-desk/shared/audit/note.ts';
import { MerkleFrontier, type OnNode } from '@srs-desk/shared/audit/tree.ts';
import type { Database, Statement } from 'better-sqlite3';
import type { EntryDraft } from './entry-draft.ts';
import { leafRoom, writeLeaf, writePreviousHash } from './entry-leaf.ts';
import { LedgerMisuse } from './errors.ts';
import { type AuditKeys, publicKeyBytes, signingKey } from './key-file.ts';
import { type EntryColumns, prepareEntry } from './prepare-entry.ts';
import { sha256 } from './sha256.ts';
import type { SubjectKeys } from './subject-keys.ts';

/** Complete subtrees of these heights are kept, so that a proof reads at most 255 hashes per height. */
const KEPT_LEVELS = 8;

type Edge = { seq: number; prevHash: Uint8Array; frontier: MerkleFrontier };

const INSERT = `INSERT INTO entries (seq, at, uuid, kind, action, actor, ref_id, order_id, external_id, call_id, subject_id,
  operation, outcome, target, bytes, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?)`;

/** The end of the log in memory: numbers, chains and hashes entries as they are appended, and signs checkpoints. */
export class LogWriter {
  readonly #database: Database;
  readonly #keys: AuditKeys;
  readonly #subjects: SubjectKeys;
  #leaf = Buffer.alloc(64 * 1024);
  readonly #insert: Statement;
  readonly #keepNode: Statement;
  readonly #keepFrontier: Statement;
  readonly #keepWholeSubtree: OnNode = (level, index, node) => {
    if (level > 0 && level % KEPT_LEVELS === 0) this.#keepNode.run(level, index, node);
  };
  #edge: Edge;
  #checkpointSize: number;

  constructor(database: Database, keys: AuditKeys, subjects: SubjectKeys) {
    this.#database = database;
    this.#keys = keys;
    this.#subjects = subjects;
    this.#insert = database.prepare(INSERT);
    this.#keepNode = database.prepare('INSERT INTO tree_nodes (level, position, hash) VALUES (?, ?, ?)');
    this.#keepFrontier = database.prepare(
      'INSERT OR REPLACE INTO tree_frontier (id, size, frontier) VALUES (1, ?, ?)',
    );
    this.#edge = readEdge(database);
    this.#checkpointSize = lastCheckpointSize(database);
  }

  get size(): number {
    return this.#edge.seq;
  }

  /** The end of the log as it stands: what {@link restore} goes back to. */
  snapshot(): Edge {
    return { ...this.#edge, frontier: this.#edge.frontier.clone() };
  }

  restore(edge: Edge): void {
    this.#edge = { ...edge, frontier: edge.frontier.clone() };
  }

  /** Reads the end of the log from the file again, trusting nothing in memory. */
  reload(): void {
    this.#edge = readEdge(this.#database);
    this.#checkpointSize = lastCheckpointSize(this.#database);
  }

  /** Appends one entry inside the open transaction; gives its seq. @throws LedgerMisuse for an impossible draft. */
  append(draft: EntryDraft, now: number): number {
    const seq = this.#edge.seq + 1;
    const keyOf = (subject: string) => this.#subjects.ensure(subject, null, now);
    const entry = prepareEntry(draft, seq, now, keyOf);
    const room = leafRoom(entry);
    if (room > this.#leaf.length) this.#leaf = Buffer.alloc(room);
    const { hashAt, end } = writeLeaf(entry, this.#leaf, 0);
    this.link(entry.columns, this.#leaf.subarray(0, end), hashAt);
    return seq;
  }

  /**
   * Chains an entry that was prepared (`entry-leaf.ts`) to the end of the log, inside the open transaction.
   * @throws LedgerMisuse when another one is to come next.
   */
  link(columns: EntryColumns, leaf: Buffer, hashAt: number): void {
    const seq = columns[0];
    const { seq: last, prevHash, frontier } = this.#edge;
    if (seq !== last + 1) throw new LedgerMisuse(`entry ${seq} cannot follow entry ${last}`);
    writePreviousHash(leaf, hashAt, prevHash);
    const leafHash = sha256(leaf);
    this.#insert.run(...columns, leaf.subarray(1), prevHash, leafHash);
    this.#edge.seq = seq;
    this.#edge.prevHash = leafHash;
    frontier.append(leafHash, this.#keepWholeSubtree);
  }

  /** Writes the tree's edge; once per transaction, before it commits. */
  keepEdge(): void {
    this.#keepFrontier.run(this.#edge.seq, this.#edge.frontier.serialise());
  }

  /** Signs the tree as it stands, inside the open transaction; null when that size is signed already. */
  checkpoint(now: number): { size: number; note: string } | null {
    const size = this.#edge.seq;
    if (size === this.#checkpointSize) return null;
    const root = this.#edge.frontier.root();
    const { name } = this.#keys;
    const key = { name, keyId: ed25519KeyId(sha256, name, publicKeyBytes(this.#keys)) };
    const extensions = [`at ${new Date(now).toISOString()}`];
    const secret = signingKey(this.#keys);
    const note = signCheckpoint({ origin: name, size, root, extensions }, key, (message) =>
      signBytes(null, message, secret),
    );
    this.#database
      .prepare('INSERT OR IGNORE INTO checkpoints (size, root, at, note) VALUES (?, ?, ?, ?)')
      .run(size, root, now, note);
    this.#checkpointSize = size;
    return { size, note };
  }
}

function lastCheckpointSize(database: Database): number {
  return database.prepare('SELECT coalesce(max(size), 0) FROM checkpoints').pluck().get() as number;
}

function readEdge(database: Database): Edge {
  const last = database.prepare('SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1').get() as
    | { seq: number; hash: Buffer }
    | undefined;
  const kept = database.prepare('SELECT size, frontier FROM tree_frontier WHERE id = 1').get() as
    | { size: number; frontier: string }
    | undefined;
  const seq = last?.seq ?? 0;
  const prevHash = last?.hash ?? zeroHash();
  if (kept !== undefined && kept.size === seq) {
    return { seq, prevHash, frontier: MerkleFrontier.parse(sha256, kept.frontier) };
  }
  const stub = database
    .prepare('SELECT frontier, last_hash AS lastHash FROM audit_stub WHERE id = 1')
    .get() as { frontier: string; lastHash: Buffer } | undefined;
  const frontier =
    stub === undefined ? MerkleFrontier.empty(sha256) : MerkleFrontier.parse(sha256, stub.frontier);
  const leaves = database.prepare('SELECT hash FROM entries ORDER BY seq').pluck().iterate();
  for (const hash of leaves) frontier.append(hash as Buffer);
  return last === undefined && stub !== undefined
    ? { seq: frontier.size, prevHash: stub.lastHash, frontier }
    : { seq, prevHash, frontier };
}
