import { randomUUID, sign as signBytes } from 'node:crypto';
import { isAuditAction, kindOf } from '@srs-desk/shared/audit/actions.ts';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { leafHash, zeroHash } from '@srs-desk/shared/audit/chain.ts';
import { signCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { type EntryFields, entryText, fieldProblem } from '@srs-desk/shared/audit/entry.ts';
import { ed25519KeyId } from '@srs-desk/shared/audit/note.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import type { Database, Statement } from 'better-sqlite3';
import type { EntryDraft } from './entry-draft.ts';
import { LedgerMisuse } from './errors.ts';
import { type AuditKeys, publicKeyBytes, signingKey } from './key-file.ts';
import { encrypt } from './seal.ts';
import { sha256 } from './sha256.ts';
import type { SubjectKeys } from './subject-keys.ts';

/** Complete subtrees of these heights are kept, so that a proof reads at most 255 hashes per height. */
const KEPT_LEVELS = 8;

type Edge = { seq: number; prevHash: Uint8Array; frontier: MerkleFrontier };

const INSERT = `INSERT INTO entries (seq, at, uuid, kind, action, actor, ref_id, order_id, external_id, call_id, subject_id,
  operation, outcome, target, bytes, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The end of the log in memory: numbers, chains and hashes entries as they are appended, and signs checkpoints. */
export class LogWriter {
  readonly #database: Database;
  readonly #keys: AuditKeys;
  readonly #subjects: SubjectKeys;
  readonly #insert: Statement;
  readonly #keepNode: Statement;
  readonly #keepFrontier: Statement;
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
    const fields = this.#fields(draft, seq, now);
    const problem = fieldProblem(fields);
    if (problem !== null) throw new LedgerMisuse(`entry ${draft.action} cannot be written down: ${problem}`);
    let text: string;
    try {
      text = entryText(fields);
    } catch (error) {
      throw new LedgerMisuse(`entry ${draft.action} cannot be written down: ${String(error)}`);
    }
    const hash = leafHash(sha256, Buffer.from(text, 'utf8'));
    this.#insert.run(
      seq,
      draft.at ?? now,
      fields.uuid,
      fields.kind,
      fields.action,
      fields.actor,
      draft.refId ?? null,
      draft.orderId ?? null,
      draft.externalId ?? null,
      draft.callId ?? null,
      draft.subject ?? null,
      draft.operation ?? null,
      draft.outcome ?? null,
      draft.target ?? null,
      text,
      this.#edge.prevHash,
      hash,
    );
    this.#edge.seq = seq;
    this.#edge.prevHash = hash;
    this.#edge.frontier.append(hash, (level, index, node) => {
      if (level > 0 && level % KEPT_LEVELS === 0) this.#keepNode.run(level, index, node);
    });
    return seq;
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

  #fields(draft: EntryDraft, seq: number, now: number): EntryFields {
    if (!isAuditAction(draft.action)) throw new LedgerMisuse(`unknown action ${String(draft.action)}`);
    const uuid = randomUUID();
    const fields: { -readonly [K in keyof EntryFields]: EntryFields[K] } = {
      v: 1,
      seq,
      at: new Date(draft.at ?? now).toISOString(),
      uuid,
      kind: kindOf(draft.action),
      action: draft.action,
      actor: draft.actor,
      origin: draft.origin,
      refId: draft.refId ?? undefined,
      orderId: draft.orderId ?? undefined,
      externalId: draft.externalId ?? undefined,
      callId: draft.callId === null || draft.callId === undefined ? undefined : String(draft.callId),
      subject: draft.subject ?? undefined,
      operation: draft.operation ?? undefined,
      outcome: draft.outcome ?? undefined,
      target: draft.target ?? undefined,
      detail: withoutUndefined(draft.detail ?? {}),
      sealed: undefined,
      prevHash: toHex(this.#edge.prevHash),
    };
    if (draft.sealed !== undefined) this.#seal(fields, draft, uuid, now);
    return fields;
  }

  #seal(
    fields: { sealed?: string | undefined; detail: object },
    draft: EntryDraft,
    uuid: string,
    now: number,
  ): void {
    if (!draft.subject) throw new LedgerMisuse(`entry ${draft.action} has something to seal but no subject`);
    const key = this.#subjects.ensure(draft.subject, null, now);
    if (key === null) {
      fields.detail = { ...fields.detail, sealedOmitted: 'subject erased' };
      return;
    }
    fields.sealed = encrypt(key, uuid, Buffer.from(JSON.stringify(draft.sealed))).toString('base64url');
  }
}

function holdsUndefined(detail: object): boolean {
  for (const key of Object.keys(detail)) {
    const value: unknown = (detail as Record<string, unknown>)[key];
    if (value === undefined) return true;
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && holdsUndefined(value))
      return true;
  }
  return false;
}

function withoutUndefined(detail: object): EntryFields['detail'] {
  if (Object.getPrototypeOf(detail) === Object.prototype && !holdsUndefined(detail))
    return detail as EntryFields['detail'];
  const kept: [string, unknown][] = [];
  for (const [key, value] of Object.entries(detail)) {
    if (value === undefined) continue;
    const isObject =
      value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
    kept.push([key, isObject ? withoutUndefined(value as object) : value]);
  }
  // Not by assignment: a key named `__proto__` is a key like any other.
  return Object.fromEntries(kept) as EntryFields['detail'];
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
